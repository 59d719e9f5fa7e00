"""Sets the shared database up and carries it forward, in one transaction each, so that it is never half done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

from qa_desktop.errors import InputProblem
from qa_desktop.sync.server.administration import as_oneself, as_owner, one, rows
from qa_desktop.sync.server.hardening import harden

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

_MIGRATION_TABLE = """
CREATE TABLE IF NOT EXISTS qa.migration(
    number int PRIMARY KEY,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; once released it is never edited."""

    number: int
    name: str
    text: str

    @property
    def sha256(self) -> bytes:
        """What tells a step that was edited afterwards."""
        return hashlib.sha256(self.text.encode()).digest()


def migrations() -> tuple[Migration, ...]:
    """Return every step of the schema in order."""
    folder = resources.files("qa_desktop.sync.server") / "migrations"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda one: one.name)
    return tuple(
        Migration(int(entry.name[:4]), entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
        for entry in files
    )


def initialise(connection: Connection) -> list[str]:
    """Make roles, rights and schema; return what was done. Doing it twice changes nothing."""
    done = list(_make_roles(connection))
    for schema in ("qa", "qa_reading"):
        if one(connection, "SELECT true FROM pg_namespace WHERE nspname = %s", schema) is None:
            connection.execute(f"CREATE SCHEMA {schema} AUTHORIZATION qa_owner".encode())
            done.append(f"made the schema {schema}")
    done += harden(connection)
    return done + upgrade(connection)


def upgrade(connection: Connection, steps: tuple[Migration, ...] | None = None) -> list[str]:
    """Apply the steps that are missing; refuse a database that is newer than this program or was tampered with."""
    as_owner(connection)
    connection.execute("SET LOCAL client_min_messages = warning")
    connection.execute(_MIGRATION_TABLE)
    connection.execute("LOCK TABLE qa.migration IN ACCESS EXCLUSIVE MODE")
    known = steps if steps is not None else migrations()
    applied = {int(str(row[0])): row[1] for row in rows(connection, "SELECT number, sha256 FROM qa.migration")}
    if applied and max(applied) > max(step.number for step in known):
        raise InputProblem("The database was set up by a newer QA Desktop. Use that version to look after it.")
    done = []
    for step in known:
        if step.number in applied:
            if applied[step.number] != step.sha256:
                raise InputProblem(f"Step {step.name} of the database is another one than this program's. Tell us.")
            continue
        connection.execute(step.text.encode())
        connection.execute(
            "INSERT INTO qa.migration(number, name, sha256) VALUES (%s, %s, %s)", (step.number, step.name, step.sha256)
        )
        done.append(f"applied {step.name}")
    as_oneself(connection)
    return done


def begin_epoch(connection: Connection, why: str) -> str:
    """Begin a new epoch after a restore: every laptop then offers again what this server lacks."""
    as_owner(connection)
    epoch = one(connection, "SELECT qa.begin_epoch(%s)", why)
    connection.execute("UPDATE qa.alarm SET settled_at = clock_timestamp() WHERE settled_at IS NULL")
    as_oneself(connection)
    return str(epoch)


def note_backup(connection: Connection, until: str) -> None:
    """Note that a backup that was tried holds all that was received before a moment; raise InputProblem."""
    try:
        moment = datetime.fromisoformat(until)
    except ValueError as error:
        raise InputProblem(f"{until!r} is no moment. Write it like 2026-12-01T02:00+00:00.") from error
    if moment.tzinfo is None:
        raise InputProblem("Say the offset too, for example 2026-12-01T02:00+00:00: a wrong hour could lose work.")
    as_owner(connection)
    if one(connection, "SELECT %s > clock_timestamp()", moment) is True:
        raise InputProblem(
            "That moment has not come yet on the server's clock. Give the one when the backup was begun."
        )
    connection.execute("INSERT INTO backup(covers) VALUES (%s)", (moment,))
    as_oneself(connection)


def _make_roles(connection: Connection) -> Iterator[str]:
    for role in ("qa_owner", "qa_laptop", "qa_watchdog", "qa_reader"):
        if one(connection, "SELECT true FROM pg_roles WHERE rolname = %s", role) is None:
            connection.execute(f"CREATE ROLE {role} NOLOGIN".encode())
            yield f"made the role {role}, which cannot log in"
    if one(connection, "SELECT pg_has_role(current_user, 'qa_owner', 'member')") is not True:
        connection.execute("GRANT qa_owner TO CURRENT_USER")
    for role in ("pg_signal_backend", "pg_read_all_stats"):
        if one(connection, "SELECT pg_has_role('qa_owner', %s, 'member')", role) is not True:
            connection.execute(f"GRANT {role} TO qa_owner".encode())
            yield f"gave {role} to qa_owner, for the watchdog"
