"""The table of every chart: the same figures in words, for reading aloud, printing and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.figures.breakdown import Bar, Breakdown, at_standard, share_words, standard_of
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import LEFT_OUT, FigurePolicy
from qa_desktop.domain.scale import ScalePoint

Cell = str | int
MOST_SPOKEN = 6
"""How many bars of a chart its alternative text tells."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Heads and rows; whole numbers stay numbers."""

    title: str
    """Empty where the heading above it says what it is."""
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    labels: int = 1
    """How many columns, from the left, say what a row is: they stand again where a table goes on."""


def bars_table(told: Breakdown, first: str, policy: FigurePolicy) -> FigureTable:
    """Return a row for each group: how often each grade was given, together, and how many are as expected."""
    standard = standard_of(told.scale, policy)
    heads = (first, *(point.label for point in told.scale.points), "Total")
    if standard is not None:
        heads += (standard_words(told.scale, standard),)
    return FigureTable(told.title, heads, tuple(_row(bar, told, policy) for bar in told.bars))


def standard_words(scale: GradeScale, standard: ScalePoint) -> str:
    """Return what is as expected, in words: "Good or better"; of the best there is nothing better."""
    is_best = all((point.rank or 0) >= (standard.rank or 0) for point in scale.points if point.rank is not None)
    return standard.label if is_best else f"{standard.label} or better"


def _row(bar: Bar, told: Breakdown, policy: FigurePolicy) -> tuple[Cell, ...]:
    standard = standard_of(told.scale, policy)
    counts = (count if bar.tells(place) else LEFT_OUT for place, count in enumerate(bar.counts))
    row: tuple[Cell, ...] = (bar.label, *counts, LEFT_OUT if bar.is_hidden else bar.total)
    if standard is None:
        return row
    share = at_standard(bar, told.scale, standard)
    if share is None:
        return (*row, LEFT_OUT)
    return (*row, share_words(*share, policy) if share[1] else "")


def heat_table(told: HeatMap) -> FigureTable:
    """Return a row for each domain: how many of how many are as expected in each group."""
    rows: list[Sequence[Cell]] = []
    for (_, label), cells in zip(told.rows, told.cells, strict=True):
        words = (LEFT_OUT if one.is_hidden else f"{one.met} of {one.of}" if one.of else "" for one in cells)
        rows.append((label, *words))
    title = f"{told.title}: {standard_words(told.scale, told.standard)}"
    return FigureTable(title, (told.head, *told.columns), tuple(tuple(row) for row in rows))


def chart_words(table: FigureTable) -> str:
    """Return what a chart says in a sentence or a few, for whoever hears it; its table has it all."""
    rows = table.rows[:MOST_SPOKEN]
    told = (
        f"{row[0]}: "
        + ", ".join(f"{head} {value}" for head, value in zip(table.heads[1:], row[1:], strict=True) if value)
        for row in rows
    )
    more = f" And {len(table.rows) - len(rows)} more." if len(table.rows) > len(rows) else ""
    return f"Chart: {table.title}. {'. '.join(told)}.{more} The table that follows says the same."
