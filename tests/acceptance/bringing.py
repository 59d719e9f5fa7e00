"""Brings what one profile signed to another, as a sync does, for the acceptance tests without a server."""

from __future__ import annotations

from qa_desktop.domain.audit import Audit
from qa_desktop.services.record_answer import summary_of
from tests.desks import OpenDesk


def bring(of: OpenDesk, to: OpenDesk, audit: Audit) -> None:
    """Bring an audit with its tool, its note and everything that was written in it."""
    to.store.keep_tool(audit.tool.content_hash, of.store.tool_definition(audit.tool.content_hash))
    to.store.bring([of.desk.owner], of.store.operations(audit.id), of.store.documents_of(audit.id))
    to.store.append((), summary={audit.id: summary_of(to.desk.open_audit(audit.id))})
