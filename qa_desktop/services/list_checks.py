"""List regular checks with whose each is, and say that one was done (PRACTICE P-41)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.checks import (
    CheckRow,
    check_of,
    check_rows,
    done_by_change,
    done_by_people,
    questions_of,
    whole_done,
)
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.overseen import WIDE
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.programme import EntryKind, done_change, done_days
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.quota import Member
from qa_desktop.domain.record import Role
from qa_desktop.domain.signed_record import SignedRecord
from qa_desktop.errors import NotAllowed, NotFound

BACK, AHEAD = timedelta(days=92), timedelta(days=31)
"""How long a check that was missed is told, and how long before its day one that is due."""
WEEK = timedelta(days=7)
LATE_BY = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ChecksRead:
    """What is read."""

    planned: Callable[[date, date], tuple[Planned, ...]]
    """Returns what is planned between two days."""
    programme: Callable[[], tuple[Operation, ...]]
    answers: Callable[[], tuple[Operation, ...]]
    """Returns what people said to what was given to them."""
    settings: Callable[[], AuthoritySettings | None]
    members: Callable[[], tuple[Member, ...]]
    """Returns for whom the owner answers, with their posts; the owner among them."""
    signed: Callable[[str, Collection[str], date | None], tuple[SignedRecord, ...]]


class ListChecks:
    """Everybody sees their own; who answers for others, theirs; QA officers, all of them."""

    def __init__(self, store: LocalStore, reads: ChecksRead, clock: Clock) -> None:
        self._store = store
        self._reads = reads
        self._clock = clock

    @property
    def today(self) -> date:
        """Today."""
        return local_day(self._clock.now())

    def __call__(self) -> tuple[CheckRow, ...]:
        """Return the checks of the last three months and the next, and those whose time runs, the earliest first."""
        found = self._reads.planned(self.today - BACK, self.today + AHEAD)
        return tuple(
            one
            for one in self.rows(found)
            if one.due >= self.today - BACK
            and (one.due <= self.today + AHEAD or one.planned.first <= self.today)
            and not one.planned.is_before_use
            and (one.who is not None or self._is_wide)
        )

    def to_do(self) -> tuple[CheckRow, ...]:
        """Return the owner's own checks that were missed or are due within a week; every one, for a QA officer."""
        until = self.today + WEEK
        mine = (one for one in self() if self._is_wide or one.who == self._store.owner.id)
        return tuple(one for one in mine if one.done is None and one.due <= until)

    def rows(self, found: Iterable[Planned]) -> tuple[CheckRow, ...]:
        """Return the checks among what is planned, each for everybody whose it is and whom the owner sees."""
        checks = [one for one in found if one.kind is EntryKind.CHECK]
        if not checks:
            return ()
        settings = self._reads.settings()
        rules = [rule for one in checks if (rule := check_of(settings, one)) is not None]
        tools = {str(tool) for one in checks for tool in one.tools} | {tool for one in rules for tool in one.tools}
        since, asked = min(one.first for one in checks) - LATE_BY, questions_of(rules)
        records = {tool: self._reads.signed(tool, asked, since) for tool in sorted(tools)}
        marked = {**done_days(self._reads.programme()), **done_by_people(self._reads.answers())}
        return tuple(check_rows(checks, settings, self._reads.members(), records, marked))

    def whole_done(self, found: Iterable[Planned]) -> Mapping[str, date]:
        """Return on which day each check among what is planned was done by all whose it is."""
        return whole_done(self.rows(found))

    def one(self, key: str) -> CheckRow:
        """Return a check by its key; raise NotFound."""
        found = next((one for one in self() if one.key == key), None)
        if found is None:
            raise NotFound(f"There is no check “{key}”. Look at “qa-desktop programme checks”.")
        return found

    def may_mark(self, row: CheckRow) -> bool:
        """Tell whether the owner says that a check was done: their own, and any as a QA officer."""
        return not row.by_record and (self._is_officer or row.who == self._store.owner.id)

    def mark_done(self, row: CheckRow, day: date | None) -> None:
        """Say on which day a check was done; None takes that back.

        Raises:
            NotAllowed: it is somebody else's, or a signed record says that it was done.
        """
        if row.by_record:
            raise NotAllowed("A signed record says that this was done. It counts for as long as the record stands.")
        if not self.may_mark(row):
            raise NotAllowed("Only whose check it is says that it was done, or a QA officer.")
        if self._is_officer:
            self._store.append([done_change(row.key, day)])
        else:
            self._store.append([done_by_change(PersonId(self._store.owner.id), row.planned.key, day)])

    @property
    def _is_officer(self) -> bool:
        return self._store.owner.role is Role.QA_OFFICER

    @property
    def _is_wide(self) -> bool:
        return self._store.owner.role in WIDE
