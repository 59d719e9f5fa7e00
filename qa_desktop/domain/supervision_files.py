"""Whose supervision files were looked at, how often and when last, beside what the authority expects (R-110, R-113)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain import consequences
from qa_desktop.domain.authority_settings import Quota
from qa_desktop.domain.condition import Condition, subjects
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.rounds import month_end
from qa_desktop.domain.signed_record import PRACTITIONER, SignedRecord
from qa_desktop.domain.tool import SubjectKind, Tool
from qa_desktop.domain.tool_outcome import DeadlineRule, RegisterRule
from qa_desktop.domain.working_days import add_months

YEAR = 12
Lookup = Callable[[str], Value]


@dataclass(frozen=True, slots=True)
class FileRule:
    """How records with a tool are read, of whichever of its versions: as its latest one says."""

    tool: str
    register: RegisterRule
    again: tuple[DeadlineRule, ...] = ()
    """Dates by which a file is looked at again."""

    @property
    def manager(self) -> str:
        """The question that says whose staff the file is about."""
        return self.register.of_whom or PRACTITIONER

    @property
    def questions(self) -> frozenset[str]:
        """Every question that has to be read."""
        conditions: Iterator[Condition] = (
            one for one in (self.register.when, *(rule.shown_when for rule in self.again)) if one is not None
        )
        asked = (name for one in conditions for name in subjects(one))
        starts = (rule.start for rule in self.again)
        return frozenset(name for name in (self.manager, self.register.date, *starts, *asked) if name)


@dataclass(frozen=True, slots=True)
class FileLooked:
    """One supervision file, seen from a day."""

    subject: str
    supervisee: str
    """Whose file it is, where the record says that apart from the manager."""
    last: date
    again: date | None
    """By when it is to be looked at again; None where the record names no day."""
    is_overdue: bool
    audit: AuditId
    """The last record."""


@dataclass(frozen=True, slots=True)
class ManagerFiles:
    """The files of one manager's staff."""

    manager: str
    in_month: int
    in_year: int
    """How many were looked at in the calendar month and in the calendar year, up to the day."""
    files: tuple[FileLooked, ...] = ()
    """Each file once, those first that are overdue."""
    expected: int = 0
    per: str = ""
    """What is expected: so many a month or a year; nothing where the authority names no number."""
    due: date | None = None
    """By when the next is due because a number is expected; None where none is, or none was ever looked at."""
    is_late: bool = False
    """Whether the number that is expected was not reached in time."""

    @property
    def last(self) -> date | None:
        """The last time a file was looked at."""
        return max((one.last for one in self.files), default=None)

    @property
    def overdue(self) -> int:
        """How many files are to be looked at again, and were not."""
        return sum(one.is_overdue for one in self.files)

    @property
    def is_overdue(self) -> bool:
        """Whether anything is overdue."""
        return self.is_late or self.overdue > 0


def file_rules(tools: Iterable[Tool]) -> tuple[FileRule, ...]:
    """Return how records about supervision files are read: by the first register that only lists and counts them.

    One that adds up numbers is about all supervision of a month, and no file.
    """
    about = (tool for tool in tools if tool.subject is SubjectKind.SUPERVISION_FILE)
    found = ((tool, next((one for one in tool.registers if not one.add_up), None)) for tool in about)
    return tuple(FileRule(str(tool.id), rule, _again(tool)) for tool, rule in found if rule is not None)


def _again(tool: Tool) -> tuple[DeadlineRule, ...]:
    return tuple(one for one in tool.deadlines if one.every is not None and one.start)


def expected_of_files(quotas: Iterable[Quota], rules: Iterable[FileRule]) -> Quota | None:
    """Return how many files are to be looked at in a month or a year; None where the authority names no number."""
    tools = {rule.tool for rule in rules}
    return next((one for one in quotas if one.per in ("month", "year") and tools.intersection(one.tools)), None)


def files_by_manager(
    rules: Iterable[FileRule],
    records: Iterable[SignedRecord],
    managers: Iterable[str],
    quota: Quota | None,
    today: date,
) -> tuple[ManagerFiles, ...]:
    """Return every manager, those first where something is overdue, then by name.

    `managers` are listed whether a record names them or not.
    """
    by_tool = {rule.tool: rule for rule in rules}
    names = {name.casefold(): name for name in managers}
    looked: defaultdict[str, list[FileLooked]] = defaultdict(list)
    for record in records:
        rule = by_tool[record.tool]
        manager, one = _read(rule, record, today)
        if manager and one is not None and _stands(rule.register.when, record.answers.get):
            names.setdefault(manager.casefold(), manager)
            looked[manager.casefold()].append(one)
    found = [_manager(name, looked[key], quota, today) for key, name in names.items()]
    return tuple(sorted(found, key=lambda one: (not one.is_overdue, one.manager.casefold())))


def _read(rule: FileRule, record: SignedRecord, today: date) -> tuple[str, FileLooked | None]:
    """Return whose staff a record is about, and what it says of the file; nothing of what lies ahead."""
    manager, about = (str(record.answers.get(name) or "").strip() for name in (rule.manager, PRACTITIONER))
    day = as_day(record.answers.get(rule.register.date)) or record.day
    if day > today:
        return manager, None
    again = _next(rule, record.answers.get)
    supervisee = about if rule.manager != PRACTITIONER else ""
    is_overdue = again is not None and again < today
    return manager, FileLooked(record.subject, supervisee, day, again, is_overdue, record.audit)


def _manager(name: str, looked: list[FileLooked], quota: Quota | None, today: date) -> ManagerFiles:
    latest: dict[str, FileLooked] = {}
    for one in sorted(looked, key=lambda each: (each.last, each.audit)):
        latest[one.subject.casefold()] = one
    files = sorted(latest.values(), key=lambda one: (not one.is_overdue, one.again or date.max, one.subject.casefold()))
    days = [one.last for one in looked]
    told = ManagerFiles(
        name,
        in_month=sum((day.year, day.month) == (today.year, today.month) for day in days),
        in_year=sum(day.year == today.year for day in days),
        files=tuple(files),
    )
    if quota is None:
        return told
    due = _due(quota, sorted(days))
    return replace(told, expected=quota.least, per=quota.per, due=due, is_late=due is None or due < today)


def _due(quota: Quota, days: list[date]) -> date | None:
    """Return by when the next file is due: a month's number by the end of the next month, a year's spread evenly.

    Where a month had fewer than its number, what is missing stays due at its end.
    """
    if not days:
        return None
    if quota.per == "year":
        return add_months(days[-1], YEAR // quota.least if quota.least <= YEAR else 1)
    same = [day for day in days if (day.year, day.month) == (days[-1].year, days[-1].month)]
    return month_end(days[-1] if len(same) < quota.least else add_months(days[-1].replace(day=1), 1))


def _next(rule: FileRule, lookup: Lookup) -> date | None:
    starts = ((one, as_day(lookup(one.start))) for one in rule.again if _stands(one.shown_when, lookup))
    return min((consequences.due_date(day, one) for one, day in starts if day is not None), default=None)


def _stands(when: Condition | None, lookup: Lookup) -> bool:
    return when is None or when.holds(lookup)
