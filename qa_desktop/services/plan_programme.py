"""Plan the year: enter, change and withdraw what is planned, take printed defaults over, and mark what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain.authority_settings import AuthoritySettings, Timetable
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.programme import Entry, EntryKind, done_change, done_days, entries, entry_change
from qa_desktop.domain.programme_view import Planned, focus, planned, since_use
from qa_desktop.domain.record import Role
from qa_desktop.domain.rounds import StageDate, month_end, stages
from qa_desktop.errors import InputProblem, Mistake, NotAllowed, NotFound, SeveralProblems

LONGEST = 2000
NAMED_MONTHS = 36
WORKSHOP = "prioritisation workshop"


@dataclass(frozen=True, slots=True)
class ProgrammeReads:
    """What planning reads."""

    programme: Callable[[], tuple[Operation, ...]]
    reviews: Callable[[], Mapping[str, tuple[str, date]]]
    """Title and day of each tool that is to be looked through."""
    settings: Callable[[], AuthoritySettings | None]
    done_since: Callable[[date], tuple[DoneAudit, ...]]
    in_use_since: Callable[[], date]
    """Returns the day on which QA Desktop came into use here."""
    checks_done: Callable[[tuple[Planned, ...]], Mapping[str, date]]
    """Returns when each check among what is planned was done by all whose it is, by its key."""


class PlanProgramme:
    """Everybody reads the programme; QA officers write it."""

    def __init__(self, store: LocalStore, reads: ProgrammeReads, new_id: NewIds) -> None:
        self._store = store
        self._reads = reads
        self._new_id = new_id

    @property
    def may_write(self) -> bool:
        """Whether the owner plans."""
        return self._store.owner.role is Role.QA_OFFICER

    def between(self, first: date, last: date) -> tuple[Planned, ...]:
        """Return what is planned between two days, both included, the earliest first, with what was done of it."""
        found = self.planned(first, last)
        done = self._reads.checks_done(found)
        return tuple(replace(one, done=one.done or done.get(one.key)) for one in found)

    def planned(self, first: date, last: date) -> tuple[Planned, ...]:
        """Return the same without looking what records say of it."""
        log = self._reads.programme()
        found = planned(entries(log), self._reads.settings(), self._reads.reviews(), done_days(log), (first, last))
        return since_use(found, self.in_use_since())

    def in_use_since(self) -> date:
        """Return from which day on what comes round counts: that of the first entry that this laptop knows of."""
        return self._reads.in_use_since()

    def entry(self, entry_id: str) -> Entry:
        """Return one entry; raise NotFound."""
        found = next((one for one in entries(self._reads.programme()) if one.id == entry_id), None)
        if found is None:
            raise NotFound(f"There is no entry {entry_id} in the programme. Sync first.")
        return found

    def enter(self, entry: Entry) -> Entry:
        """Keep an entry, a new one where it has no id, in the place of the one as it was otherwise.

        Raises:
            NotAllowed: the owner is no QA officer.
            SeveralProblems: something is missing or cannot be.
        """
        self._demand_officer()
        _demand_complete(entry)
        kept = entry if entry.id else replace(entry, id=self._new_id())
        self._store.append([entry_change(kept)])
        return kept

    def withdraw(self, entry_id: str) -> None:
        """Take an entry out of the programme; what it was taken over from does not come back."""
        self._demand_officer()
        self._store.append([entry_change(replace(self.entry(entry_id), is_withdrawn=True))])

    def take_over(self, one: Planned) -> Entry:
        """Make an entry of what follows from the settings, so that it can be changed or withdrawn.

        Raises:
            NotAllowed: the owner is no QA officer.
            InputProblem: it is an entry already, or none can be made of it.
        """
        if one.entry is not None or not one.kind.is_entered:
            raise InputProblem("Only what comes from your authority's settings can be taken over.")
        taken = Entry("", one.kind, one.title, one.first, one.last, one.column, taken_from=one.key)
        return self.enter(replace(taken, by=one.by, to=one.to, note=one.note, tools=one.tools))

    def take_over_focus(self, programme_id: str, first_month: date) -> tuple[Entry, ...]:
        """Enter a printed programme of focus anew, from a month on: each row as long after the first as it is printed.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: the settings have no such programme with periods.
        """
        self._demand_officer()
        settings = self._reads.settings()
        rows = [
            one
            for one in (focus(settings) if settings is not None else ())
            if one.key.startswith(f"programme:{programme_id}:")
        ]
        if not rows:
            raise NotFound(f"Your authority's settings have no programme “{programme_id}” with months.")
        start = min(one.first for one in rows)
        shift = _months(first_month) - _months(start)
        made = [
            Entry(
                id=self._new_id(),
                kind=one.kind,
                title=one.title,
                first=_shifted(one.first, shift),
                last=month_end(_shifted(one.last.replace(day=1), shift)),
                column=one.column,
                tools=one.tools,
                note=one.note,
            )
            for one in rows
        ]
        self._store.append([entry_change(one) for one in made])
        return tuple(made)

    def mark_done(self, key: str, day: date | None) -> None:
        """Say on which day something that comes round was done; None takes that back. Raise NotAllowed."""
        self._demand_officer()
        self._store.append([done_change(key, day)])

    def stages(self, entry: Entry) -> tuple[StageDate, ...]:
        """Return the steps of an entry's timetable, counted from its first day; none where none goes with it."""
        timetable = self._timetable(entry)
        known = {} if entry.workshop is None else {WORKSHOP: entry.workshop}
        return () if timetable is None else stages(timetable, entry.first, known)

    def gathered(self, entry: Entry) -> tuple[DoneAudit, ...]:
        """Return the signed audits of an entry: those that it names, and those of its time with its tools.

        Audits that it names are found where they were signed in the three years before it, or later.
        """
        since = self._reads.done_since(_shifted(entry.first, -NAMED_MONTHS) if entry.audits else entry.first)
        return tuple(
            one
            for one in since
            if one.id in entry.audits or (one.tool_id in entry.tools and entry.first <= one.day <= entry.last)
        )

    def _timetable(self, entry: Entry) -> Timetable | None:
        settings = self._reads.settings()
        if entry.kind not in (EntryKind.REVIEW, EntryKind.DEEP_DIVE) or settings is None:
            return None
        title = entry.kind.title.casefold()
        return next((one for one in settings.timetables if one.title.casefold() == title), None)

    def _demand_officer(self) -> None:
        if not self.may_write:
            raise NotAllowed("Only a QA officer plans the year.")


def _demand_complete(entry: Entry) -> None:
    mistakes = []
    if not entry.title.strip():
        mistakes.append(Mistake("Say what is planned", "title"))
    if entry.last < entry.first:
        mistakes.append(Mistake("The last day must not be before the first", "last"))
    if entry.kind.needs_origin and entry.origin is None:
        mistakes.append(Mistake("Say why it is done: where it comes from stays with it", "origin"))
    if not entry.kind.is_entered:
        mistakes.append(Mistake("This follows from settings and tools, and is not entered", "kind"))
    long = [name for name in ("title", "question", "note", "by", "to", "column") if len(getattr(entry, name)) > LONGEST]
    mistakes += [Mistake(f"Shorten this to {LONGEST:,} characters at most", name) for name in long]
    if mistakes:
        raise SeveralProblems("The entry is not complete:", tuple(mistakes))


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _shifted(day: date, months: int) -> date:
    year, month = divmod(_months(day) + months, 12)
    return date(year, month + 1, 1)
