"""Keeps the list of what was deleted for good outside the backups, and deletes by it what a restore brought back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.errors import EnvironmentProblem, InputProblem
from qa_desktop.sync.server.administration import as_oneself, as_owner, one, rows

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

FORM = "qa-desktop deletions 1"
Key = tuple[str, str, str]
_SERVER = "SELECT id FROM epoch ORDER BY no LIMIT 1"
_NOTED = (
    "SELECT audit, stream, coalesce(op_id::text, ''), listed_at IS NOT NULL, jsonb_strip_nulls(jsonb_build_object("
    "'audit', audit, 'stream', nullif(stream, ''), 'operation', op_id, 'certificate', certificate, 'at', at))::text "
    "FROM erasure ORDER BY no"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """How list and server compare."""

    names: int
    """How many deletions the list names now."""
    added: int
    unknown: int
    """How many of them this server does not know of: it was set back, and laptops are turned away since."""


@dataclass(frozen=True, slots=True)
class DeletedAgain:
    """What a restored server had deleted by the list."""

    erased: int
    noted: int
    """Not in the backup: left out when a laptop brings it."""
    known: int


def keep_list(connection: Connection, file: Path, *, dry_run: bool = False) -> Kept:
    """Write what was deleted since into the list; turn laptops away where the list knows of more than the server.

    Raises:
        InputProblem: the file is no such list, or another server's.
        EnvironmentProblem: it cannot be read or written.
    """
    # The watchdog and cron may come at the same time: one after the other writes the file.
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('qa-desktop deletions'))")
    as_owner(connection)
    server = str(one(connection, _SERVER))
    listed = _read(file, server) if file.exists() else None
    noted = {_key_of(row): str(row[4]) for row in rows(connection, _NOTED)}
    missing = [line for key, line in noted.items() if key not in (listed or {})]
    unknown = len((listed or {}).keys() - noted.keys())
    if not dry_run:
        _write(file, server if listed is None else None, missing)
        connection.execute("UPDATE erasure SET listed_at = clock_timestamp() WHERE listed_at IS NULL")
        if unknown:
            connection.execute("SELECT shut()")
    as_oneself(connection)
    return Kept(len(listed or {}) + len(missing), len(missing), unknown)


def delete_again(connection: Connection, file: Path) -> DeletedAgain:
    """Delete what the list names and a backup brought back; the new epoch has begun, in this very transaction.

    Raises:
        InputProblem: the file is no such list, another server's, or older than the backup.
        EnvironmentProblem: it cannot be read.
    """
    as_owner(connection)
    listed = _read(file, str(one(connection, _SERVER)))
    older = sum(1 for row in rows(connection, _NOTED) if row[3] and _key_of(row) not in listed)
    if older:
        raise InputProblem(
            f"{file} is older than the backup: it lacks {older} deletions that were written to a list before. Look for "
            "the newest list."
        )
    outcomes = [str(one(connection, "SELECT erase_again(%s::jsonb)", line)) for line in listed.values()]
    as_oneself(connection)
    return DeletedAgain(outcomes.count("erased"), outcomes.count("noted"), outcomes.count("known"))


def _key_of(row: tuple[object, ...]) -> Key:
    return str(row[0]), str(row[1]), str(row[2])


def _read(file: Path, server: str) -> dict[Key, str]:
    """Return the lines of the list; one that a crash cut off at the end was never relied on, and is left out."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"The list {file} cannot be read: {error}") from error
    first, *others = text[: text.rfind("\n") + 1].splitlines() or [""]
    head = _parsed(first, file)
    if head.get("list") != FORM:
        raise InputProblem(f"{file} is no list of deletions. “qa-desktop server deletions FILE” writes one.")
    if head.get("server") != server:
        raise InputProblem(f"{file} is the list of another server. Nothing was changed.")
    found = {}
    for line in others:
        said = _parsed(line, file)
        key = (str(said.get("audit", "")), str(said.get("stream", "")), str(said.get("operation", "")))
        if not key[0] or bool(key[1]) != bool(key[2]) or bool(key[2]) == ("certificate" in said):
            raise InputProblem(f"{file} has a line that names nothing: {line[:80]}")
        found[key] = line
    return found


def _parsed(line: str, file: Path) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise InputProblem(f"{file} has a line that is damaged: {line[:80]!r}") from error
    return said if isinstance(said, dict) else {}


def _write(file: Path, new_for: str | None, lines: Iterable[str]) -> None:
    """Put lines behind those that are there, safe on the disk before this returns."""
    head = [] if new_for is None else [json.dumps({"list": FORM, "server": new_for})]
    text = "".join(f"{line}\n" for line in [*head, *lines])
    if not text:
        return
    try:
        with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
            whole = stream.read().rfind(b"\n") + 1
            stream.seek(whole)
            stream.truncate()
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise EnvironmentProblem(f"The list {file} cannot be written: {error}") from error
