"""Runs statements in SQLAlchemy's transactions but on the driver itself, which costs a tenth of the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from qa_desktop.models.engine import immediate
from qa_desktop.models.sqlcipher import plain_sentences
from qa_desktop.models.statement import Run


@contextmanager
def reading(engine: Engine, file: Path) -> Iterator[Run]:
    """Lend one moment's view of the store."""
    with engine.begin() as connection, plain_sentences(file):
        yield driver_of(connection)


@contextmanager
def writing(engine: Engine, file: Path) -> Iterator[Run]:
    """Lend a transaction: all of it is durable when this ends, or none of it where an error leaves it."""
    with immediate(engine).begin() as connection, plain_sentences(file):
        yield driver_of(connection)


def driver_of(connection: Connection) -> Run:
    """Return the driver's own way to run a statement on the connection's transaction."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    run: Run = driver.execute
    return run
