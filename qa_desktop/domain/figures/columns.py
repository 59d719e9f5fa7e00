"""How wide the columns of a table are: no word is cut, short cells stay on one line, and prose has what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa_desktop.domain.figures.tables import FigureTable

UNBROKEN = 12
"""Letters of a head or a cell that stays on one line, as a month, a day or a share."""
HEAD_LINES = 3
"""On how many lines a head may stand before its column grows."""
CLOSE = 5
"""How many of the longest words are measured: letters are not of one width."""
MOST_LEAST, MOST_WANTED = 0.3, 0.45
"""The largest shares of the width that a word may demand and a text may want."""

Measure = Callable[[str], float]
"""Returns how wide a text is on one line, in the strongest letters in which it is set."""


def column_widths(table: FigureTable, room: float, measure: Measure, beside: float) -> list[float]:
    """Return the width of each column, `room` together; `beside` is what each needs beside its words."""
    needs = [_needs(table, column, room, measure, beside) for column in range(len(table.heads))]
    least, wanted = ([one[place] for one in needs] for place in (0, 1))
    if sum(wanted) <= room:
        return _scaled(wanted, room)
    if sum(least) >= room:
        return _scaled(least, room)
    share = (room - sum(least)) / (sum(wanted) - sum(least))
    return [low + (high - low) * share for low, high in needs]


def lines_of_rows(table: FigureTable, widths: Sequence[float], measure: Measure, beside: float) -> list[float]:
    """Return on about how many lines each row stands at these widths."""
    return [
        max(_lines(str(cell), width - beside, measure) for cell, width in zip(row, widths, strict=True))
        for row in table.rows
    ]


def _lines(cell: str, width: float, measure: Measure) -> float:
    return max(1.0, measure(cell) / width) if len(cell) > UNBROKEN else 1.0


def _needs(table: FigureTable, column: int, room: float, measure: Measure, beside: float) -> tuple[float, float]:
    """Return the least width of a column, at which no word of it is cut, and the width that it wants."""
    head = table.heads[column]
    cells = [str(row[column]) for row in table.rows]
    pieces = [*_unbroken(head), *(piece for cell in cells for piece in _unbroken(cell))]
    longest_pieces = sorted(set(pieces), key=len)[-CLOSE:]
    least = min(room * MOST_LEAST, max(map(measure, longest_pieces), default=0) + beside)
    longest = max(cells, key=len, default="")
    wanted = max(measure(longest), measure(head) / HEAD_LINES) + beside
    return least, max(least, min(room * MOST_WANTED, wanted))


def _unbroken(cell: str) -> list[str]:
    return [cell] if len(cell) <= UNBROKEN else cell.split()


def _scaled(widths: Sequence[float], room: float) -> list[float]:
    return [width * room / sum(widths) for width in widths]
