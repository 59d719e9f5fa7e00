"""Read a long list to its end, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

MOST_AT_ONCE = 500
_Row = TypeVar("_Row")


def every_row(page: Callable[[_Row | None, int], tuple[_Row, ...]]) -> Iterator[_Row]:
    """Yield every row; `page` takes the last row of the page before and how many are wanted."""
    rows = page(None, MOST_AT_ONCE)
    while rows:
        yield from rows
        rows = page(rows[-1], MOST_AT_ONCE) if len(rows) == MOST_AT_ONCE else ()
