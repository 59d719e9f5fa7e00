"""Record a concern about a worker apart from the audit, where few may read it (PRACTICE P-22)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import NOBODY, Role
from qa_desktop.domain.worker_concern import FIELDS, WorkerConcern, changes, worker_concerns
from qa_desktop.errors import InputProblem, NotAllowed, NotFound

READERS = (Role.QA_OFFICER, Role.HEAD_OF_SERVICE)
"""Who reads what others recorded, beside the owner of the audit."""


class RestrictedConcerns:
    """Writes and reads concerns about workers. The audit and everything that is made of it know nothing of them."""

    def __init__(self, store: LocalStore, restricted: Callable[[], tuple[Operation, ...]], new_id: NewIds) -> None:
        self._store = store
        self._restricted = restricted
        self._new_id = new_id

    def record(self, audit: Audit, words: dict[str, str]) -> WorkerConcern:
        """Record a concern; `words` by field: what, about, told, outcome. Return it.

        Raises InputProblem where it does not say what the concern is, NotAllowed for whom the audit is not, and in an
        audit that stays on this laptop, where nobody would ever read it.
        """
        if not words.get("what", "").strip():
            raise InputProblem("Say what the concern is.")
        return self._write(audit, self._new_id(), words)

    def add(self, audit: Audit, concern: str, words: dict[str, str]) -> WorkerConcern:
        """Write over words of a concern, as with who was told and what came of it; raises NotFound, and as above."""
        if concern not in {one.id for one in self.of(audit.id)}:
            raise NotFound(f"There is no concern {concern} beside this audit.")
        return self._write(audit, concern, words)

    def of(self, audit_id: AuditId) -> tuple[WorkerConcern, ...]:
        """Return the concerns beside an audit, the newest first."""
        return tuple(one for one in self.all() if one.audit == audit_id)

    def all(self) -> tuple[WorkerConcern, ...]:
        """Return every concern that is on this laptop, those beside drafts of others among them, the newest first."""
        return worker_concerns(self._restricted())

    def may_record(self, audit: Audit) -> bool:
        """Tell whether the owner of this profile may record one beside this audit."""
        mine = audit.record.owner in (self._store.owner.id, NOBODY)
        return not audit.is_private and (mine or self._store.owner.role is Role.QA_OFFICER)

    def _write(self, audit: Audit, concern: str, words: dict[str, str]) -> WorkerConcern:
        if audit.is_private:
            raise NotAllowed("This audit stays on this laptop, so nobody would read it. Record it beside another one.")
        if not self.may_record(audit):
            raise NotAllowed("Only the auditor and QA officers record a restricted concern beside an audit.")
        given = {field: text.strip() for field, text in words.items() if field in FIELDS and text.strip()}
        self._store.append(changes(audit.id, concern, given))
        return next(one for one in self.of(audit.id) if one.id == concern)
