"""List what is to be done because of audits, mark it as done, and take its days along as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.calendar_file import CalendarDay, calendar_file
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.work_due import Closing, WorkKind, done_path
from qa_desktop.domain.work_list import (
    WEEK,
    Scope,
    WorkCounts,
    WorkFilter,
    WorkLine,
    allocated_lines,
    place_in_list,
)
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer

MOST_IN_CALENDAR = 500
_SUBJECTS = {
    WorkKind.HAND_IN: "Audit due",
    WorkKind.ACTION: "Audit action due",
    WorkKind.IMPROVEMENT: "Improvement action due",
    WorkKind.SIGNATURE: "Audit signature due",
    WorkKind.ADVICE: "Audit advice due",
}


@dataclass(frozen=True, slots=True)
class WorkStore:
    """What is read beside the audits themselves."""

    page: Callable[[WorkFilter, frozenset[str]], tuple[WorkLine, ...]]
    counts: Callable[[Scope, frozenset[str], date], WorkCounts]
    poor_words: Callable[[], str]
    """Returns what poor grades are called here; empty where nothing is graded so."""
    directory: Callable[[], Directory]
    bring_up_to_date: Callable[[], None]
    """Works out what waits for it, as after an update."""
    allocated: Callable[[], tuple[Allocation, ...]]
    """Returns what is allocated to the owner and not begun."""


class ListWork:
    """Reads what this laptop holds: what a role may not see is not in its store."""

    def __init__(
        self, store: LocalStore, reads: WorkStore, open_audit: OpenAudit, record: RecordAnswer, clock: Clock
    ) -> None:
        self._store = store
        self._reads = reads
        self._open = open_audit
        self._record = record
        self._clock = clock

    def __call__(self, wanted: WorkFilter) -> tuple[WorkLine, ...]:
        """Return a page of what is open, the next due first and what has no day last.

        Raise InputProblem where the team is asked for and nobody said which it is.
        """
        found = self._reads.page(wanted, self._teams(wanted))
        allocated = self._allocated(wanted)
        return tuple(sorted((*found, *allocated), key=place_in_list)[: wanted.limit]) if allocated else found

    def counts(self, scope: Scope) -> WorkCounts:
        """Return how much there is to do; raise as above."""
        counts = self._reads.counts(scope, self._teams(WorkFilter(scope)), self.today)
        today, soon = self.today, self.today + WEEK + timedelta(days=1)
        overdue = len(self._allocated(WorkFilter(scope, before=today)))
        return WorkCounts(
            counts.overdue + overdue,
            counts.this_week + len(self._allocated(WorkFilter(scope, since=today, before=soon))),
        )

    def poor_words(self) -> str:
        """Return what poor grades are called here; empty where nothing is graded so."""
        return self._reads.poor_words()

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self._clock.now())

    @property
    def has_team(self) -> bool:
        """Whether the owner of the profile belongs to a team."""
        return bool(self._store.owner.team.strip())

    def bring_up_to_date(self) -> None:
        """Work out what waits for it: after an update of QA Desktop, or a sync that was cut short."""
        self._reads.bring_up_to_date()

    def mark_done(self, line: WorkLine) -> None:
        """Note that a task was done today; raise NotAllowed where something else closes it, or the audit is on hold."""
        if line.closing != Closing.MARK.value:
            raise NotAllowed(f"This cannot be marked as done. {Closing(line.closing).words}.")
        self._record(self._open(line.audit), {done_path(line.key): self.today.isoformat()})

    def calendar(self, wanted: WorkFilter) -> bytes:
        """Return the days of what is listed as a calendar file; entries carry no grade and no name (PRACTICE P-43)."""
        dated = [one for one in self._every(wanted) if one.due is not None]
        days = [
            CalendarDay(f"{one.audit}-{one.key}", _SUBJECTS.get(one.kind, "Audit follow-up due"), one.due)
            for one in dated
            if one.due is not None
        ]
        return calendar_file(days, self._clock.now()).encode()

    def _allocated(self, wanted: WorkFilter) -> tuple[WorkLine, ...]:
        """Return what was allocated to the owner and is not begun: it is theirs in every list."""
        return allocated_lines(self._reads.allocated(), wanted, self._store.owner.name)

    def _every(self, wanted: WorkFilter) -> Iterator[WorkLine]:
        left, after = MOST_IN_CALENDAR, None
        while left:
            page = self(replace(wanted, after=after, limit=min(left, 100)))
            yield from page
            if len(page) < min(left, 100):
                return
            left, after = left - len(page), page[-1]

    def _teams(self, wanted: WorkFilter) -> frozenset[str]:
        """Return by which words the team is known in audits, with the teams that belong to it."""
        if wanted.scope is not Scope.TEAM:
            return frozenset()
        team = wanted.team.strip() or self._store.owner.team.strip()
        if not team:
            raise InputProblem("This profile belongs to no team. Name one, or list all work.")
        directory = self._reads.directory()
        named = [one for one in directory.teams if one.until is None and team.casefold() in _names(one.id, one.name)]
        below = [
            one
            for one in directory.teams
            if one.until is None and any(found in directory.above(one.id) for found in named)
        ]
        return frozenset({team.casefold(), *(name for one in below for name in _names(one.id, one.name))})


def _names(*names: str) -> Sequence[str]:
    return [name.casefold() for name in names if name]
