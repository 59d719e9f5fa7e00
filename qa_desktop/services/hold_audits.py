"""Put audits on hold and release them: one person places a hold at once, two release it (PRACTICE P-24)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from qa_desktop.domain.directory import Directory
from qa_desktop.domain.holding import HOLDS, MOST_NAMED, Hold, HoldReason, Terms, hold_change, release_change
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import MAY_ORDER
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.demand_known import demand_known
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.list_under_way import DraftLine

LONGEST_WHY = 4000
NOT_FOR_YOU = "Only QA officers and heads of service put audits on hold and release them."
NOT_HELD = "This audit is not on hold."


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold that stands, with the names by which people know each other."""

    op_id: OperationId
    audit: AuditId
    placed_by: str
    at: datetime
    reason: HoldReason
    why: str
    review: date | None
    people: tuple[str, ...]
    """Who may look besides the auditor, QA officers and the head of service."""
    released_by: tuple[str, ...]
    """Who has said that it is to end; a second person has to confirm it."""


@dataclass(frozen=True, slots=True)
class HoldStore:
    """How holds are read from the log, and which drafts of others are known."""

    holds: Callable[[], tuple[Hold, ...]]
    directory: Callable[[], Directory]
    under_way: Callable[[], tuple[DraftLine, ...]]


class HoldAudits:
    """Writes `hold` and `release`. The server judges them again when they arrive."""

    def __init__(self, store: LocalStore, hold_store: HoldStore) -> None:
        self._store = store
        self._hold = hold_store

    @property
    def may_order(self) -> bool:
        """Whether the owner of this profile places and releases holds."""
        return self._store.owner.role.value in MAY_ORDER

    def standing(self) -> tuple[HoldLine, ...]:
        """Return every hold that stands and that this laptop knows of, the oldest first."""
        names = self._names()
        return tuple(_line(one, names) for one in sorted(self._hold.holds(), key=lambda one: (one.at, one.op_id)))

    def of(self, audit_id: AuditId) -> tuple[HoldLine, ...]:
        """Return the holds of one audit that stand; the last says who may look besides."""
        names = self._names()
        return tuple(_line(one, names) for one in self._holds_of(audit_id))

    def place(self, audit_id: AuditId, terms: Terms) -> None:
        """Put an audit on hold; also a draft that is not on this laptop.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service, or it is a sample.
            NotFound: nothing is known of such an audit.
            InputProblem: the words are too long, or somebody is named who cannot look.
        """
        self._admit()
        demand_known(self._store, audit_id, self._hold.under_way)
        if len(terms.why) > LONGEST_WHY:
            raise InputProblem(f"Shorten the reason to {LONGEST_WHY:,} characters at most.")
        if len(terms.people) > MOST_NAMED:
            raise InputProblem(f"Name {MOST_NAMED} people at most.")
        self._check_people(terms.people)
        self._store.append([hold_change(audit_id, terms)])

    def release(self, audit_id: AuditId) -> Ordered:
        """Order that every hold of the audit that is known here end; two people have to.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service.
            InputProblem: it is not on hold.
        """
        self._admit()
        standing = self._holds_of(audit_id)
        if not standing:
            raise InputProblem(NOT_HELD)
        if self.has_asked(audit_id):
            return Ordered.ASKED_ALREADY
        self._store.append([release_change(audit_id, [one.op_id for one in standing])])
        return Ordered.CONFIRMED if all(one.released_by for one in standing) else Ordered.ASKED

    def has_asked(self, audit_id: AuditId) -> bool:
        """Tell whether the owner has asked for the release of every hold of the audit, sent or not."""
        said, own = self._said_here(audit_id), self._store.owner.id
        standing = self._holds_of(audit_id)
        return bool(standing) and all(own in one.released_by or one.op_id in said for one in standing)

    def _admit(self) -> None:
        if not self.may_order:
            raise NotAllowed(NOT_FOR_YOU)

    def _check_people(self, people: tuple[PersonId, ...]) -> None:
        if self._store.owner.id in people:
            raise InputProblem("You cannot name yourself. A QA officer or head of service sees signed audits anyway.")
        kept_out = {Role.PRACTITIONER.value, Role.ADMIN.value}
        known = self._hold.directory().people
        wrong = [one.name for one in known if one.id in people and one.role in kept_out]
        if wrong:
            raise InputProblem(
                f"{', '.join(wrong)} cannot be named: practitioners and administrators see no held audit."
            )

    def _holds_of(self, audit_id: AuditId) -> tuple[Hold, ...]:
        return tuple(one for one in self._hold.holds() if one.audit == audit_id)

    def _said_here(self, audit_id: AuditId) -> frozenset[str]:
        """Return which holds the owner asked to release, sent or not."""
        asked = (one for one in self._store.operations(audit_id) if self._is_own_release(one))
        return frozenset(op_id for one in asked for op_id in _named(one))

    def _is_own_release(self, operation: Operation) -> bool:
        return operation.kind == OperationKind.RELEASE.value and operation.author == self._store.owner.id

    def _names(self) -> dict[PersonId, str]:
        told = {one.id: one.name for one in self._hold.directory().people}
        return told | {one.id: one.name for one in self._store.people()}


def _named(release: Operation) -> tuple[str, ...]:
    named = release.facts.get(HOLDS)
    return named if isinstance(named, tuple) else ()


def _line(hold: Hold, names: dict[PersonId, str]) -> HoldLine:
    def name(person: PersonId) -> str:
        return names.get(person, "Unknown")

    return HoldLine(
        op_id=hold.op_id,
        audit=hold.audit,
        placed_by=name(hold.placed_by),
        at=hold.at,
        reason=hold.terms.reason,
        why=hold.terms.why,
        review=hold.terms.review,
        people=tuple(name(one) for one in hold.terms.people),
        released_by=tuple(name(one) for one in hold.released_by),
    )
