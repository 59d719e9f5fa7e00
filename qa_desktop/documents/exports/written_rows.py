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
    tell = _telling(table, manner)
    last: Cell = None
    begun = manner.first(last)
    for cell, rows in groups:
        if cell != last:
            last, begun = cell, manner.first(cell)
        yield begun + begun.join(map(tell, rows))


def _telling(table: Table, manner: Manner) -> Callable[[Row], str]:
    """Return what writes a row behind its first cell."""
    cells, end = manner.cells, manner.end

    def whole(row: Row) -> str:
        return cells(row, 1) + end

    if not table.recurs:
        return whole
    if not table.words:
        return Remembered(whole, _recurs).__getitem__
    # What people wrote beside a row does not come again, but the rest of it does.
    apart = len(table.columns) - table.words
    middles = Remembered(lambda row: cells(row, 1), _recurs)

    def parted(row: Row) -> str:
        return middles[row[: apart - 1]] + cells(row[apart - 1 :], apart) + end

    return Remembered(parted, lambda row: not any(row[apart - 1 :]) and _recurs(row)).__getitem__


def _recurs(row: Row) -> bool:
    return not any(isinstance(one, str) and len(one) > LONG for one in row)
