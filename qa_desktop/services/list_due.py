"""List the records whose retention period has ended; nothing is ever disposed of by itself (PRACTICE P-24)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from qa_desktop.clock import local_day
from qa_desktop.domain.audit import stays_here
from qa_desktop.domain.holding import Hold
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.periods import Period, PeriodStart, RecordKind
from qa_desktop.domain.ports import LocalStore, SummaryFilter
from qa_desktop.domain.record import AuditState, AuditSummary, SignedAudit
from qa_desktop.domain.retention import MAY_ORDER
from qa_desktop.domain.tool import SubjectKind, Tool
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.list_under_way import DraftLine
from qa_desktop.services.open_audit import OpenAudit

PAGE = 100
MONTHS_DIFFER_BY = 5
"""By at most so many days months are shorter than a twelfth of a year each, whichever they are."""
AUDITS = frozenset({RecordKind.CASE_AUDIT, RecordKind.STAFF_AUDIT, RecordKind.SERVICE_AUDIT})
STAFF = frozenset({SubjectKind.PRACTITIONER, SubjectKind.SUPERVISION_FILE})
NO_PERIODS = (
    "Your authority's profile sets no retention periods, so nothing is due. Its “retention” section sets them: see "
    "“qa-desktop authority sign”."
)


@dataclass(frozen=True, slots=True)
class Found:
    """An audit with the period that holds for it."""

    audit: AuditId
    title: str
    period: Period
    closed: date
    began: date | None
    earliest: date
    """The first day from which the period can run."""


@dataclass(frozen=True, slots=True)
class DueRecord:
    """One audit that need not be kept any more."""

    audit: AuditId
    title: str
    period: Period
    began: date | None
    """From when the period runs; None where a person has to look it up."""
    ended: date | None
    is_asked: bool
    """Whether somebody has ordered its disposal already, and a second person has to."""
    closed: date
    """When it was signed; for a draft, when it was changed last."""
    is_held: bool = False


class SignedBy(Protocol):
    """Finds signed audits without opening any."""

    def __call__(self, day: date, *, or_met: bool) -> tuple[SignedAudit, ...]:
        """Return what was signed by a day, and with `or_met` what has a meeting in its year or before; few others."""
        ...


@dataclass(frozen=True, slots=True)
class DueStore:
    """What is read beside the audits themselves."""

    periods: Callable[[], tuple[Period, ...]]
    signed_by: SignedBy
    holds: Callable[[], tuple[Hold, ...]]
    disposals: Callable[[], tuple[Operation, ...]]
    under_way: Callable[[], tuple[DraftLine, ...]]


class ListDue:
    """Reads what is on this laptop, and the list of drafts under way. Audits on hold are never due."""

    def __init__(self, store: LocalStore, open_audit: OpenAudit, due_store: DueStore) -> None:
        self._store = store
        self._open = open_audit
        self._due = due_store

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that the authority's profile sets; none without a profile."""
        return self._due.periods()

    def __call__(self, day: date) -> tuple[DueRecord, ...]:
        """Return what is due on a day, the longest due first, then what begins with a day that nobody knows here.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service.
        """
        return tuple(one for one in self.with_held(day) if not one.is_held)

    def with_held(self, day: date) -> tuple[DueRecord, ...]:
        """Return what would be due, in the same order, with what is on hold and therefore is not; raise as above."""
        if self._store.owner.role.value not in MAY_ORDER:
            raise NotAllowed("Only QA officers and heads of service look after what is due for disposal.")
        periods = {one.kind: one for one in self.periods}
        if not periods:
            return ()
        kept = {one.audit for one in self._due.holds()}
        asked = {one.stream.audit for one in self._due.disposals()}
        found = (*self._signed(periods, day), *self._drafts(periods, day))
        due = (
            DueRecord(
                audit=one.audit,
                title=one.title,
                period=one.period,
                began=one.began,
                ended=None if one.began is None else one.period.ends(one.began),
                is_asked=one.audit in asked,
                closed=one.closed,
                is_held=one.audit in kept,
            )
            for one in found
            if one.period.ends(one.earliest) <= day
        )
        return tuple(sorted(due, key=lambda one: (one.ended is None, one.ended or day, one.audit)))

    def _signed(self, periods: dict[RecordKind, Period], day: date) -> Iterator[Found]:
        used = [one for kind, one in periods.items() if kind in AUDITS]
        if not used:
            return
        latest = latest_signing(used, day)
        or_met = any(one.start is PeriodStart.LAST_MEETING for one in used)
        for line in self._due.signed_by(latest, or_met=or_met):
            try:
                tool = self._open.pinned_tool(line.tool_hash)
            except NotFound:  # the tool with which it was made has not arrived yet
                continue
            found = self._found(line, tool, periods)
            if found is not None:
                yield found

    def _found(self, line: SignedAudit, tool: Tool, periods: dict[RecordKind, Period]) -> Found | None:
        """Return the period of a signed audit, which is opened only where its answers or its meetings decide."""
        audit = self._open(line.id) if tool.subject_when else None
        period = periods.get(_kind_of(tool.subject if audit is None else audit.subject_kind))
        if period is None:
            return None
        signed = local_day(line.signed_at)
        # A case is closed after it was looked at: before that day its period cannot have begun.
        began = None if period.start is PeriodStart.CLOSURE else signed
        if period.start is PeriodStart.LAST_MEETING:
            audit = audit or self._open(line.id)
            began = max((sitting.day for sitting in audit.sittings), default=signed)
        return Found(line.id, _title(line), period, signed, began, signed if began is None else began)

    def _drafts(self, periods: dict[RecordKind, Period], day: date) -> Iterator[Found]:
        period = periods.get(RecordKind.DRAFT)
        if period is None:
            return
        here = {one.id: (_title(one), local_day(one.changed_at)) for one in self._summaries()}
        others = {
            one.audit_id: (f"{one.tool} by {one.auditor}", local_day(one.changed)) for one in self._due.under_way()
        }
        for audit_id, (title, changed) in (others | here).items():
            if period.ends(changed) <= day and (audit_id in others or not stays_here(self._store.load(audit_id))):
                yield Found(audit_id, title, period, changed, changed, changed)

    def _summaries(self) -> Iterator[AuditSummary]:
        after = None
        while True:
            page = self._store.summaries(SummaryFilter(state=AuditState.DRAFT, after=after, limit=PAGE))
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1]


def latest_signing(periods: Iterable[Period], day: date) -> date:
    """Return a day after which nothing was signed for which one of these periods is over; it is cheap, not exact."""
    least_days = min(one.months for one in periods) * 365 // 12 - MONTHS_DIFFER_BY
    return date.fromordinal(max(1, day.toordinal() - least_days))


def _title(summary: AuditSummary | SignedAudit) -> str:
    return " · ".join(part for part in (summary.subject, summary.tool_title) if part)


def _kind_of(subject: SubjectKind) -> RecordKind:
    """Return which kind a signed audit of such a subject is."""
    if subject is SubjectKind.CASE:
        return RecordKind.CASE_AUDIT
    return RecordKind.STAFF_AUDIT if subject in STAFF else RecordKind.SERVICE_AUDIT
