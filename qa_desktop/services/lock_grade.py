"""Lock one's own first grade where two people grade apart: each sees the other's when both are locked (P-20)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import VALUE_KINDS, Change, Operation, OperationKind, Stream
from qa_desktop.domain.parts import Part, Relation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import NotAllowed

SEATS = {Relation.OWNER: "lead", Relation.PEER: "peer"}
"""The stream in which each of the two gives their own grades."""


class LockGrade:
    """Writes `reveal`, once each."""

    def __init__(self, store: LocalStore, parts_of: Callable[[AuditId], tuple[Part, ...]]) -> None:
        self._store = store
        self._parts_of = parts_of

    def seat(self, audit_id: AuditId) -> Stream | None:
        """Return the stream of the owner of this profile; None where they are neither lead nor peer."""
        mine = {one.relation for one in self._parts_of(audit_id) if one.person == self._store.owner.id}
        return next((Stream(audit_id, name) for relation, name in SEATS.items() if relation in mine), None)

    def is_locked(self, audit_id: AuditId) -> bool:
        """Tell whether the owner of this profile has locked their first grade."""
        return any(one.kind == OperationKind.REVEAL.value for one in self._mine(audit_id))

    def __call__(self, audit_id: AuditId) -> None:
        """Lock the first grade. Raise NotAllowed where there is none, it is locked, or it is somebody else's audit."""
        stream = self.seat(audit_id)
        if stream is None:
            raise NotAllowed("Only the lead and the peer auditor of this audit lock a first grade.")
        mine = self._mine(audit_id)
        if any(one.kind == OperationKind.REVEAL.value for one in mine):
            raise NotAllowed("Your first grade is locked already.")
        if not any(one.kind in VALUE_KINDS for one in mine):
            raise NotAllowed("Give your own grade first, then lock it.")
        self._store.append([Change(stream, "", None, kind=OperationKind.REVEAL)])

    def _mine(self, audit_id: AuditId) -> tuple[Operation, ...]:
        stream, me = self.seat(audit_id), self._store.owner.id
        return tuple(one for one in self._store.operations(audit_id) if one.stream == stream and one.author == me)
