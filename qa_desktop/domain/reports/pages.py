"""Fits what is wide to the width of a page: a map of many teams, or a table of many columns, one part below another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.reports.report import Block, HeatChart, Report

MOST_GROUPS, MOST_COLUMNS = 8, 10
"""How many groups of a map, and columns of a table, a page can hold so that they are read."""


def paged(report: Report) -> Iterator[Block]:
    """Yield the blocks of a report as a page can hold them."""
    for block in report.blocks:
        report.going_on()
        if isinstance(block, HeatChart):
            yield from (HeatChart(one) for one in _maps(block.told))
        elif isinstance(block, FigureTable):
            yield from _tables(block)
        else:
            yield block


def _maps(told: HeatMap) -> Iterator[HeatMap]:
    for places in _parts(len(told.columns), MOST_GROUPS):
        columns = tuple(told.columns[one] for one in places)
        cells = tuple(tuple(row[one] for one in places) for row in told.cells)
        yield replace(told, columns=columns, cells=cells)


def _tables(table: FigureTable) -> Iterator[FigureTable]:
    """Yield a table in parts, each of which begins with the columns that say what a row is."""
    if len(table.heads) <= MOST_COLUMNS:
        yield table
        return
    labels = table.labels
    for places in _parts(len(table.heads) - labels, MOST_GROUPS):
        shown = (*range(labels), *(one + labels for one in places))
        heads = tuple(table.heads[one] for one in shown)
        yield replace(table, heads=heads, rows=tuple(tuple(row[one] for one in shown) for row in table.rows))


def _parts(columns: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the columns of each part; parts are alike in width as far as they can be."""
    parts = max(1, -(-columns // most))
    wide = max(1, -(-columns // parts))
    yield from (tuple(range(start, min(columns, start + wide))) for start in range(0, columns, wide))
