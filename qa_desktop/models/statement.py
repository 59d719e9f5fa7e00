"""What running a statement means, without saying by what: the first read needs no SQLAlchemy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from qa_desktop.models.rows import Cell


class Rows(Protocol):
    """What a statement gives back."""

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was inserted."""
        ...

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> tuple[Cell, ...] | None:
        """Return the next row; None after the last."""
        ...

    def __iter__(self) -> Iterator[tuple[Cell, ...]]: ...


class Ask(Protocol):
    """Runs one statement with its values."""

    def __call__(self, statement: str, values: tuple[Cell, ...] = ..., /) -> Rows:
        """Return the rows of the statement."""
        ...


class Run(Ask, Protocol):
    """Runs statements in a transaction."""

    def many(self, statement: str, rows: Iterable[tuple[Cell, ...]], /) -> None:
        """Run the statement once for each row of values."""
        ...


Transactions = Callable[[], AbstractContextManager[Run]]
"""Lends one transaction after the other."""


def the_one(rows: Rows) -> tuple[Cell, ...]:
    """Return the row of a statement that always has one."""
    row = rows.fetchone()
    if row is None:
        raise LookupError("the store lacks a row that it always has")
    return row
