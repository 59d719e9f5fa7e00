"""The table of every chart: the same figures in words, for reading aloud, printing and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.figures.breakdown import Bar, Breakdown, at_standard, share_words, standard_of
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import LEFT_OUT, FigurePolicy

Cell = str | int


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Heads and rows; whole numbers stay numbers."""

    title: str
    """Empty where the heading above it says what it is."""
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def bars_table(told: Breakdown, first: str, policy: FigurePolicy) -> FigureTable:
    """Return a row for each group: how often each grade was given, together, and how many are as expected."""
    standard = standard_of(told.scale, policy)
    heads = (first, *(point.label for point in told.scale.points), "Together")
    if standard is not None:
        heads += (f"{standard.label} or better",)
    return FigureTable(told.title, heads, tuple(_row(bar, told, policy) for bar in told.bars))


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
    title = f"{told.title}: {told.standard.label} or better"
    return FigureTable(title, ("Domain", *told.columns), tuple(tuple(row) for row in rows))
