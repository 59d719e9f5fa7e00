"""Settle a field that several people wrote: one value, which names everything that it replaces."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import SETTLES, Change, OperationKind, Stream, Value
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of
from qa_desktop.services.show_conflicts import FieldConflict, InServerOrder

CHANGED = "Somebody wrote this field again meanwhile. Look at what is there now, then settle it."


class SettleConflict:
    """Writes `resolve` operations."""

    def __init__(
        self,
        store: LocalStore,
        in_server_order: InServerOrder,
        note_conflicts: Callable[[AuditId, int], None],
        open_audit: OpenAudit,
    ) -> None:
        self._store = store
        self._in_server_order = in_server_order
        self._note = note_conflicts
        self._open = open_audit

    def __call__(self, conflict: FieldConflict, value: Value) -> None:
        """Give the field a value that names every head.

        Raises NotAllowed where the heads are others by now or the audit cannot be written, InputProblem for a value
        that the field cannot hold.
        """
        audit_id = conflict.audit_id
        mistake = check_value(self._open(audit_id).tool, conflict.path, value)
        # What somebody wrote can hold, also for an earlier version of the tool: it has no place in the audit then.
        if mistake is not None and value not in {head.value for head in conflict.heads}:
            raise InputProblem(mistake)
        stream = Stream(audit_id, conflict.stream)
        seen = {head.op_id for head in conflict.heads}
        standing = conflicts(self._in_server_order(audit_id))
        now = next((one for one in standing if (one.stream, one.path) == (stream, conflict.path)), None)
        if now is None or {head.op_id for head in now.heads} != seen:
            raise NotAllowed(CHANGED)
        is_fact = any("v" in head.facts for head in now.heads)
        facts = {SETTLES: tuple(sorted(seen))}
        self._store.append([Change(stream, conflict.path, value, is_fact, OperationKind.RESOLVE, facts)])
        self._store.append((), summary={audit_id: summary_of(self._open(audit_id))})
        self._note(audit_id, len(conflicts(self._in_server_order(audit_id))))
