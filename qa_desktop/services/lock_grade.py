"""Lock one's own first grade where two people grade apart: each sees the other's when both are locked (P-20)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain import pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import VALUE_KINDS, Change, Operation, OperationKind, Stream
from qa_desktop.domain.parts import PAIR, PERSON, RELATION, Part, Relation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import NotAllowed
from qa_desktop.services.open_audit import OpenAudit

SEATS = {Relation.OWNER: "lead", Relation.PEER: "peer"}
"""The stream in which each of the two gives their own grades."""


class LockGrade:
    """Writes `reveal`, once each."""

    def __init__(
        self, store: LocalStore, parts_of: Callable[[AuditId], tuple[Part, ...]], open_audit: OpenAudit
    ) -> None:
        self._store = store
        self._parts_of = parts_of
        self._open = open_audit

    def seat(self, audit_id: AuditId) -> Stream | None:
        """Return the stream of the owner of this profile; None where they are neither lead nor peer."""
        mine = {one.relation for one in self._parts_of(audit_id) if one.person == self._store.owner.id}
        return next((Stream(audit_id, name) for relation, name in SEATS.items() if relation in mine), None)

    def is_locked(self, audit_id: AuditId) -> bool:
        """Tell whether the owner of this profile has locked their first grade."""
        return any(one.kind == OperationKind.REVEAL.value for one in self._mine(audit_id))

    def __call__(self, audit_id: AuditId) -> None:
        """Lock the first grade. Raise NotAllowed where there is none, it is locked, or it is somebody else's audit.

        Of two forms of one case each auditor locks all grades of their own form; they are kept as first given.
        """
        stream = self.seat(audit_id)
        if stream is None:
            raise NotAllowed("Only the lead and the peer auditor of this audit lock a first grade.")
        audit = self._open(audit_id)
        if pairs.seat_of(audit) is not None:
            self._lock_form(audit, stream)
            return
        mine = self._mine(audit_id)
        if any(one.kind == OperationKind.REVEAL.value for one in mine):
            raise NotAllowed("Your first grade is locked already.")
        if not any(one.kind in VALUE_KINDS for one in mine):
            raise NotAllowed("Give your own grade first, then lock it.")
        self._store.append([Change(stream, "", None, kind=OperationKind.REVEAL)])

    def _lock_form(self, audit: Audit, stream: Stream) -> None:
        if pairs.is_locked(audit):
            raise NotAllowed("Your first grades are locked already.")
        if audit.is_signed or audit.record.read_only_reason:
            raise NotAllowed(audit.record.read_only_reason or "This audit is signed already.")
        missing = pairs.ungraded(audit)
        if missing:
            raise NotAllowed(f"Give every grade first, then lock them: {', '.join(missing)}.")
        kept = [Change(Stream(audit.id), path, code, fact=True) for path, code in pairs.first_values(audit).items()]
        changes = [*kept, Change(stream, "", None, kind=OperationKind.REVEAL)]
        other, name = audit.text(pairs.OTHER), audit.text(pairs.PAIR)
        if other:
            # It opens only when the other one has done the same; both forms open at once.
            facts = {PERSON: other, RELATION: Relation.READER.value, PAIR: name}
            changes.append(Change(Stream(audit.id), "", None, kind=OperationKind.GRANT, facts=facts))
        self._store.append(changes)

    def _mine(self, audit_id: AuditId) -> tuple[Operation, ...]:
        stream, me = self.seat(audit_id), self._store.owner.id
        return tuple(one for one in self._store.operations(audit_id) if one.stream == stream and one.author == me)
