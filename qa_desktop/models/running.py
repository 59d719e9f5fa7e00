"""Runs statements on the driver itself, on connections of SQLAlchemy's pool: its own way costs ten times the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from qa_desktop.models.sqlcipher import plain_sentences
from qa_desktop.models.statement import Run


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
                yield driver.execute
                driver.execute("COMMIT")
            except BaseException:
                # Where the disk is full SQLite may have rolled back already.
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
    finally:
        lent.close()
