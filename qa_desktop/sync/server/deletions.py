"""Keeps the list of what was deleted for good, and of who ordered what, outside the backups; a restore goes by it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.domain.retention import ORDERS
from qa_desktop.errors import EnvironmentProblem, InputProblem
from qa_desktop.sync.server.administration import as_oneself, as_owner, one, rows

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

FORM = "qa-desktop deletions 2"
_WITHOUT_ORDERS = "qa-desktop deletions 1"
"""What older versions wrote: it names deletions, and neither holds nor who ordered what."""
Key = tuple[str, str, str]
_SERVER = "SELECT id FROM epoch ORDER BY no LIMIT 1"
_NOTED = (
    "SELECT audit, stream, coalesce(op_id::text, ''), listed_at IS NOT NULL, jsonb_strip_nulls(jsonb_build_object("
    "'audit', audit, 'stream', nullif(stream, ''), 'operation', op_id, 'certificate', certificate, 'at', at))::text, "
    "no FROM erasure ORDER BY no"
)
# Of a disposed audit the orders to redact are gone like all else, but for those that a list has.
_ORDERED = (
    "SELECT r.op_id::text, r.listed_at IS NOT NULL, (a.state = 'disposed' AND r.stream <> 'retention') IS NOT TRUE, "
    "r.no FROM ordered r LEFT JOIN audit a ON a.id = r.audit ORDER BY r.no"
)
_LINES = "SELECT order_line(op_id) FROM ordered WHERE op_id = ANY(%s::uuid[]) ORDER BY no"
_BY_LIST_ALONE = "SELECT count(*) FROM ordered WHERE said IS NOT NULL"
_TAKE = "SELECT take_listed(array(SELECT audit FROM ordered WHERE said IS NOT NULL), %s)"
_HOLDS_BY_LIST = (
    "SELECT r.audit, (r.said ->> 'facts')::json ->> 'reason', coalesce(p.name, r.said ->> 'author') FROM qa.ordered r "
    "LEFT JOIN qa.person p ON p.id = r.said ->> 'author' WHERE r.said IS NOT NULL AND r.kind = 'hold' ORDER BY r.no"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """How list and server compare."""

    names: int
    """How many deletions the list names now."""
    added: int
    orders: int
    """How many orders the list holds now: to delete, to hold and to release."""
    orders_added: int
    unknown: int
    """How many of its lines this server does not know of: it was set back, and laptops are turned away since."""


@dataclass(frozen=True, slots=True)
class DeletedAgain:
    """What a restored server did by the list."""

    erased: int
    noted: int
    """Not in the backup: left out when a laptop brings it."""
    known: int
    orders: int
    """Orders that the backup lacked and that have their places again, so that laptops are told of them."""
    waiting: int
    """Orders that count by the list alone, until a laptop brings what they need."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """The lines of a list."""

    form: str = ""
    deletions: dict[Key, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)


def keep_list(connection: Connection, file: Path, *, dry_run: bool = False) -> Kept:
    """Write what was ordered and deleted since into the list; turn laptops away where it knows of more than the server.

    Raises:
        InputProblem: the file is no such list, or another server's.
        EnvironmentProblem: it cannot be read or written.
    """
    # The watchdog and cron may come at the same time: one after the other writes the file.
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('qa-desktop deletions'))")
    as_owner(connection)
    server = str(one(connection, _SERVER))
    listed = _read(file, server) if file.exists() else _Listed()
    # Orders first: what two of them have led to meanwhile is among the deletions then.
    ordered, noted = rows(connection, _ORDERED), rows(connection, _NOTED)
    new_orders = [str(row[0]) for row in ordered if row[2] and row[0] not in listed.orders]
    orders = [str(row[0]) for row in rows(connection, _LINES, new_orders) if row[0]]
    deletions = [str(row[4]) for row in noted if _key_of(row) not in listed.deletions]
    unknown = len(listed.deletions.keys() - {_key_of(row) for row in noted})
    unknown += len(listed.orders.keys() - {str(row[0]) for row in ordered})
    if not dry_run:
        needs_head = listed.form == "" or (bool(orders) and listed.form != FORM)
        _write(file, server if needs_head else None, [*orders, *deletions])
        _note_as_listed(connection, "erasure", [row[5] for row in noted if not row[3]])
        _note_as_listed(connection, "ordered", [row[3] for row in ordered if not row[1]])
        if unknown:
            connection.execute("SELECT shut()")
    as_oneself(connection)
    names, held = len(listed.deletions) + len(deletions), len(listed.orders) + len(orders)
    return Kept(names, len(deletions), held, len(orders), unknown)


def delete_again(connection: Connection, file: Path) -> DeletedAgain:
    """Delete what the list names and a backup brought back, and take its orders; the new epoch has begun beside it.

    Raises:
        InputProblem: the file is no such list, another server's, or older than the backup.
        EnvironmentProblem: it cannot be read.
    """
    as_owner(connection)
    listed = _read(file, str(one(connection, _SERVER)))
    older = sum(1 for row in rows(connection, _NOTED) if row[3] and _key_of(row) not in listed.deletions)
    older += sum(1 for row in rows(connection, _ORDERED) if row[1] and row[2] and row[0] not in listed.orders)
    if older:
        raise InputProblem(
            f"{file} is older than the backup: it lacks {older} deletions or orders that were written to a list "
            "before. Look for the newest list."
        )
    outcomes = [str(one(connection, "SELECT erase_again(%s::jsonb)", line)) for line in listed.deletions.values()]
    for line in listed.orders.values():
        connection.execute("SELECT note_listed(%s::jsonb)", (line,))
    before = int(str(one(connection, _BY_LIST_ALONE)))
    connection.execute(_TAKE.encode(), (False,))
    waiting = int(str(one(connection, _BY_LIST_ALONE)))
    as_oneself(connection)
    return DeletedAgain(
        outcomes.count("erased"), outcomes.count("noted"), outcomes.count("known"), before - waiting, waiting
    )


def holds_by_list(connection: Connection) -> list[str]:
    """Return a line for every hold that a restored server knows by its list alone."""
    return [f"{row[0]}  {row[1]}  placed by {row[2]}" for row in rows(connection, _HOLDS_BY_LIST)]


def take_holds_without_words(connection: Connection) -> None:
    """Give such holds their places without what they said in words, so that people can release them."""
    as_owner(connection)
    connection.execute(_TAKE.encode(), (True,))
    as_oneself(connection)


def _note_as_listed(connection: Connection, table: str, numbers: list[object]) -> None:
    statement = f"UPDATE {table} SET listed_at = clock_timestamp() WHERE no = ANY(%s::bigint[])"  # noqa: S608 - constants of ours
    connection.execute(statement.encode(), (numbers,))


def _key_of(row: tuple[object, ...]) -> Key:
    return str(row[0]), str(row[1]), str(row[2])


def _read(file: Path, server: str) -> _Listed:
    """Return the lines of the list; one that a crash cut off at the end was never relied on, and is left out."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"The list {file} cannot be read: {error}") from error
    first, *others = text[: text.rfind("\n") + 1].splitlines() or [""]
    form = _form_of(_parsed(first, file), file, server)
    deletions, orders = {}, {}
    for line in others:
        said = _parsed(line, file)
        if "list" in said:
            # A list that an older version began goes on below a head of its own.
            form = _form_of(said, file, server)
        elif "order" in said:
            orders[_order_of(said, line, file)] = line
        else:
            deletions[_deletion_of(said, line, file)] = line
    return _Listed(form, deletions, orders)


def _form_of(head: Mapping[str, object], file: Path, server: str) -> str:
    form = str(head.get("list", ""))
    if form not in (FORM, _WITHOUT_ORDERS):
        raise InputProblem(f"{file} is no list of deletions. “qa-desktop server deletions FILE” writes one.")
    if head.get("server") != server:
        raise InputProblem(f"{file} is the list of another server. Nothing was changed.")
    return form


def _deletion_of(said: Mapping[str, object], line: str, file: Path) -> Key:
    key = (str(said.get("audit", "")), str(said.get("stream", "")), str(said.get("operation", "")))
    if not key[0] or bool(key[1]) != bool(key[2]) or bool(key[2]) == ("certificate" in said):
        raise _names_nothing(line, file)
    return key


def _order_of(said: Mapping[str, object], line: str, file: Path) -> str:
    sent = said.get("sent")
    if not isinstance(sent, dict) or said.get("kind") not in ORDERS:
        raise _names_nothing(line, file)
    place = f"{said.get('audit')}/{said.get('stream')}"
    if (sent.get("op_id"), sent.get("kind"), sent.get("stream")) != (said["order"], said["kind"], place):
        raise _names_nothing(line, file)
    return str(said["order"])


def _names_nothing(line: str, file: Path) -> InputProblem:
    return InputProblem(f"{file} has a line that names nothing: {line[:80]}")


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
