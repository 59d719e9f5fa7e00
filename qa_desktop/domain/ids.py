"""Identities, each its own type, so that an audit's id is never taken for an action's."""

from __future__ import annotations

from typing import NewType

ToolId = NewType("ToolId", str)
SectionId = NewType("SectionId", str)
ItemId = NewType("ItemId", str)
ScaleId = NewType("ScaleId", str)
PointId = NewType("PointId", str)
StageId = NewType("StageId", str)

AuditId = NewType("AuditId", str)
OperationId = NewType("OperationId", str)
PersonId = NewType("PersonId", str)
DocumentId = NewType("DocumentId", str)
"""SHA-256 of the document's bytes, in hex."""
EntryId = NewType("EntryId", str)
"""Identity of a repeated thing inside an audit: an action, a piece of evidence, a sitting, a person present."""
