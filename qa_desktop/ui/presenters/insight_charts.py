"""Makes the charts and tables of the insight page out of figures, quotas and registers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from qa_desktop.domain.figures.ages import AGES
from qa_desktop.domain.figures.breakdown import Bar, Breakdown, at_standard, share_words, standard_of, without_small
from qa_desktop.domain.figures.control_table import control_table, rule_words
from qa_desktop.domain.figures.difference import Difference, side_by_side
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.question import Dimension, FigureFilter, period_label
from qa_desktop.domain.figures.severity import MEETING, AuditorLine, Meeting
from qa_desktop.domain.figures.suppression import untold_in_table
from qa_desktop.domain.figures.tables import Cell, FigureTable, bars_table, heat_table, standard_words
from qa_desktop.domain.figures.terms import group_label, kind_label
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.domain.register import RegisterCounts, Span, period_words
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.presenters.insight import (
    GROUPED,
    MAPS,
    PATHS,
    ChartView,
    InsightQuestion,
    InsightSources,
    InsightView,
    Shown,
    item_label,
    shown_title,
)

SEATS = (
    (Seat.LEAD.value, Seat.PEER.value, "Lead and peer"),
    (Seat.LEAD.value, MODERATION, "Lead and moderator"),
    (Seat.PEER.value, MODERATION, "Peer and moderator"),
    ("first", "second", "First and second reading"),
)
NEEDS_TOOL = frozenset({Shown.DOMAINS, Shown.DIFFERENCES, *MAPS})
EMPTY = {
    Shown.ACTIONS: "No action of these audits is open.",
    Shown.QUOTAS: "Nobody has a quota in this month. Quotas follow from the settings and from people's posts.",
    Shown.DIFFERENCES: "No case of these was graded by two people.",
    Shown.AUDITORS: "No grade of these can be set beside another auditor's or a moderator's.",
    Shown.THEMES: "No theme was tagged in these audits.",
}
"""What is said where nothing is shown, and fewer filters alone would not help."""
OTHERS, MODERATORS, DRIFT = "others", "moderators", "drift"
Made = Iterator[ChartView]


def answered(sources: InsightSources, question: InsightQuestion) -> InsightView:
    """Return what figures say to a question."""
    figures, wanted = sources.figures, question.filter
    policy = figures.policy
    number = sum(figures.audits(wanted).values())
    told = policy.small if question.hide_small and 0 < number < policy.least else number
    counted = f"{'1 audit' if told == 1 else f'{told} audits'} · {figures.filter_words(wanted)}"
    if question.hide_small and policy.rule and question.shown not in (Shown.ACTIONS, Shown.QUOTAS):
        counted += f" · {policy.rule}"
    lacks_tool = question.shown in NEEDS_TOOL and not wanted.tool
    charts = () if lacks_tool else tuple(_MAKERS.get(question.shown, _grouped)(sources, question))
    several = figures.words(wanted.tool).section_plural.lower()
    empty = EMPTY.get(question.shown, "")
    if lacks_tool:
        empty = f"Choose one tool: {several} of different forms are not put together."
    return InsightView(question, counted, charts, policy, figures.scales(), sources.today(), empty)


def _grouped(sources: InsightSources, question: InsightQuestion) -> Made:
    figures, by = sources.figures, GROUPED[question.shown]
    words = figures.words(question.filter.tool)
    title = f"{item_label(figures, question)}, {lower_first(shown_title(question.shown, words))}"
    for told in figures.by_group(question.filter, by, question.item, hide_small=question.hide_small):
        named = replace(told, title=title)
        yield ChartView(bars_table(named, group_label(by, words), figures.policy), named)


def _domains(sources: InsightSources, question: InsightQuestion) -> Made:
    for told in sources.figures.by_domain(question.filter, hide_small=question.hide_small):
        words = sources.figures.words(question.filter.tool)
        named = replace(told, title=shown_title(question.shown, words))
        yield ChartView(bars_table(named, words.section, sources.figures.policy), named)


def _maps(sources: InsightSources, question: InsightQuestion) -> Made:
    for heat in sources.figures.heat(question.filter, MAPS[question.shown], hide_small=question.hide_small):
        yield ChartView(heat_table(heat), heat)


def _paths(sources: InsightSources, question: InsightQuestion) -> Made:
    figures, by = sources.figures, PATHS[question.shown]
    title = f"{item_label(figures, question)}, {by.label.lower()} by quarter"
    for heat in figures.trajectory(question.filter, by, question.item, hide_small=question.hide_small):
        named = replace(heat, title=title)
        yield ChartView(heat_table(named), named)


def _control(sources: InsightSources, question: InsightQuestion) -> Made:
    figures = sources.figures
    about = f"Improvement action: {question.change.rstrip('.')}." if question.change else ""
    for chart in figures.control(question.filter, question.item, question.since, hide_small=question.hide_small):
        title = f"{item_label(figures, question)}: {standard_words(chart.scale, chart.standard)}, month by month"
        named = replace(chart, title=title)
        yield ChartView(
            control_table(named, figures.policy), named, note=" ".join(filter(None, (about, rule_words(named))))
        )


def _themes(sources: InsightSources, question: InsightQuestion) -> Made:
    policy, words = sources.figures.policy, sources.figures.words(question.filter.tool)
    found = sources.figures.themes(question.filter)
    if found:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.name,
                kind_label(one.kind, words),
                policy.small if question.hide_small and one.cases < policy.least else one.cases,
            )
            for one in found
        )
        names = tuple(f"{one.kind.value} {one.name}" for one in found)
        yield ChartView(FigureTable("Themes", ("Theme", "What it is", "Cases"), rows), names=names)


def _beside(sources: InsightSources, question: InsightQuestion) -> Made:
    """Tell what a register counts beside the grades of the same quarters."""
    figures, policy = sources.figures, sources.figures.policy
    register = next((one for one in sources.registers.all() if one.id == question.register), None)
    if register is None:
        return
    counts = _within(sources.registers.counts(register.id, Span.QUARTER), question.filter)
    graded = figures.by_group(question.filter, Dimension.QUARTER, question.item, hide_small=question.hide_small)
    told = graded[0] if graded else None
    bars = {bar.name: bar for bar in told.bars} if told else {}
    quarters = sorted({*counts.periods, *bars})
    entries = dict(zip(counts.periods, counts.entries, strict=True))
    answers = [(one.label, dict(zip(counts.periods, one.by_period, strict=True))) for one in counts.counted]
    standard = standard_of(told.scale, policy) if told else None
    heads = ("Quarter", "Entries", *(label for label, _ in answers), "Audits with a grade")
    heads += (standard_words(told.scale, standard),) if told and standard else ()
    rows = []
    for name in quarters:
        bar = bars.get(name)
        share = at_standard(bar, told.scale, standard) if told and bar and standard and bar.total else None
        cells: tuple[Cell, ...] = (
            period_label(name),
            entries.get(name, 0),
            *(of.get(name, 0) for _, of in answers),
            LEFT_OUT if bar and bar.is_hidden else bar.total if bar else 0,
        )
        if told and standard:
            cells += (share_words(*share, policy) if share else LEFT_OUT if bar and bar.total else "",)
        rows.append(cells)
    if rows:
        title = f"{register.title} beside {item_label(figures, question).lower()}"
        yield ChartView(FigureTable(title, heads, tuple(rows)), names=tuple(quarters))


def _within(counts: RegisterCounts, wanted: FigureFilter) -> RegisterCounts:
    """Return the counts of the filter's quarters; records without a day are in none."""
    first, last = (_quarter(month) for month in (wanted.first, wanted.last))
    kept = [
        place
        for place, name in enumerate(counts.periods)
        if "Q" in name and (not first or name >= first) and (not last or name <= last)
    ]
    return RegisterCounts(
        tuple(counts.periods[place] for place in kept),
        tuple(counts.entries[place] for place in kept),
        tuple(replace(one, by_period=tuple(one.by_period[place] for place in kept)) for one in counts.counted),
    )


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}" if month else ""


def _differences(sources: InsightSources, question: InsightQuestion) -> Made:
    figures = sources.figures
    scales = figures.scales()
    for first, second, title in SEATS:
        found = figures.differences(question.filter, first, second)
        for scale in dict.fromkeys(one.scale for one in found):
            own = [one for one in found if one.scale == scale]
            told = side_by_side(title, own)
            if question.hide_small:
                told = without_small(told, figures.policy, adds_up=False)
            yield ChartView(
                _difference_table(told, own, title, figures.words(question.filter.tool).section),
                told,
                about=f"{first} {second}",
                compared=scales[scale],
            )


def _difference_table(told: Breakdown, found: list[Difference], title: str, section: str) -> FigureTable:
    names = title.split(" and ")
    better = tuple(f"{name[:1].upper()}{name[1:]} better" for name in names)
    heads = (section, *(point.label for point in told.scale.points), "Cases", *better)
    rows = (
        (*_cells(bar), *((one.first_better, one.second_better) if not bar.left_out else (LEFT_OUT, LEFT_OUT)))
        for bar, one in zip(told.bars, found, strict=True)
    )
    return FigureTable(title, heads, tuple(rows))


def _cells(bar: Bar) -> tuple[Cell, ...]:
    told = (count if bar.tells(place) else LEFT_OUT for place, count in enumerate(bar.counts))
    return (bar.label, *told, LEFT_OUT if bar.is_hidden else bar.total)


def _auditors(sources: InsightSources, question: InsightQuestion) -> Made:
    lines = sources.figures.auditors(question.filter, sources.names())
    policy, hide = sources.figures.policy, question.hide_small
    beside: tuple[tuple[str, str, Callable[[AuditorLine], Meeting]], ...] = (
        (OTHERS, "Grades beside the other auditor of the case", lambda one: one.others),
        (MODERATORS, "Grades beside the moderator", lambda one: one.moderators),
    )
    for about, title, of in beside:
        met = [(one, of(one)) for one in lines if of(one).grades]
        bars = tuple(Bar(one.auditor, one.name, (m.better, m.same, m.worse)) for one, m in met)
        told = Breakdown(title, MEETING, bars)
        if hide:
            told = without_small(told, policy, adds_up=False)
        heads = ("Auditor", *(point.label for point in MEETING.points), "Grades", "What it says")
        rows: Iterator[tuple[Cell, ...]] = (
            (*_cells(bar), LEFT_OUT if bar.left_out else m.says) for bar, (_, m) in zip(told.bars, met, strict=True)
        )
        if met:
            yield ChartView(FigureTable(title, heads, tuple(rows)), told, about=about)
    quarters = sorted({name for one in lines for name in one.quarters})
    if quarters:
        heads = ("Auditor", *(period_label(name) for name in quarters))
        rows_over = tuple((one.name, *_over_time(one, quarters, policy.least if hide else 0)) for one in lines)
        title = "Over time: how many grades were better, the same and worse"
        yield ChartView(FigureTable(title, heads, rows_over), names=tuple(one.auditor for one in lines), about=DRIFT)


def _over_time(line: AuditorLine, quarters: list[str], least: int) -> Iterator[str]:
    """Yield what each quarter says; one in which a count is small says nothing, nor one that would give it away."""
    met = [line.quarters.get(name, Meeting()) for name in quarters]
    counts = [(one.better, one.same, one.worse) for one in met]
    untold = untold_in_table(counts, least, (0, 0, 0))
    for one, cells, out in zip(counts, untold.cells, untold.lines, strict=True):
        told = " · ".join(str(number) for number in one)
        yield "" if not any(one) else LEFT_OUT if out or any(cells) else told


def _actions(sources: InsightSources, question: InsightQuestion) -> Made:
    for by in (Dimension.SERVICE, Dimension.TEAM):
        for told in sources.figures.open_actions(question.filter, by, sources.today()):
            named = replace(told, title=f"Open actions by {by.label.lower()}")
            heads = (by.label, *(point.label for point in AGES.points), "Total")
            rows = tuple(_cells(bar) for bar in told.bars)
            yield ChartView(FigureTable(named.title, heads, rows), named, about=by.value)


def _quotas(sources: InsightSources, question: InsightQuestion) -> Made:
    """Tell how far everybody is in the last month of the filter, or in this one."""
    last = question.filter.last
    month = date(int(last[:4]), int(last[5:7]), 1) if last else sources.today().replace(day=1)
    table = sources.quotas(min(month, sources.today().replace(day=1)))
    rows = tuple((row.name, row.quota.what, row.done, row.wanted, row.missing) for row in table.rows)
    if rows:
        title = f"Quotas of {period_words(f'{table.month:%Y-%m}')}"
        names = tuple(f"{table.month:%Y-%m} {row.quota.id} {row.who}" for row in table.rows)
        heads = ("Who", "What", "Done", "Expected", "Missing")
        yield ChartView(FigureTable(title, heads, rows), names=names)


_MAKERS: dict[Shown, Callable[[InsightSources, InsightQuestion], Made]] = {
    Shown.DOMAINS: _domains,
    Shown.CONTROL: _control,
    Shown.THEMES: _themes,
    Shown.BESIDE: _beside,
    Shown.DIFFERENCES: _differences,
    Shown.AUDITORS: _auditors,
    Shown.ACTIONS: _actions,
    Shown.QUOTAS: _quotas,
    **dict.fromkeys(MAPS, _maps),
    **dict.fromkeys(PATHS, _paths),
}
