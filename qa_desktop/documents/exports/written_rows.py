"""Writes rows that are mostly alike behind their first cell: how one is written is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from qa_desktop.domain.exports.columns import KNOWN, Cell, Row

LONG = 1024
"""Characters beyond which what was written is not remembered: it holds somebody's words, and does not come again."""


def written(rows: Iterable[Row], head: Callable[[Cell], str], rest: Callable[[Row], str]) -> Iterator[str]:
    """Yield each row as the head of its first cell and the rest of it."""
    known: dict[Row, str] = {}
    last: Cell = None
    begun = ""
    for row in rows:
        if row[0] != last:
            last = row[0]
            begun = head(last)
        behind = row[1:]
        told = known.get(behind)
        if told is None:
            told = rest(behind)
            if len(told) <= LONG:
                if len(known) >= KNOWN:
                    known.clear()
                known[behind] = told
        yield begun + told
