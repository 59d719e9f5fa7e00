"""Try a tool out on an audit that is never kept: the real pages work, and nothing reaches the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from typing_extensions import override

from qa_desktop.clock import local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Change, Operation, Stream, Value
from qa_desktop.domain.ports import NewDocument, SummaryUpdate
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState, Person
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotAllowed
from qa_desktop.services.desk import Desk
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.record_signature import RecordSignature
from qa_desktop.services.sign_audit import SignAudit

TRIAL = AuditId("trial")


class _Nowhere:
    """Takes every change and keeps none."""

    def __init__(self, owner: Person) -> None:
        self.owner = owner

    def append(
        self,
        changes: Sequence[Change],
        documents: Sequence[NewDocument] = (),
        summary: Mapping[AuditId, SummaryUpdate] | None = None,
        *,
        knows_of_hold: bool = True,
    ) -> tuple[Operation, ...]:
        """Do nothing."""
        del changes, documents, summary, knows_of_hold
        return ()


class _NeverSigned(SignAudit):
    """Refuses to sign."""

    def __init__(self) -> None:
        """Need nothing: nothing is ever signed."""

    @override
    def __call__(self, audit_id: AuditId, pin: str | None = None) -> Audit:
        raise NotAllowed("This is a preview of the tool. It cannot be signed.")


def trial_audit(desk: Desk, tool: Tool) -> Audit:
    """Return an empty audit of a tool, marked as a sample, that stands in no store."""
    now, owner = desk.clock.now(), desk.owner
    day = local_day(now).isoformat()
    values: dict[str, Value] = {
        paths.SAMPLE: True,
        paths.SUBJECT: "Preview",
        paths.about("audit_date"): day,
        paths.about("auditor"): owner.name,
        paths.entry("sitting", "trial", "day"): day,
    }
    fields = {
        path: FieldState(path, value, OperationId(""), owner.id, now, Stream(TRIAL)) for path, value in values.items()
    }
    record = AuditRecord(TRIAL, tool.id, tool.version, tool.content_hash, AuditState.DRAFT, now, owner.id, fields)
    return read_audit(record, tool)


def trial_desk(desk: Desk) -> Desk:
    """Return the desk with everything that writes put out of the way, for an audit that stands in no store."""
    record = RecordAnswer(_Nowhere(desk.owner))
    return replace(
        desk,
        record=record,
        record_signature=RecordSignature(record, desk.owner.name, desk.clock),
        sign_audit=_NeverSigned(),
        set_place=lambda _audit, _place, _title: None,
    )
