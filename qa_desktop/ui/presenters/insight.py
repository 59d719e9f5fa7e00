"""What the insight page shows: which figures are asked for, and what came of it as charts with their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import Behind, Dimension, FigureChoices, FiguredAudit, FigureFilter
from qa_desktop.domain.figures.tables import Cell, FigureTable, bars_table, heat_table
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.services.show_figures import ShowFigures
from qa_desktop.ui.widgets.two_line_list import TwoLines

PAGE = 100


class Shown(Enum):
    """What is put side by side."""

    MONTHS = "months"
    QUARTERS = "quarters"
    DOMAINS = "domains"
    TEAMS = "teams"
    SERVICES = "services"
    CATEGORIES = "categories"
    MAP_TEAMS = "map_teams"
    MAP_SERVICES = "map_services"
    THEMES = "themes"
    DIFFERENCES = "differences"

    @property
    def title(self) -> str:
        """The choice as people say it."""
        return {
            "months": "Grades by month",
            "quarters": "Grades by quarter",
            "domains": "Grades by domain",
            "teams": "Grades by team",
            "services": "Grades by service",
            "categories": "Grades by category of case",
            "map_teams": "Domains and teams",
            "map_services": "Domains and services",
            "themes": "Themes",
            "differences": "Lead, peer and moderator",
        }[self.value]


GROUPED = {
    Shown.MONTHS: Dimension.MONTH,
    Shown.QUARTERS: Dimension.QUARTER,
    Shown.TEAMS: Dimension.TEAM,
    Shown.SERVICES: Dimension.SERVICE,
    Shown.CATEGORIES: Dimension.CATEGORY,
}
MAPS = {Shown.MAP_TEAMS: Dimension.TEAM, Shown.MAP_SERVICES: Dimension.SERVICE}


@dataclass(frozen=True, slots=True)
class InsightQuestion:
    """What is asked for."""

    filter: FigureFilter
    shown: Shown = Shown.MONTHS
    item: str = OVERALL
    """What is graded: a domain, or the whole audit."""
    hide_small: bool = True


@dataclass(frozen=True, slots=True)
class ChartView:
    """One chart, or a table alone where `drawn` is None."""

    table: FigureTable
    drawn: Breakdown | HeatMap | None = None


@dataclass(frozen=True, slots=True)
class InsightView:
    """What came of a question."""

    question: InsightQuestion
    counted: str
    """What is counted, in words."""
    charts: tuple[ChartView, ...]
    policy: FigurePolicy


@dataclass(frozen=True, slots=True)
class InsightChoices:
    """What can be chosen."""

    choices: FigureChoices
    titles: tuple[tuple[str, str], ...] = ()
    """(tool, title)."""
    items: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """What is graded in each tool, as (key, label)."""
    practitioners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One audit behind a figure."""

    audit: AuditId
    lines: TwoLines = field(default_factory=lambda: TwoLines("", "", ""))

    @property
    def title(self) -> str:
        """The first line."""
        return self.lines.title

    @property
    def spoken(self) -> str:
        """Everything in one line."""
        return ", ".join(part for part in (self.lines.title, self.lines.caption, self.lines.right) if part)


def choices_of(figures: ShowFigures) -> InsightChoices:
    """Return what can be chosen on this laptop."""
    choices = figures.choices()
    titles = figures.titles(choices.tools)
    named = sorted(((tool, titles.get(tool, tool)) for tool in choices.tools), key=lambda one: one[1].casefold())
    items = tuple((tool, tuple((one.key, one.label) for one in figures.graded(tool))) for tool, _ in named)
    return InsightChoices(choices, tuple(named), items, figures.practitioners())


def answered(figures: ShowFigures, question: InsightQuestion) -> InsightView:
    """Return what figures say to a question."""
    wanted, policy = question.filter, figures.policy
    titles = figures.titles({wanted.tool} if wanted.tool else ())
    number = sum(figures.audits(wanted).values())
    told = policy.small if question.hide_small and 0 < number < policy.least else number
    counted = f"{'1 audit' if told == 1 else f'{told} audits'} · {wanted.words(titles)}"
    if question.hide_small and policy.rule:
        counted += f" · {policy.rule}"
    return InsightView(question, counted, tuple(_charts(figures, question, policy)), policy)


def _charts(figures: ShowFigures, question: InsightQuestion, policy: FigurePolicy) -> Iterator[ChartView]:
    wanted, hide = question.filter, question.hide_small
    if question.shown in GROUPED:
        by = GROUPED[question.shown]
        title = f"{question.shown.title}: {_item_label(figures, question)}"
        for told in figures.by_group(wanted, by, question.item, hide_small=hide):
            named = replace(told, title=title)
            yield ChartView(bars_table(named, by.label, policy), named)
    elif question.shown is Shown.DOMAINS:
        for told in figures.by_domain(wanted, hide_small=hide):
            named = replace(told, title=question.shown.title)
            yield ChartView(bars_table(named, "Domain", policy), named)
    elif question.shown in MAPS:
        for heat in figures.heat(wanted, MAPS[question.shown], hide_small=hide):
            yield ChartView(heat_table(heat), heat)
    elif question.shown is Shown.THEMES:
        rows: list[tuple[Cell, ...]] = [
            (one.name, one.kind.label, policy.small if hide and one.cases < policy.least else one.cases)
            for one in figures.themes(wanted)
        ]
        if rows:
            yield ChartView(FigureTable("Themes", ("Theme", "What it is", "Cases"), tuple(rows)))
    else:
        yield from _differences(figures, wanted)


def _differences(figures: ShowFigures, wanted: FigureFilter) -> Iterator[ChartView]:
    heads = ("Domain", "Cases", "Same grade", "One grade apart", "More apart")
    for first, second, title in (
        (Seat.LEAD.value, Seat.PEER.value, "Lead and peer"),
        (Seat.LEAD.value, MODERATION, "Lead and moderator"),
        (Seat.PEER.value, MODERATION, "Peer and moderator"),
    ):
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (one.label, one.cases, one.same, one.one_level, one.more_levels)
            for one in figures.differences(wanted, first, second)
        )
        if rows:
            yield ChartView(FigureTable(title, heads, rows))


def _item_label(figures: ShowFigures, question: InsightQuestion) -> str:
    graded = figures.graded(question.filter.tool) if question.filter.tool else ()
    return next((one.label for one in graded if one.key == question.item), "overall grade")


def behind_of(question: InsightQuestion, scale: str, name: str, column: str) -> Behind:
    """Return which audits stand behind a part of a bar, or behind a cell of a map (`column` is its group then)."""
    wanted = question.filter
    if question.shown in MAPS:
        by = MAPS[question.shown]
        return Behind(replace(wanted, **{by.value: column}), name, "", scale, limit=PAGE)
    if question.shown is Shown.DOMAINS:
        return Behind(wanted, name, column, scale, limit=PAGE)
    return Behind(_narrowed(wanted, GROUPED[question.shown], name), question.item, column, scale, limit=PAGE)


def _narrowed(wanted: FigureFilter, by: Dimension, name: str) -> FigureFilter:
    if by is Dimension.MONTH:
        return replace(wanted, first=name, last=name)
    if by is Dimension.QUARTER:
        year, quarter = name[:4], int(name[-1])
        return replace(wanted, first=f"{year}-{quarter * 3 - 2:02}", last=f"{year}-{quarter * 3:02}")
    return replace(wanted, **{by.value: name})


def title_behind(view: InsightView, scale: str, name: str, column: str) -> str:
    """Return what the list of the audits behind a part is called."""
    for told in (chart.drawn for chart in view.charts):
        if isinstance(told, HeatMap) and told.scale.id == scale:
            return f"Audits behind: {dict(told.rows).get(name, name)}, {column}"
        if isinstance(told, Breakdown) and told.scale.id == scale:
            label = next((bar.label for bar in told.bars if bar.name == name), name)
            grade = next((point.label for point in told.scale.points if point.code == column), column)
            return f"Audits behind: {label}, {grade}"
    return "Audits behind the figure"


def audit_lines(found: tuple[FiguredAudit, ...], view: InsightView) -> tuple[AuditLine, ...]:
    """Return audits as the list shows them, with their grade as its scale calls it."""
    labels = {
        (told.scale.id, point.code): point.label
        for told in (chart.drawn for chart in view.charts)
        if told is not None
        for point in told.scale.points
    }
    return tuple(
        AuditLine(
            one.id,
            TwoLines(
                one.subject,
                " · ".join(part for part in (one.day, one.tool_title, one.team) if part),
                labels.get((one.scale, one.grade), one.grade),
            ),
        )
        for one in found
    )
