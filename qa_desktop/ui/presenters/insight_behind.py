"""What stands behind a part of a chart or a cell of a table: which list to ask for, and how its rows are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qa_desktop.domain.figures.ages import NO_DAY, days_of
from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.control import ControlChart
from qa_desktop.domain.figures.difference import met_apart, met_better
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.question import (
    AUDITS,
    ActionsBehind,
    Behind,
    Dimension,
    FiguredAudit,
    FigureFilter,
    OpenAction,
    PairsBehind,
    Quotation,
    QuotationsBehind,
)
from qa_desktop.domain.figures.severity import WAYS
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.domain.register import EntriesShown, Entry, EntryQuestion
from qa_desktop.ui.presenters.audit_words import iso_day_words
from qa_desktop.ui.presenters.insight import (
    GROUPED,
    MAPS,
    PATHS,
    ChartView,
    InsightQuestion,
    InsightSources,
    InsightView,
    Shown,
)
from qa_desktop.ui.presenters.insight_charts import DRIFT, MODERATORS
from qa_desktop.ui.widgets.two_line_list import TwoLines

PAGE = 100
LEAD, PEER = Seat.LEAD.value, Seat.PEER.value
OTHERS_SEATS = ((LEAD, PEER), (PEER, LEAD), ("first", "second"), ("second", "first"))
MODERATOR_SEATS = ((LEAD, MODERATION), (PEER, MODERATION))

Wish = Behind | PairsBehind | QuotationsBehind | ActionsBehind | EntryQuestion
Found = FiguredAudit | Quotation | OpenAction | Entry


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One audit, or words or an action of one, behind a figure."""

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


def wish_of(view: InsightView, chart: ChartView, name: str, column: str) -> Wish | None:
    """Return what to list behind a part of a chart; None where nothing stands behind it.

    `name` is the group, row or month, `column` the code of the point; in a map it is the column's label.
    """
    question = view.question
    if isinstance(chart.drawn, HeatMap):
        return _behind_cell(question, chart.drawn, name, column)
    if isinstance(chart.drawn, ControlChart):
        return Behind(_narrowed(question.filter, Dimension.MONTH, name), question.item, "", chart.drawn.scale.id)
    if isinstance(chart.drawn, Breakdown) and question.shown in (*GROUPED, Shown.DOMAINS):
        return _behind_bar(question, chart.drawn, name, column)
    asked = _OTHERS.get(question.shown)
    return asked(view, chart, name, column) if asked else None


def _behind_cell(question: InsightQuestion, heat: HeatMap, name: str, column: str) -> Behind:
    wanted = question.filter
    if question.shown in PATHS:
        label, _, year = column.partition(" ")
        narrowed = _narrowed(_narrowed(wanted, PATHS[question.shown], name), Dimension.QUARTER, f"{year}-{label}")
        return Behind(narrowed, question.item, "", heat.scale.id)
    by = MAPS[question.shown]
    return Behind(replace(wanted, **{by.value: column}), name, "", heat.scale.id)


def _behind_bar(question: InsightQuestion, told: Breakdown, name: str, column: str) -> Behind:
    if question.shown is Shown.DOMAINS:
        return Behind(question.filter, name, column, told.scale.id)
    return Behind(_narrowed(question.filter, GROUPED[question.shown], name), question.item, column, told.scale.id)


def _narrowed(wanted: FigureFilter, by: Dimension, name: str) -> FigureFilter:
    if by is Dimension.MONTH:
        return replace(wanted, first=name, last=name)
    if by is Dimension.QUARTER:
        year, quarter = name[:4], int(name[-1])
        return replace(wanted, first=f"{year}-{quarter * 3 - 2:02}", last=f"{year}-{quarter * 3:02}")
    return replace(wanted, **{by.value: name})


def _theme(view: InsightView, _chart: ChartView, name: str, _column: str) -> QuotationsBehind:
    kind, _, theme = name.partition(" ")
    return QuotationsBehind(view.question.filter, ThemeKind(kind), theme, limit=PAGE)


def _entries(view: InsightView, _chart: ChartView, name: str, _column: str) -> EntryQuestion:
    return EntryQuestion(view.question.register, EntriesShown.ALL, name, limit=PAGE)


def _pairs(view: InsightView, chart: ChartView, name: str, column: str) -> PairsBehind | None:
    if chart.compared is None:
        return None
    first, _, second = chart.about.partition(" ")
    met = met_apart(chart.compared, column)
    return PairsBehind(view.question.filter, ((first, second),), met, chart.compared.id, name, limit=PAGE)


def _auditor(view: InsightView, chart: ChartView, name: str, column: str) -> PairsBehind:
    seats = {MODERATORS: MODERATOR_SEATS, DRIFT: OTHERS_SEATS + MODERATOR_SEATS}.get(chart.about, OTHERS_SEATS)
    ways = (WAYS[column],) if column in WAYS else tuple(WAYS.values())
    met = tuple(
        dict.fromkeys(pair for way in ways for scale in view.scales.values() for pair in met_better(scale, way))
    )
    return PairsBehind(view.question.filter, seats, met, auditor=name, limit=PAGE)


def _actions(view: InsightView, chart: ChartView, name: str, column: str) -> ActionsBehind:
    start, end = days_of(column, view.today)
    return ActionsBehind(_narrowed(view.question.filter, Dimension(chart.about), name), start, end, limit=PAGE)


def _quota(view: InsightView, _chart: ChartView, name: str, _column: str) -> Behind | None:
    month, _, who = name.split(" ", 2)
    filtered = replace(view.question.filter, first=month, last=month, tool="")
    return Behind(filtered, AUDITS, auditor=who, limit=PAGE) if who else None


_OTHERS: dict[Shown, Callable[[InsightView, ChartView, str, str], Wish | None]] = {
    Shown.THEMES: _theme,
    Shown.BESIDE: _entries,
    Shown.DIFFERENCES: _pairs,
    Shown.AUDITORS: _auditor,
    Shown.ACTIONS: _actions,
    Shown.QUOTAS: _quota,
}


def looked_behind(sources: InsightSources, wish: Wish) -> tuple[Found, ...]:
    """Return a page of what stands behind a figure."""
    figures = sources.figures
    if isinstance(wish, Behind):
        return figures.behind(wish)
    if isinstance(wish, PairsBehind):
        return figures.behind_pairs(wish)
    if isinstance(wish, QuotationsBehind):
        return figures.behind_theme(wish)
    if isinstance(wish, ActionsBehind):
        return figures.behind_actions(wish)
    return sources.registers(wish)


def and_after(wish: Wish, last: Found) -> Wish:
    """Return the wish for the page that follows a row."""
    return replace(wish, after=last)  # type: ignore[arg-type] # each kind of wish goes on after its own kind of row


def title_behind(chart: ChartView, name: str, column: str) -> str:
    """Return what the list behind a part is called."""
    drawn = chart.drawn
    if isinstance(drawn, HeatMap):
        return f"Behind: {dict(drawn.rows).get(name, name)}, {column}"
    if isinstance(drawn, Breakdown):
        label = next((bar.label for bar in drawn.bars if bar.name == name), name)
        grade = next((point.label for point in drawn.scale.points if point.code == column), column)
        return f"Behind: {label}, {grade}"
    if isinstance(drawn, ControlChart):
        return f"Behind: {next((one.label for one in drawn.points if one.name == name), name)}"
    row = chart.names.index(name) if name in chart.names else -1
    return f"Behind: {chart.table.rows[row][0]}" if row >= 0 else "Behind the figure"


def lines_of_found(found: tuple[Found, ...], view: InsightView) -> tuple[AuditLine, ...]:
    """Return what was found as the list shows it, grades as their scale calls them."""
    return tuple(_line(one, view) for one in found)


def _line(one: Found, view: InsightView) -> AuditLine:
    if isinstance(one, Quotation):
        caption = " · ".join(part for part in (iso_day_words(one.day), one.subject, one.team) if part)
        return AuditLine(one.audit, TwoLines(f"“{one.quote}”", caption, ""))
    if isinstance(one, OpenAction):
        caption = " · ".join(part for part in (one.subject, one.team, one.owner) if part)
        by_when = "" if one.by_when == NO_DAY else iso_day_words(one.by_when)
        return AuditLine(one.audit, TwoLines(one.what, caption, by_when))
    if isinstance(one, Entry):
        caption = " · ".join(part for part in (iso_day_words(one.day), one.tool_title, *one.counted) if part)
        return AuditLine(one.audit, TwoLines(one.words or one.subject, caption, one.of_whom))
    scale = view.scales.get(one.scale)
    grade = next((point.label for point in (scale.points if scale else ()) if point.code == one.grade), one.grade)
    caption = " · ".join(part for part in (iso_day_words(one.day), one.tool_title, one.team) if part)
    return AuditLine(one.id, TwoLines(one.subject, caption, grade))
