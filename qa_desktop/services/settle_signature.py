"""Say which of several signatures on one audit holds; all of them stay in its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain import paths
from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import SETTLES, Change, OperationKind, Stream
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.projection import settled, signatures
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of


@dataclass(frozen=True, slots=True)
class Signature:
    """One of the signatures on an audit."""

    op_id: OperationId
    signer: str
    signed_at: datetime
    """By the clock of the laptop on which it was signed."""
    received_at: datetime | None
    holds: bool
    """Whether an officer said that this one holds."""


class SettleSignature:
    """Writes `settle` operations; QA officers do."""

    def __init__(
        self, store: LocalStore, places: Callable[[AuditId], tuple[Placed, ...]], open_audit: OpenAudit
    ) -> None:
        self._store = store
        self._places = places
        self._open = open_audit

    def signatures(self, audit_id: AuditId) -> tuple[Signature, ...]:
        """Return every signature on an audit, in the order of the log."""
        operations = self._store.operations(audit_id)
        names = {person.id: person.name for person in self._store.people()}
        received = {one.operation.op_id: one.received_at for one in self._places(audit_id)}
        said = settled(operations)
        return tuple(
            Signature(
                op_id=one.op_id,
                signer=names.get(one.author, "Unknown"),
                signed_at=one.client_time,
                received_at=received.get(one.op_id),
                holds=said is not None and said.value == one.op_id,
            )
            for one in signatures(operations)
        )

    @property
    def may_settle(self) -> bool:
        """Whether the owner of this profile is a QA officer."""
        return self._store.owner.role is Role.QA_OFFICER

    def __call__(self, audit_id: AuditId, holds: OperationId) -> None:
        """Say that this signature holds, knowing of every other that is here. Raise NotAllowed or InputProblem."""
        if not self.may_settle:
            raise NotAllowed("A QA officer says which signature holds.")
        known = {one.op_id for one in signatures(self._store.operations(audit_id))}
        if holds not in known:
            raise InputProblem("This is no signature of the audit. Look at what is there now, then settle it.")
        facts = {SETTLES: tuple(sorted(known))}
        self._store.append(
            [Change(Stream(audit_id), paths.SETTLED, holds, fact=True, kind=OperationKind.SETTLE, facts=facts)]
        )
        self._store.append((), summary={audit_id: summary_of(self._open(audit_id))})
