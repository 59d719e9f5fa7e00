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
    cells, end = manner.cells, manner.end
    words = table.words if table.recurs else 0
    apart = len(table.columns) - words
    middles = Remembered(lambda row: cells(row, 1), _recurs)

    def rest(row: Row) -> str:
        said = row[apart - 1 :]
        if any(said):  # what people wrote beside an answer does not come again, but the answer does
            return middles[row[: apart - 1]] + cells(said, apart) + end
        return cells(row, 1) + end

    rests = Remembered(rest, lambda row: _recurs(row) and not any(row[apart - 1 :]))
    tell = rests.__getitem__ if table.recurs else rest
    for cell, rows in groups:
        begun = manner.first(cell)
        yield begun + begun.join(map(tell, rows))


def _recurs(row: Row) -> bool:
    return not any(isinstance(one, str) and len(one) > LONG for one in row)
