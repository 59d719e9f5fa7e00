"""Connects an administrator to the server, so that every command speaks of trouble in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from qa_desktop.errors import InputProblem, NetworkProblem, NotAllowed, QaDesktopError

if TYPE_CHECKING:
    import psycopg

Connection: TypeAlias = "psycopg.Connection[tuple[object, ...]]"

OWNER = "qa_owner"
LAPTOPS = "qa_laptop"
WATCHDOG = "qa_watchdog"
READERS = "qa_reader"

SET_UP = "Run “qa-desktop server init” or “qa-desktop server upgrade”."
_PRIVILEGE = "42501"
_UNDEFINED = frozenset({"3F000", "42P01", "42883", "42704"})


@contextmanager
def administering(dsn: str, *, dry_run: bool = False) -> Iterator[Connection]:
    """Give a connection with one transaction: kept at the end, taken back where it is a dry run or goes wrong."""
    import psycopg  # noqa: PLC0415 - start-up must not load it

    try:
        connection = psycopg.connect(dsn, application_name="qa-desktop server")
    except psycopg.Error as error:
        raise NetworkProblem(f"The server cannot be reached: {_first_line(error)}") from error
    try:
        quieten(connection)
        yield connection
        if dry_run:
            connection.rollback()
        else:
            connection.commit()
    except psycopg.Error as error:
        raise explained(error) from error
    finally:
        connection.close()


def quieten(connection: Connection) -> None:
    """Keep what this session says out of the server's log, where the login may decide that."""
    if one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is True:
        connection.execute("SET log_statement = 'none'")
        connection.execute("SET log_min_duration_statement = -1")


def one(connection: Connection, statement: str, *values: object) -> object:
    """Return the first column of the first row; None where there is no row."""
    row = connection.execute(statement.encode(), values or None).fetchone()
    return None if row is None else row[0]


def rows(connection: Connection, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Return every row."""
    return connection.execute(statement.encode(), values or None).fetchall()


def as_owner(connection: Connection) -> None:
    """Act as the owner of the schema for the rest of the transaction; raise InputProblem where there is none yet."""
    if one(connection, "SELECT to_regrole(%s)", OWNER) is None:
        raise InputProblem(f"This database is not set up. {SET_UP}")
    connection.execute(b"SET LOCAL ROLE qa_owner")
    connection.execute(b"SET LOCAL search_path = qa, pg_catalog")


def as_oneself(connection: Connection) -> None:
    """Act as the login that connected again."""
    connection.execute(b"RESET ROLE")


def explained(error: psycopg.Error) -> QaDesktopError:
    """Return what the server said in plain words, with what to do."""
    if error.sqlstate == _PRIVILEGE:
        return NotAllowed(
            f"This login may not do that: {_first_line(error)}. Connect as a superuser of the dedicated cluster."
        )
    if error.sqlstate in _UNDEFINED:
        return InputProblem(f"This database is not set up, or not up to date: {_first_line(error)}. {SET_UP}")
    return InputProblem(f"The server does not accept this: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
