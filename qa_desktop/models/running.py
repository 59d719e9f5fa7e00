"""Runs statements on the driver itself, on connections of SQLAlchemy's pool: its own way costs ten times the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from qa_desktop.models.rows import Cell
from qa_desktop.models.sqlcipher import plain_sentences
from qa_desktop.models.statement import Rows, Run


class _Driver(Protocol):
    """What is used of the driver's connection."""

    def execute(self, statement: str, values: tuple[Cell, ...] = ..., /) -> Rows: ...

    def executemany(self, statement: str, rows: Iterable[tuple[Cell, ...]], /) -> object: ...


class DriverRun:
    """Implements `Run` on a connection of the driver."""

    __slots__ = ("_driver",)

    def __init__(self, driver: _Driver) -> None:
        self._driver = driver

    def __call__(self, statement: str, values: tuple[Cell, ...] = (), /) -> Rows:
        """Return the rows of the statement."""
        return self._driver.execute(statement, values)

    def many(self, statement: str, rows: Iterable[tuple[Cell, ...]], /) -> None:
        """Run the statement once for each row of values."""
        self._driver.executemany(statement, rows)


def reading(engine: Engine, file: Path) -> AbstractContextManager[Run]:
    """Lend one moment's view of the store."""
    return _transaction(engine, file, "BEGIN")


def writing(engine: Engine, file: Path) -> AbstractContextManager[Run]:
    """Lend a transaction: all of it is durable when this ends, or none of it where an error leaves it.

    It takes the write lock at once, so that none fails half way for the lock.
    """
    return _transaction(engine, file, "BEGIN IMMEDIATE")


@contextmanager
def _transaction(engine: Engine, file: Path, begin: str) -> Iterator[Run]:
    lent = engine.raw_connection()
    try:
        driver = lent.driver_connection
        if driver is None:
            raise RuntimeError("the connection is closed")
        with plain_sentences(file):
            driver.execute(begin)
            try:
                yield DriverRun(driver)
                driver.execute("COMMIT")
            except BaseException:
                # Where the disk is full SQLite may have rolled back already.
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
    finally:
        lent.close()
