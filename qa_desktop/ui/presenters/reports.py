"""What the reports page shows: which reports there are, their parts with what was written, who got which version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from qa_desktop.clock import LONDON
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import Given
from qa_desktop.domain.reports.report import BrokenOff, Report
from qa_desktop.domain.reports.template import Every, PartKind, ReportTemplate
from qa_desktop.domain.working_days import add_months
from qa_desktop.services.desk import Desk
from qa_desktop.services.keep_reports import Begun
from qa_desktop.services.make_report import ReportWish

WEEKS, MONTHS, QUARTERS, YEARS = 13, 13, 6, 3
SHORT_HASH = 12
TELLS = {
    PartKind.COMPLIANCE: "How many forms came back, and in time",
    PartKind.GRADES: "Overall grades by month, as a chart with its table",
    PartKind.DOMAINS: "The grades of each domain, as a chart with its table",
    PartKind.GROUPS: "Overall grades of each group, as a chart with its table",
    PartKind.MAP: "Domains and groups, as a map with its table",
    PartKind.TREND: "Grades over time, as charts with their tables",
    PartKind.DIFFERENCES: "Where Lead, Peer and moderator graded otherwise",
    PartKind.THEMES: "How many cases each theme was tagged of",
    PartKind.THEMES_BY_GROUP: "Themes by group",
    PartKind.FOUND: "Themes with the words on which they rest, as far as these were released",
    PartKind.RECORDS: "What signed records say",
    PartKind.TABLE: "Signed records as a table",
    PartKind.REGISTER: "How many entries a register has",
    PartKind.RESPONSE: "The written response to this report",
    PartKind.BESIDE: "What was counted beside what is said of it",
    PartKind.ACTIONS: "Open actions by team, and how late they are",
    PartKind.EXEMPLARS: "The library of good practice",
    PartKind.PROGRAMME: "What is planned in this period",
    PartKind.FOLLOWED: "Audits of one grade, with the comments on them and what followed",
    PartKind.MEASURED: "Performance figures that you bring in",
}
"""What each kind of part tells by itself; the others hold what the officer writes alone."""


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """One report that can be made."""

    id: str
    title: str
    facts: str
    periods: tuple[tuple[str, str], ...]
    """(name, words), the latest first."""
    usual: str
    """The latest of them that is over."""
    code: str = ""
    """The authority's code."""
    tools: tuple[str, ...] = ()
    """The tools whose audits it counts."""
    kinds: frozenset[PartKind] = frozenset()
    """What its parts tell."""
    hides_small: bool = True


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a report."""

    id: str
    title: str
    tells: str
    words: str
    last: str
    """What was written in it the time before."""
    is_in: bool
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """One report of one period as it stands."""

    report: str
    period: str
    parts: tuple[PartLine, ...]
    last: str
    """Of which period the words beside are; empty where there are none."""
    recipients: tuple[str, ...]
    given: tuple[str, ...]
    wants_topic: bool
    takes_figures: bool
    may_keep: bool


@dataclass(slots=True)
class Progress:
    """How far a report is. Written by whoever makes it, read by the window."""

    done: int = 0
    of: int = 0
    is_stopped: bool = False
    """Set by the window: whoever makes the report breaks off at the next step."""

    def tell(self, done: int, of: int) -> None:
        """Note it; raise BrokenOff where it was stopped."""
        self.done, self.of = done, of
        self.go_on()

    def go_on(self) -> None:
        """Raise BrokenOff where it was stopped."""
        if self.is_stopped:
            raise BrokenOff


def choices_of(desk: Desk, today: date) -> tuple[ReportChoice, ...]:
    """Return the authority's reports; those of every authority where none is chosen."""
    settings = desk.authority_settings.here().settings
    every = desk.reports().templates()
    own = [one for one in every if settings is not None and one.code == settings.code]
    kept = desk.keep_reports.periods()
    return tuple(_choice(one, today, kept.get(one.id, ()), named=not own) for one in own or every)


def draft_view(desk: Desk, report: str, period: str) -> DraftView:
    """Return a report as it stands, with what was written the time before."""
    template, when = desk.reports().template(report), ReportPeriod.parse(period)
    begun = desk.keep_reports.begun(report, when)
    kinds = {part.kind for part in template.parts}
    return DraftView(
        report,
        period,
        tuple(_lines(template, begun)),
        ReportPeriod.parse(begun.last.period).words if begun.last is not None else "",
        template.recipients,
        given_words(desk.keep_reports.given(report, when.name)),
        wants_topic=PartKind.BESIDE in kinds,
        takes_figures=bool(kinds & {PartKind.BESIDE, PartKind.MEASURED}),
        may_keep=desk.keep_reports.may_keep,
    )


def _moment(at: datetime) -> str:
    there = at.astimezone(LONDON)
    return f"{there.day} {there:%b %Y %H:%M}"


def given_words(given: Iterable[Given]) -> tuple[str, ...]:
    """Return who got which version, in a line each."""
    return tuple(
        f"{one.to}: {one.file}, {_moment(one.at)}{f', {one.how}' if one.how else ''}, "
        f"by {one.by}. SHA-256 {one.digest[:SHORT_HASH]}…"
        for one in given
    )


def made(desk: Desk, wish: ReportWish, progress: Progress) -> Report:
    """Return the report; raise BrokenOff where it is stopped, also while it is written."""
    return replace(desk.reports()(wish, progress.tell), going_on=progress.go_on)


def file_name(report: str, period: str, ending: str) -> str:
    """Return what the file of a report is called."""
    return f"{report}-{period}{ending}"


def _choice(one: ReportTemplate, today: date, kept: Iterable[ReportPeriod], *, named: bool) -> ReportChoice:
    offered = [(each, tuple(periods_of(each, today))) for each in one.rhythms]
    periods = tuple(period for _, several in offered for period in several)
    over = [name for name, _ in offered[0][1] if ReportPeriod.parse(name).last < today]
    usual = _after_the_last(one.every, kept, over) or (over[0] if over else periods[-1][0])
    title = f"{one.title} ({one.authority})" if named else one.title
    every = one.how_often[:1].upper() + one.how_often[1:]
    return ReportChoice(
        one.id,
        title,
        f"{every}, for {one.audience}.",
        periods,
        usual,
        one.code,
        tuple(dict.fromkeys([*one.tools, *(tool for part in one.parts for tool in part.tools)])),
        frozenset(part.kind for part in one.parts),
        one.hide_small,
    )


def _after_the_last(every: Every, kept: Iterable[ReportPeriod], over: Sequence[str]) -> str:
    """Return the latest offered time of weeks that follows without a gap on the last one kept; empty for none."""
    lasts = [one.first for one in kept if one.weeks and one.weeks == every.weeks]
    if not lasts:
        return ""
    length = every.weeks * 7
    gaps = ((ReportPeriod.parse(name).first - max(lasts)).days for name in over)
    return next((name for name, gap in zip(over, gaps, strict=True) if gap >= 0 and gap % length == 0), "")


def periods_of(every: Every, today: date) -> Iterable[tuple[str, str]]:
    """Yield the periods of which a report can be made, (name, words), the latest first; of any length if need be."""
    month = today.replace(day=1)
    names: list[str] = []
    if every.weeks:
        monday = today - timedelta(days=today.weekday() + 7 * (every.weeks - 1))
        starts = (monday - timedelta(days=7 * back) for back in range(WEEKS))
        names += [ReportPeriod.of_weeks(start, every.weeks).name for start in starts]
    if every in (Every.MONTH, Every.AS_NEEDED):
        names += [f"{add_months(month, -back):%Y-%m}" for back in range(MONTHS)]
    if every in (Every.QUARTER, Every.AS_NEEDED):
        starts = (add_months(month, -3 * back) for back in range(QUARTERS))
        names += [f"{start.year}-Q{(start.month - 1) // 3 + 1}" for start in starts]
    if every in (Every.YEAR, Every.AS_NEEDED):
        names += [f"{today.year + 1 - back:04}" for back in range(YEARS)]
    yield from ((name, ReportPeriod.parse(name).words) for name in names)


def _lines(template: ReportTemplate, begun: Begun) -> Iterable[PartLine]:
    words, last = begun.draft.words, begun.last.words if begun.last is not None else {}
    for part in template.parts:
        is_in = part.id not in begun.structure.without
        tells = TELLS.get(part.kind, "")
        yield PartLine(part.id, part.title, tells, words.get(part.id, ""), last.get(part.id, ""), is_in)
    for own in begun.structure.added:
        yield PartLine(own.id, own.title, "", words.get(own.id, ""), last.get(own.id, ""), is_in=True, is_own=True)
