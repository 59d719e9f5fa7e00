"""An audit that is only tried out: the preview answers like the real page, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from typing_extensions import override

from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.changed_audit import with_fields
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.tool import Tool
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Worker
from qa_desktop.ui.presenters.audit_session import AuditSession

Answers = Mapping[str, FieldState]
REHEARSAL = AuditId("rehearsal")


class RehearsalSession(AuditSession):
    """A session whose audit lives in memory alone."""

    def __init__(self, desk: Desk, worker: Worker, tool: Tool, answers: Answers | None = None) -> None:
        super().__init__(desk, worker, _begun(desk, tool, answers or {}))

    @property
    def answers(self) -> Answers:
        """What was answered so far, for the next rehearsal to go on with."""
        return self._audit.record.fields

    @override
    def record(self, values: Mapping[str, Value]) -> None:
        now, owner, stream = self.desk.clock.now(), self.desk.owner.id, Stream(REHEARSAL)
        states = [FieldState(path, value, OperationId("op"), owner, now, stream) for path, value in values.items()]
        self._audit = with_fields(self._audit, states)
        self.audit_changed.emit(self._audit, frozenset(values))

    @override
    def when_settled(self, then: Callable[[], None]) -> None:
        then()

    @override
    def look_at(self, place: str, title: str) -> None:
        """Nothing is kept of a rehearsal, and so no place in it."""

    @override
    def hurry(self) -> None:
        """Nothing is kept of a rehearsal, and so nothing hurries."""


def _begun(desk: Desk, tool: Tool, answers: Answers) -> Audit:
    record = AuditRecord(
        REHEARSAL,
        tool.id,
        tool.version,
        tool.content_hash,
        AuditState.DRAFT,
        desk.clock.now(),
        desk.owner.id,
        answers,
    )
    return read_audit(record, tool)
