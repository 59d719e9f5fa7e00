"""Look after what is due for disposal: what it is, what keeps it, who has ordered it, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.retention import MAY_ORDER, RETENTION, Certificate, Reason
from qa_desktop.errors import NotFound
from qa_desktop.services.erase_entries import EraseEntries, Ordered
from qa_desktop.services.hold_audits import HoldAudits, HoldLine
from qa_desktop.services.list_due import DueRecord, ListDue
from qa_desktop.services.list_under_way import DraftLine
from qa_desktop.services.open_audit import OpenAudit

CONFIRMED_WORD = "dispose"
"""What is typed for an audit whose reference is not known here."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One person's order that an audit be disposed of."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DueLine:
    """An audit that is due, or whose disposal somebody has ordered."""

    audit: AuditId
    title: str
    due: DueRecord | None
    """None where it is not due and somebody has ordered it for another reason."""
    ordered: tuple[OrderLine, ...]
    reasons: tuple[str, ...]
    is_own: bool
    """Whether the owner of this profile is among those who ordered it."""
    holds: tuple[HoldLine, ...]
    has_asked_release: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, and what has to be typed to have it go."""

    line: DueLine
    auditor: str
    entries: int
    """How many entries are here; 0 for a draft of which only its state is known."""
    documents: int
    typed: str


@dataclass(frozen=True, slots=True)
class DueServices:
    """The services that this one joins."""

    due: ListDue
    erase: EraseEntries
    holds: HoldAudits
    open_audit: OpenAudit
    directory: Callable[[], Directory]
    under_way: Callable[[], tuple[DraftLine, ...]]


class LookAfterDue:
    """Reads and orders. Nothing is deleted before two people have ordered it, and nothing that is on hold."""

    def __init__(self, store: LocalStore, services: DueServices) -> None:
        self._store = store
        self._use = services

    @property
    def may_order(self) -> bool:
        """Whether the owner of this profile orders disposals."""
        return self._store.owner.role.value in MAY_ORDER

    @property
    def has_periods(self) -> bool:
        """Whether the authority's profile says how long anything is kept."""
        return bool(self._use.due.periods)

    def __call__(self, day: date) -> tuple[DueLine, ...]:
        """Return what a second person has to confirm, what is due on a day, and what only a hold keeps.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service.
        """
        due = {one.audit: one for one in self._use.due.with_held(day)}
        orders = {one.audit: one for one in self._use.erase.certificates()}
        asked = [audit for audit, one in orders.items() if not one.is_complete and audit not in due]
        holds = self._use.holds.standing()
        names = self._names()
        lines = [self._line(audit, due.get(audit), orders.get(audit), (names, holds)) for audit in (*asked, *due)]
        return tuple(sorted(lines, key=_rank))

    def preview(self, audit_id: AuditId, day: date) -> Preview:
        """Return what would go with an audit; raise NotFound where it is not due and nobody has ordered it."""
        line = next((one for one in self(day) if one.audit == audit_id), None)
        if line is None:
            raise NotFound("This audit is not in the list any more. Somebody else may have acted; look at it again.")
        try:
            audit = self._use.open_audit(audit_id)
        except NotFound:
            return Preview(line, self._drafter(audit_id), 0, 0, CONFIRMED_WORD)
        entries = [one for one in self._store.operations(audit_id) if one.stream.name != RETENTION]
        documents = self._store.documents_of(audit_id)
        author = self._names().get(audit.record.owner or audit.record.created_by, "")
        typed = audit.subject.strip() or CONFIRMED_WORD
        return Preview(line, author, len(entries), len(documents), typed)

    def order(self, audit_id: AuditId) -> Ordered:
        """Order the disposal, or confirm what the first person ordered; raise as EraseEntries.dispose does."""
        asked = next((one for one in self._use.erase.certificates() if one.audit == audit_id), None)
        known = {one.value: one for one in Reason}
        given = [known[one] for one in (asked.reasons if asked else ()) if one in known]
        return self._use.erase.dispose(audit_id, given[0] if given else Reason.RETENTION_ENDED)

    def _line(
        self,
        audit_id: AuditId,
        due: DueRecord | None,
        orders: Certificate | None,
        known: tuple[dict[PersonId, str], tuple[HoldLine, ...]],
    ) -> DueLine:
        names, holds = known
        people = () if orders is None else tuple(zip(orders.ordered_by, orders.ordered_at, strict=True))
        held = tuple(one for one in holds if one.audit == audit_id)
        return DueLine(
            audit=audit_id,
            title=self._title(audit_id) if due is None else due.title,
            due=due,
            ordered=tuple(OrderLine(names.get(person, "Unknown"), at) for person, at in people),
            reasons=() if orders is None else orders.reasons,
            is_own=any(person == self._store.owner.id for person, _ in people),
            holds=held,
            has_asked_release=bool(held) and self._use.holds.has_asked(audit_id),
        )

    def _title(self, audit_id: AuditId) -> str:
        try:
            audit = self._use.open_audit(audit_id)
        except NotFound:
            drafts = (one for one in self._use.under_way() if one.audit_id == audit_id)
            return next((f"{one.tool} by {one.auditor}" for one in drafts), "An audit that is not on this laptop")
        return " · ".join(part for part in (audit.subject, audit.tool.title) if part)

    def _drafter(self, audit_id: AuditId) -> str:
        return next((one.auditor for one in self._use.under_way() if one.audit_id == audit_id), "")

    def _names(self) -> dict[PersonId, str]:
        told = {one.id: one.name for one in self._use.directory().people}
        return told | {one.id: one.name for one in self._store.people()}


def _rank(line: DueLine) -> tuple[int, date, str]:
    """First what waits for this person, then what is due, then what waits for others, at last what is on hold."""
    if line.holds:
        place = 3
    elif line.ordered:
        place = 2 if line.is_own else 0
    else:
        place = 1
    ended = line.due.ended if line.due is not None and line.due.ended is not None else date.max
    return place, ended, line.audit
