"""Writes rows that are mostly alike behind their first cell: how one is written is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qa_desktop.domain.exports.columns import Cell, Group, Row, Table
from qa_desktop.domain.exports.remembered import Remembered

LONG = 256
"""Characters of a cell from which on its row is not remembered: it holds somebody's words, and does not come again."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a row is written: its first cell, the others, and its end."""

    first: Callable[[Cell], str]
    cells: Callable[[Row, int], str]
    """Writes cells that stand side by side, with what parts each from the one before, and the column of the first."""
    end: str


def written(table: Table, groups: Iterable[Group], manner: Manner) -> Iterator[str]:
    """Yield the rows of each group as one text."""
    tell = _remembering(table, manner) if table.recurs else _telling(manner)
    last: Cell = None
    begun = manner.first(last)
    for cell, rows in groups:
        if cell != last:
            last, begun = cell, manner.first(cell)
        yield begun + begun.join(map(tell, rows))


def _telling(manner: Manner) -> Callable[[Row], str]:
    """Return what writes a row behind its first cell."""
    cells, end = manner.cells, manner.end
    return lambda row: cells(row, 1) + end


def _remembering(table: Table, manner: Manner) -> Callable[[Row], str]:
    """Return the same, of rows that come again; what people wrote beside one does not, but the rest of it does."""
    cells, end = manner.cells, manner.end
    apart = len(table.columns) - table.words
    beside = slice(apart - 1, None)
    middles = Remembered(lambda row: cells(row, 1), _recurs)

    def told(row: Row) -> str:
        return middles[row[: apart - 1]] + cells(row[beside], apart) + end

    return Remembered(told, lambda row: not any(row[beside]) and _recurs(row)).__getitem__


def _recurs(row: Row) -> bool:
    return not any(isinstance(one, str) and len(one) > LONG for one in row)
