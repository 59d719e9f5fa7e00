"""The SQLAlchemy engine over the encrypted file: pragmas, transactions and errors are settled here, once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from qa_desktop.models.data_key import DataKey
from qa_desktop.models.sqlcipher import Mode, connect, problem_of

BEGIN = "qa_desktop_begin"
"""Execution option: how a transaction begins."""

POOL_SIZE = 2


def make_engine(file: Path, key: DataKey, mode: Mode = Mode.EXISTING) -> Engine:
    """Return an engine for the file. Its errors are the user-facing ones of `errors.py` wherever there is one."""
    engine = create_engine(
        "sqlite://",
        # Without `module` SQLAlchemy would not know sqlcipher3's exceptions for database errors.
        module=dbapi2,
        creator=lambda: connect(file, key, mode),
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=0,
        # The connection that was used last still holds in memory what it read; another one decrypts it anew.
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own transactions would commit before DDL and leave a failed migration half done.
        connection.exec_driver_sql(str(connection.get_execution_options().get(BEGIN, "BEGIN")))

    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        problem = problem_of(context.original_exception, file)
        if problem is not None:
            context.chained_exception = problem

    return engine


def immediate(engine: Engine) -> Engine:
    """Return the engine whose transactions take the write lock at once, so that none fails half way for the lock."""
    return engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
