"""Order that words or whole audits be deleted for good: one person asks, a second confirms, then it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.directory import Directory
from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.holding import Hold
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import HELD, AuditState, Role
from qa_desktop.domain.retention import (
    MAY_ORDER,
    ORDERS,
    PEOPLE_NEEDED,
    Certificate,
    Reason,
    certificate,
    dispose_change,
    redact_change,
    redactions,
    stale_notes,
)
from qa_desktop.domain.worker_concern import RESTRICTED
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.demand_known import demand_known
from qa_desktop.services.list_under_way import DraftLine


class Ordered(Enum):
    """What an order led to."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    ASKED_ALREADY = "asked_already"


@dataclass(frozen=True, slots=True)
class EraseStore:
    """What ordering reads beside the audits themselves."""

    places: Callable[[AuditId], tuple[Placed, ...]]
    disposals: Callable[[], tuple[Operation, ...]]
    directory: Callable[[], Directory]
    holds: Callable[[], tuple[Hold, ...]]
    under_way: Callable[[], tuple[DraftLine, ...]]


class EraseEntries:
    """Writes orders. They are carried out when the server has taken them, here and on every laptop."""

    def __init__(self, store: LocalStore, erase_store: EraseStore) -> None:
        self._store = store
        self._erase = erase_store

    def redact(self, audit_id: AuditId, op_ids: Sequence[OperationId], reason: Reason) -> Ordered:
        """Order that the words of some entries be deleted, with every sealed note that may hold them.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service, the audit is not signed, or an entry is an
                order itself.
            NotFound: the audit has no such entry.
        """
        operations = self._admit(audit_id)
        here = {one.op_id: one for one in operations}
        for op_id in op_ids:
            if op_id not in here:
                raise NotFound(f"This audit has no entry {op_id}. “qa-desktop audit show ID --history” lists them.")
            if here[op_id].kind in ORDERS:
                raise NotAllowed("An order to delete is never deleted itself.")
        targets = dict.fromkeys([*op_ids, *(one.op_id for one in _notes(operations))])
        ordered = redactions(operations)
        owner = self._store.owner.id
        left = [here[one] for one in targets if owner not in ordered.get(one, {})]
        if not left:
            return Ordered.ASKED_ALREADY
        self._store.append([redact_change(one, reason) for one in left])
        return _outcome(min(len({*ordered.get(one, {}), owner}) for one in op_ids))

    def stale(self, audit_id: AuditId) -> tuple[OperationId, ...]:
        """Return sealed notes that may show deleted words and that the owner may still order to be deleted."""
        if self._store.owner.role.value not in MAY_ORDER:
            return ()
        operations = self._store.operations(audit_id)
        ordered, owner = redactions(operations), self._store.owner.id
        return tuple(one.op_id for one in stale_notes(operations) if owner not in ordered.get(one.op_id, {}))

    def redact_stale(self, audit_id: AuditId) -> Ordered:
        """Order that such notes be deleted too, for the reason that was given for the words; raise as redact does."""
        operations, wanted = self._admit(audit_id), self.stale(audit_id)
        if not wanted:
            return Ordered.ASKED_ALREADY
        here, ordered = {one.op_id: one for one in operations}, redactions(operations)
        known = {one.value: one for one in Reason}
        given = [one.facts.get("reason") for orders in ordered.values() for one in orders.values()]
        reason = next((known[one] for one in given if isinstance(one, str) and one in known), Reason.NOT_NEEDED)
        self._store.append([redact_change(here[one], reason) for one in wanted])
        return _outcome(min(len({*ordered.get(one, {}), self._store.owner.id}) for one in wanted))

    def dispose(self, audit_id: AuditId, reason: Reason) -> Ordered:
        """Order that an audit be disposed of: made unreadable on the server and on every laptop.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service, or the audit is on hold.
            NotFound: there is no such audit here, nor in the list of drafts under way.
        """
        self._refuse_others()
        demand_known(self._store, audit_id, self._erase.under_way)
        if any(one.audit == audit_id for one in self._erase.holds()):
            raise NotAllowed(HELD)
        before = certificate(audit_id, self._erase.disposals())
        people = set() if before is None else set(before.ordered_by)
        if self._store.owner.id in people:
            return Ordered.ASKED_ALREADY
        if people and not any(self._is_officer(one) for one in (*people, self._store.owner.id)):
            raise NotAllowed("One of the two who order a disposal has to be a QA officer. Ask one to confirm it.")
        self._store.append([dispose_change(audit_id, reason, self._erase.places(audit_id))])
        return _outcome(len(people) + 1)

    def certificates(self) -> tuple[Certificate, ...]:
        """Return what is known of every disposal, asked and done, in the order in which they were first asked."""
        orders = self._erase.disposals()
        audits = dict.fromkeys(one.stream.audit for one in orders)
        found = (certificate(audit, orders) for audit in audits)
        return tuple(one for one in found if one is not None)

    def _is_officer(self, person: PersonId) -> bool:
        if person == self._store.owner.id:
            return self._store.owner.role is Role.QA_OFFICER
        return any(one.id == person and one.role == Role.QA_OFFICER.value for one in self._erase.directory().people)

    def _refuse_others(self) -> None:
        if self._store.owner.role.value not in MAY_ORDER:
            raise NotAllowed("Only QA officers and heads of service order that something be deleted for good.")

    def _admit(self, audit_id: AuditId) -> tuple[Operation, ...]:
        self._refuse_others()
        if self._store.load(audit_id).state is not AuditState.SIGNED:
            raise NotAllowed("This audit is not signed. A draft belongs to its author, who can change what it says.")
        places = self._erase.places(audit_id)
        apart = (one.operation for one in places if one.operation.stream.name == RESTRICTED)
        return (*self._store.operations(audit_id), *apart)


def _notes(operations: Sequence[Operation]) -> list[Operation]:
    """Return what brought the documents: each shows the words that the audit held when it was made."""
    return [one for one in operations if one.kind == OperationKind.DOCUMENT.value and not one.is_redacted]


def _outcome(people: int) -> Ordered:
    return Ordered.CONFIRMED if people >= PEOPLE_NEEDED else Ordered.ASKED
