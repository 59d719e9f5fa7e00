"""The table of a control chart: each month with its share, where chance leaves it, and what is more than chance."""

from __future__ import annotations

from qa_desktop.domain.figures.breakdown import share_words
from qa_desktop.domain.figures.control import ControlChart, ControlPoint
from qa_desktop.domain.figures.policy import LEFT_OUT, FigurePolicy
from qa_desktop.domain.figures.question import period_label
from qa_desktop.domain.figures.tables import Cell, FigureTable, standard_words


def control_table(chart: ControlChart, policy: FigurePolicy) -> FigureTable:
    """Return a row for each month."""
    heads = ("Month", standard_words(chart.scale, chart.standard), "By chance alone", "More than chance")
    return FigureTable(chart.title, heads, tuple(_row(one, policy) for one in chart.points))


def rule_words(chart: ControlChart) -> str:
    """Return by which rules the chart is read, and what the time since a change says."""
    middle = f"the months before {period_label(chart.since)}" if chart.before else "all months"
    read = (
        f"The middle line is the share of {middle} ({chart.centre:.0%}), the limits are three standard errors from it. "
        "A month outside the limits, or eight in a row on one side of the middle, is more than chance."
    )
    verdict = chart.verdict
    return f"{verdict.words.format(since=period_label(chart.since))} {read}" if verdict else read


def _row(one: ControlPoint, policy: FigurePolicy) -> tuple[Cell, ...]:
    if not one.is_known:
        return one.label, LEFT_OUT if one.is_left_out else "", "", ""
    said = ", ".join(signal.words for signal in one.signals)
    way = f"{'Above' if one.high < one.share else 'Below' if one.share < one.low else ''}"
    told = f"{way}: {said}" if way else said[:1].upper() + said[1:]
    return one.label, share_words(one.met, one.of, policy), f"{one.low:.0%} to {one.high:.0%}", told
