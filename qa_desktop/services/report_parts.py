"""The parts of reports: each turns figures, records or words into what stands on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import Closing
from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.question import (
    Dimension,
    FigureFilter,
    month_of,
    months_between,
    period_label,
    quarter_of,
)
from qa_desktop.domain.figures.suppression import untold_in_line
from qa_desktop.domain.figures.tables import Cell, FigureTable
from qa_desktop.domain.figures.terms import group_label, kind_label
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.register import RegisterCounts, Span
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.catalogue import NamedReport
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.report import BarsChart, Block, Heading, HeatChart, Paragraph, Points, Quoted
from qa_desktop.domain.reports.template import ReportPart, ReportTemplate
from qa_desktop.domain.working_days import add_months
from qa_desktop.services.show_figures import ShowFigures

MONTHS_BACK, QUARTERS_BACK = 5, 21
"""How many months before the period a trend begins: half a year by months, two years by quarters."""
MOST_QUOTED = 5
DEPARTMENT = "department"
TOO_FEW = "there are too few audits to show their grades."


@dataclass(frozen=True, slots=True)
class ReportReads:
    """What reports are made of beside figures."""

    templates: Callable[[], tuple[ReportTemplate, ...]]
    catalogue: Callable[[], tuple[NamedReport, ...]]
    open_audit: Callable[[AuditId], Audit]
    allocations: Callable[[], tuple[Allocation, ...]]
    counts: Callable[[str, Span], RegisterCounts]
    """Returns how many entries a register has by month."""
    exemplars: Callable[[], tuple[Exemplar, ...]]
    planned: Callable[[date, date], tuple[Planned, ...]]
    """Returns what is planned between two days."""
    closing: Callable[[Audit], Closing]
    """Returns how far an audit is from being closed."""
    measured: Callable[[Path], tuple[Measured, ...]]
    """Reads performance figures from a file; raises NotFound or InputProblem."""
    kept_figures: Callable[[ReportPeriod], tuple[Measured, ...]]
    """Returns the kept performance figures that a report of a period shows."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a report is made of: which one, of when, and what was given for it."""

    template: ReportTemplate
    period: ReportPeriod
    figures: ShowFigures
    today: date
    words: Mapping[str, str]
    """What the officer wrote, by the id of the part."""
    reads: ReportReads
    measured: tuple[Measured, ...] = ()

    @property
    def filters(self) -> tuple[FigureFilter, ...]:
        """A filter for each tool whose audits are counted: grades of two forms are never added."""
        whole = FigureFilter.of(self.period)
        return tuple(replace(whole, tool=tool) for tool in self.template.tools)

    @property
    def hides(self) -> bool:
        """Whether small groups are left out."""
        return self.template.hide_small


PartWriter = Callable[[ReportPart, Occasion], Iterator[Block]]


def grades(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell how many audits there are and how they were graded overall, by month where the part says so."""
    titles = on.figures.titles(on.template.tools)
    found = False
    for wanted in on.filters:
        number = sum(on.figures.audits(wanted).values())
        if not number:
            continue
        found = True
        told_number = _small(number, on)
        yield Paragraph(f"{titles.get(wanted.tool, wanted.tool)}: {_audits(told_number)}.")
        before = wanted if part.by else wanted.from_month(months_before(wanted.first, MONTHS_BACK))
        for told in on.figures.by_group(before, Dimension.MONTH, hide_small=on.hides):
            yield _chart(_known(replace(told, title=_overall(wanted, on)), on), "Month")
    if not found:
        yield Paragraph(part.none or "No audit was signed in this period.")


def domains(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell how each domain was graded."""
    titles = on.figures.titles(on.template.tools)
    found = False
    for wanted in on.filters:
        for told in on.figures.by_domain(wanted, hide_small=on.hides):
            if all(bar.name == OVERALL for bar in told.bars):
                continue
            found = True
            section = on.figures.words(wanted.tool).section
            yield _chart(replace(told, title=f"{titles.get(wanted.tool, wanted.tool)}, by {section.lower()}"), section)
    if not found:
        yield Paragraph(part.none or f"No {_section(on)} was graded in this period.")


def groups(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell how each service or team was graded overall, with how many audits it had."""
    by = Dimension(part.by or Dimension.TEAM.value)
    titles = on.figures.titles(on.template.tools)
    found = False
    for wanted in on.filters:
        numbers = on.figures.audits(wanted, by)
        graded = on.figures.by_group(wanted, by, hide_small=on.hides)
        label = group_label(by, on.figures.words(wanted.tool))
        for told in graded:
            of_form = f"{titles.get(wanted.tool, wanted.tool)}: " if len(on.template.tools) > 1 else ""
            yield _chart(replace(told, title=f"{of_form}{_overall(wanted, on)} by {label.lower()}"), label)
        found = found or bool(numbers)
        if numbers and not graded:
            named = sorted(numbers.items())
            least = on.figures.policy.least if on.hides else 0
            untold = untold_in_line([number for _, number in named], least, (0,) * len(named))
            rows = [
                (name or by.unnamed, LEFT_OUT if out else number)
                for (name, number), out in zip(named, untold, strict=True)
            ]
            title = titles.get(wanted.tool, wanted.tool)
            if all(number == LEFT_OUT for _, number in rows):
                yield Paragraph(f"{title}: there are too few audits to show them by {label.lower()}.")
            else:
                yield FigureTable(title, (by.label, "Audits"), tuple(rows))
    if not found:
        yield Paragraph(part.none or "No audit was signed in this period.")


def heat(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell how often each domain of each group is as expected."""
    by = Dimension(part.by or Dimension.TEAM.value)
    found = [one for wanted in on.filters for one in on.figures.heat(wanted, by, hide_small=on.hides)]
    yield from (Paragraph(f"{one.title}: {TOO_FEW}") if one.tells_nothing else HeatChart(one) for one in found)
    if not found:
        yield Paragraph(part.none or f"No {_section(on)} was graded in this period.")


def trend(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell how grades went over time: of the whole department, or of each service, team, practitioner or domain."""
    found = False
    for wanted in on.filters:
        step = Dimension.QUARTER if on.period.months > 1 else Dimension.MONTH
        back = QUARTERS_BACK if step is Dimension.QUARTER else MONTHS_BACK
        longer = wanted.from_month(months_before(wanted.first, back))
        for label, told in _trends(part, on, longer, step):
            found = True
            yield _chart(_known(replace(told, title=label), on), step.label)
    if not found:
        yield Paragraph(part.none or "No audit was signed in this period.")


def _overall(wanted: FigureFilter, on: Occasion) -> str:
    """Return what the grade of a whole audit is called."""
    graded = on.figures.graded(wanted.tool)
    return next((one.label for one in graded if one.key == OVERALL), on.figures.words(wanted.tool).overall)


def _section(on: Occasion) -> str:
    return on.figures.words(on.template.tools[0]).section.lower()


def _chart(told: Breakdown, first: str) -> Block:
    """Return a chart; a sentence where it would show nothing but that everything is left out."""
    return Paragraph(f"{told.title}: {TOO_FEW}") if told.tells_nothing else BarsChart(told, first)


def _known(told: Breakdown, on: Occasion) -> Breakdown:
    """Return a trend from the first time on of which anything is known, up to today."""
    month = month_of(on.today)
    first = next((place for place, bar in enumerate(told.bars) if bar.total), 0)
    bars = (
        bar for bar in told.bars[first:] if bar.total or bar.name <= (quarter_of(month) if "Q" in bar.name else month)
    )
    return replace(told, bars=tuple(bars))


def _trends(part: ReportPart, on: Occasion, wanted: FigureFilter, step: Dimension) -> Iterator[tuple[str, Breakdown]]:
    figures = on.figures
    if part.by in ("", DEPARTMENT):
        yield from ((_overall(wanted, on), one) for one in figures.by_group(wanted, step, hide_small=on.hides))
    elif part.by == "domain":
        for of in figures.graded(wanted.tool):
            if of.key != OVERALL:
                told = figures.by_group(wanted, step, of.key, hide_small=on.hides)
                yield from ((of.label, one) for one in told if any(bar.total for bar in one.bars))
    else:
        by = Dimension(part.by)
        for name in sorted(figures.audits(wanted, by), key=str.casefold):
            if name:
                narrowed = replace(wanted, **{by.value: name})
                yield from ((name, one) for one in figures.by_group(narrowed, step, hide_small=on.hides))


def themes(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell which themes were tagged, of how many cases, strengths beside what is to be developed."""
    said = on.figures.words(on.template.tools[0])
    rows = [(name, kind_label(kind, said), _small(cases, on)) for kind, name, cases in _theme_counts(part, on)]
    if rows:
        yield FigureTable("", ("Theme", "What it is", "Cases"), tuple(rows), labels=2)
    else:
        yield Paragraph(part.none)


def themes_by_group(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell the same for each team, service or month."""
    by = Dimension(part.by or Dimension.TEAM.value)
    counts: dict[tuple[str, ThemeKind], dict[str, int]] = {}
    tagged = [one for wanted in _of_tools(part, on) for one in on.figures.themes(wanted, by)]
    names, themes_named = spelled(one.group[0] for one in tagged), spelled(one.name for one in tagged)
    for one in tagged:
        name = names[one.group[0].casefold()]
        groups_of = counts.setdefault((themes_named[one.name.casefold()], one.kind), {})
        groups_of[name] = groups_of.get(name, 0) + one.cases
    columns = sorted(set(names.values()), key=str.casefold)
    if by is Dimension.MONTH:
        columns = [*months_between(month_of(on.period.first), month_of(on.period.last))]
    if not counts:
        yield Paragraph(part.none)
        return
    labels, said = [_group_label(name, by) for name in columns], on.figures.words(on.template.tools[0])
    rows = tuple(
        (theme, kind_label(kind, said), *_without_small([of.get(name, 0) for name in columns], on))
        for (theme, kind), of in sorted(counts.items(), key=lambda pair: (-sum(pair[1].values()), pair[0][0]))
    )
    yield FigureTable(f"Themes by {by.label.lower()}", ("Theme", "What it is", *labels), rows, labels=2)


def found(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell themes of one kind with the words on which they rest, as far as a person let those leave the team."""
    told = [one for one in _theme_counts(part, on) if part.themes in (None, one[0])]
    if not told:
        yield Paragraph(part.none)
    for kind, name, cases in told:
        yield Heading(f"{name} ({cases_told(cases, on)})", 2)
        words = [
            quoted
            for wanted in _of_tools(part, on)
            for quoted in on.figures.quotations(wanted, kind, name, released=True)
        ]
        titles = on.figures.titles({one.tool for one in words})
        for one in list({one.public.casefold(): one for one in words}.values())[:MOST_QUOTED]:
            yield Quoted(one.public, f"{titles.get(one.tool, one.tool)}, {period_label(one.day[:7])}")
        if not words:
            yield Paragraph("No quotation was released for this report.", is_quiet=True)


def words(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell what the officer wrote."""
    if not on.words.get(part.id, "").strip():
        yield Paragraph(part.none, is_quiet=True)
    yield from written(on.words.get(part.id, ""))


def written(text: str) -> Iterator[Block]:
    """Tell a text: an empty line begins a paragraph, lines that begin with "- " are a list."""
    for paragraph in text.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            yield Points(tuple(line[2:].strip() for line in lines))
        elif lines:
            yield Paragraph(" ".join(lines))


def _of_tools(part: ReportPart, on: Occasion) -> tuple[FigureFilter, ...]:
    whole = FigureFilter.of(on.period)
    return tuple(replace(whole, tool=tool) for tool in (part.tools or on.template.tools))


def _theme_counts(part: ReportPart, on: Occasion) -> list[tuple[ThemeKind, str, int]]:
    counts: dict[tuple[ThemeKind, str], int] = {}
    tagged = [one for wanted in _of_tools(part, on) for one in on.figures.themes(wanted)]
    written = spelled(one.name for one in tagged)
    for one in tagged:
        key = (one.kind, written[one.name.casefold()])
        counts[key] = counts.get(key, 0) + one.cases
    return sorted(((kind, name, n) for (kind, name), n in counts.items()), key=lambda one: (-one[2], one[1]))


def spelled(names: Iterable[str]) -> dict[str, str]:
    """Return how each name is told that is written in several ways: with its capital letters."""
    found: dict[str, str] = {}
    for name in names:
        found[name.casefold()] = min(name, found.get(name.casefold(), name))
    return found


def _without_small(numbers: Sequence[int], on: Occasion) -> tuple[Cell, ...]:
    """Return numbers whose sum is told elsewhere without small ones, nor what would give them away."""
    least = on.figures.policy.least if on.hides else 0
    untold = untold_in_line(numbers, least, (0,) * len(numbers))
    return tuple(LEFT_OUT if out else number for number, out in zip(numbers, untold, strict=True))


def _small(number: int, on: Occasion) -> Cell:
    return on.figures.policy.small if on.hides and 0 < number < on.figures.policy.least else number


def _group_label(name: str, by: Dimension) -> str:
    if not name:
        return by.unnamed
    return period_label(name) if by in (Dimension.MONTH, Dimension.QUARTER) else name


def months_before(month: str, months: int) -> str:
    """Return the month that lies so many before another; both as 2026-10."""
    return month_of(add_months(date(int(month[:4]), int(month[5:7]), 1), -months))


def _audits(number: Cell) -> str:
    return "1 audit" if number == 1 else f"{number} audits"


def cases_told(number: int, on: Occasion) -> str:
    """Return a number of cases in words, without telling a small one where small ones are left out."""
    told = _small(number, on)
    return "1 case" if told == 1 else f"{told} cases"
