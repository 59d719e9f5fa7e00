"""What figures are asked for: one filter that all figures of a page or report share, and that says itself in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.report_period import MONTH_NAMES, QUARTER, ReportPeriod, days_words
from qa_desktop.errors import InputProblem


class Dimension(Enum):
    """By what grades are put side by side."""

    MONTH = "month"
    QUARTER = "quarter"
    KEY = "key"
    SERVICE = "service"
    TEAM = "team"
    PRACTITIONER = "practitioner"
    TOOL = "tool"
    AUTHORITY = "authority"
    CATEGORY = "category"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "month": "Month",
            "quarter": "Quarter",
            "key": "Domain",
            "service": "Service",
            "team": "Team",
            "practitioner": "Practitioner",
            "tool": "Tool",
            "authority": "Authority",
            "category": "Category of case",
        }[self.value]

    @property
    def unnamed(self) -> str:
        """What stands for audits in which nothing was entered there."""
        return "Not entered"


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which signed audits are counted. What is empty narrows nothing; months are written 2026-10."""

    first: str = ""
    last: str = ""
    authority: str = ""
    """The code of the authority whose tools they are."""
    tool: str = ""
    service: str = ""
    team: str = ""
    practitioner: str = ""
    category: str = ""
    theme: str = ""
    since: str = ""
    """The first ISO day, and the last one in `until`: of weeks alone, within the months in which they lie."""
    until: str = ""

    @classmethod
    def of(cls, period: ReportPeriod) -> FigureFilter:
        """Return the filter of a period alone."""
        whole = cls(month_of(period.first), month_of(period.last))
        if not period.weeks:
            return whole
        return replace(whole, since=period.first.isoformat(), until=period.last.isoformat())

    def from_month(self, month: str) -> FigureFilter:
        """Return the filter from another month on."""
        return replace(self, first=month, since="")

    @property
    def is_by_day(self) -> bool:
        """Whether it begins or ends within a month."""
        return bool(self.since or self.until)

    def words(self, called: Mapping[str, str] | None = None) -> str:
        """Return the filter as a line that is printed with every figure; `called` names tools and authorities."""
        called = called or {}
        told = [self.period_words]
        told += [
            f"{label}: {value}"
            for label, value in (
                ("Authority", called.get(self.authority, self.authority)),
                ("Tool", called.get(self.tool, self.tool)),
                ("Theme", self.theme),
                ("Service", self.service),
                ("Team", self.team),
                ("Practitioner", self.practitioner),
                ("Category of case", self.category),
            )
            if value
        ]
        return " · ".join(told)

    @property
    def period_words(self) -> str:
        """The months, as people say them."""
        if self.since and self.until:
            return days_words(date.fromisoformat(self.since), date.fromisoformat(self.until))
        if not self.first and not self.last:
            return "All months"
        if not self.last:
            return f"Since {month_words(self.first)}"
        if not self.first:
            return f"Until {month_words(self.last)}"
        if self.first == self.last:
            return month_words(self.first)
        return f"{month_words(self.first)} to {month_words(self.last)}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How often one grade was given within one group; `group` holds a value for each dimension that was asked for.

    `scale` and `grade` are empty where it is audits that are counted.
    """

    group: tuple[str, ...]
    key: str
    scale: str
    grade: str
    number: int


@dataclass(frozen=True, slots=True)
class FigureChoices:
    """What can be chosen in a filter."""

    months: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Of how many cases a theme was tagged; `group` holds a value for each dimension that was asked for."""

    group: tuple[str, ...]
    kind: ThemeKind
    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words on which a theme rests."""

    audit: AuditId
    theme_id: str
    day: str
    number: int
    subject: str
    team: str
    quote: str
    public: str
    """As they may leave the team; empty where nobody redacted them."""
    item: str
    tool: str
    theme: str = ""
    """The name with which it was tagged."""


@dataclass(frozen=True, slots=True)
class QuotedTheme:
    """How many quotations a theme has, and how many of them wait for somebody to redact them."""

    name: str
    quotations: int
    waiting: int


@dataclass(frozen=True, slots=True)
class QuotationsBehind:
    """Which words to list behind a theme; of every kind or theme where none is named."""

    filter: FigureFilter
    kind: ThemeKind | None
    name: str
    waiting: bool = False
    """Only those that nobody redacted."""
    after: Quotation | None = None
    limit: int = 50
    released: bool = False
    """Only those that a person let leave the team."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """An allocation that came back signed."""

    allocation: str
    day: date
    """Of the first signature."""


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many open actions of one group are due on one day; `9999-12-31` for none."""

    group: str
    by_when: str
    number: int


@dataclass(frozen=True, slots=True)
class OpenAction:
    """One open action of a signed audit."""

    audit: AuditId
    id: str
    what: str
    by_when: str
    owner: str
    subject: str
    team: str


@dataclass(frozen=True, slots=True)
class ActionsBehind:
    """Which open actions to list: of audits, due from one day on and before another; empty for no bound."""

    filter: FigureFilter
    start: str = ""
    end: str = ""
    after: OpenAction | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class PairGrades:
    """How often one grade of a form met another of the other form of the case."""

    key: str
    scale: str
    first: str
    second: str
    number: int


@dataclass(frozen=True, slots=True)
class AuditorCount:
    """How often the grades of one auditor met those of another form of the case, in one quarter."""

    auditor: str
    """Their id."""
    against: str
    """The seat of the other form."""
    quarter: str
    apart: int
    """-1 where theirs is the better grade, 0 for the same, 1 for the worse one."""
    number: int


@dataclass(frozen=True, slots=True)
class FiguredAudit:
    """One audit behind a figure."""

    id: AuditId
    day: str
    """ISO day of its last meeting, else of its signature."""
    number: int
    subject: str
    tool_title: str
    team: str
    practitioner: str
    grade: str
    scale: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Which audits to list behind a figure; `after` is the last one of the page before (keyset paging)."""

    filter: FigureFilter
    item: str = ""
    grade: str = ""
    scale: str = ""
    auditor: str = ""
    """The id of who audited; empty for anybody."""
    after: FiguredAudit | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class PairsBehind:
    """Which audits to list behind a comparison: those whose grade met that of the other form in one of these ways."""

    filter: FigureFilter
    seats: tuple[tuple[str, str], ...]
    """Which forms: the seat of the one that is listed, and of the other."""
    met: tuple[tuple[str, str], ...]
    """(grade, grade of the other form)."""
    scale: str = ""
    item: str = ""
    auditor: str = ""
    """The id of who audited; empty for anybody."""
    after: FiguredAudit | None = None
    limit: int = 100


AUDITS = ""
"""The key under which audits themselves are counted, graded or not."""


def month_of(day: date) -> str:
    """Return the month of a day, as 2026-10."""
    return f"{day.year:04}-{day.month:02}"


def month_words(month: str) -> str:
    """Return a month as people write it; raise InputProblem."""
    period = ReportPeriod.parse(month)
    if len(month) != len("2026-10"):
        raise InputProblem(f"“{month}” is no month. Write it as 2026-10.")
    return f"{MONTH_NAMES[period.first.month - 1]} {period.first.year}"


def quarter_of(month: str) -> str:
    """Return the quarter of a month, as 2026-Q4."""
    return f"{month[:4]}-Q{(int(month[5:7]) - 1) // QUARTER + 1}"


def period_label(name: str) -> str:
    """Return a month, quarter or week as a short label: Oct 2026, Q4 2026, W41 2026."""
    year, _, rest = name.partition("-")
    return f"{rest} {year}" if rest.startswith(("Q", "W")) else f"{MONTH_NAMES[int(rest) - 1][:3]} {year}"


def months_between(first: str, last: str) -> Iterator[str]:
    """Yield every month from the first to the last, both of them too."""
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    for number in range(start, end + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
