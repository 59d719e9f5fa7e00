"""Speaks docs/sync-protocol.md with a real PostgreSQL, over TLS that proves who the server is."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString, cast
from uuid import UUID

import psycopg
from psycopg.rows import tuple_row
from psycopg.types.string import ByteaBinaryLoader

from qa_desktop.domain.arrivals import RawPage, WireRow
from qa_desktop.domain.directory import DirectoryNews
from qa_desktop.domain.exchange import (
    Acquaintance,
    Answer,
    Deleted,
    Greeting,
    Head,
    Me,
    PartAnswer,
    Placed,
    Position,
    Verdict,
)
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, canonical_json
from qa_desktop.domain.trouble import Trouble
from qa_desktop.sync.client.binary import Value, big_integer, integer, json_words, raw, raws, words
from qa_desktop.sync.client.columns import acquaintance_from, line_from, push_columns
from qa_desktop.sync.client.feed_rows import page_of, places_from
from qa_desktop.sync.client.patience import CallGuard
from qa_desktop.sync.client.postgres_notices import PostgresNotices
from qa_desktop.sync.client.sendable import is_identity
from qa_desktop.sync.client.transport import (
    MOST_A_PULL,
    NOT_UNDERSTOOD,
    SET_BACK,
    BlobPart,
    LineBroke,
    NotAdmitted,
    Suspended,
)
from qa_desktop.sync.client.under_way import CallsUnderWay, Cell, Row

NOBODY = "The server does not know this sign-in, or it has ended. Ask your QA team."
NO_RIGHTS = "The server does not let this sign-in call what QA Desktop needs. Tell your IT service."
OLDER_SERVER = (
    "The server is older than this QA Desktop and lacks something that it needs. Tell your IT service; it goes on once "
    "the server is upgraded."
)
NO_ROOM = (
    "The server has no room left. Tell your IT service. Everything stays safe on this laptop; it goes with the next "
    "sync once there is room."
)
ONLY_READ = (
    "The server can only be read at the moment. Everything stays safe on this laptop and goes with a later sync. Tell "
    "your IT service if this lasts."
)
BROKEN = "The connection to the server broke. What was left goes with the next sync."
MOST_PEOPLE = 500
MOST_AUDITS = 2000

_PUSH = f"SELECT n, result, reason FROM qa.push({', '.join(f'${n}' for n in range(1, 18))}) ORDER BY n"  # noqa: S608 - numbers of ours
_HELLO = (
    "SELECT server_protocol, epoch, position_known, restored, me || qa.standing($4), server_time, mismatched, unknown, "
    "oldest_protocol FROM qa.hello($1, $2, $3)"
)
_FEED = (
    "SELECT context, op_id, kind, path, base, seq, client_ms, facts, body, salt, commit, signature, stream_head FROM "
)
_PULL = f"{_FEED}qa.pull($1, $2, $3, $4, $5)"  # a constant of ours
_STREAM: LiteralString = f"{_FEED}qa.stream(%s::text, %s::bigint, %s::int)"
_HAVE = "SELECT * FROM qa.have(%b::uuid[])"
_PEOPLE = "SELECT id, name, role, team, device_keys, certificate, address, approved, revoked FROM qa.people(%b::text[])"
_DIRECTORY = "SELECT state, whole, kind, key, told, at FROM qa.directory(%s::text)"
_WANTED = "SELECT sha256, here FROM qa.blobs_wanted($1, $2)"
_PUT = "SELECT qa.put_blob($1, $2, $3, $4, $5)"
_GET = "SELECT parts, data FROM qa.get_blob($1, $2, $3)"


class PostgresTransport(PostgresNotices):
    """Implements `Transport` on one connection in autocommit: one statement a transaction, none left open."""

    def __init__(self, connection: psycopg.Connection[tuple[Cell, ...]], device_key: bytes = b"") -> None:
        super().__init__(self._ask)
        # Identities come as their 16 bytes: what came can be kept as it is.
        connection.adapters.register_loader("uuid", ByteaBinaryLoader)
        self._connection = connection
        self._device_key = device_key
        self._offered: deque[tuple[OperationId, ...]] = deque()
        self._first_page: _FirstPage | None = None
        self._closing = threading.Lock()
        self._guard = CallGuard(self.hang_up)
        self._calls = CallsUnderWay(connection, self._guard.moved)

    def hello(self, protocol: int, position: Position | None, heads: Mapping[Stream, Head], mine: str = "") -> Greeting:
        """Say who calls and compare position and heads; the first page of the feed is asked for in the same breath."""
        spot = None if position is None else {"epoch": position.epoch, "xid": position.xid, "seq": position.seq}
        named = {str(stream): [head.rev, head.digest.hex()] for stream, head in heads.items()}
        with self._guard.call(), plain_sentences():
            said = (json_words(canonical_json(spot)), json_words(canonical_json(named)), raw(self._device_key))
            self._calls.send(_HELLO, (integer(protocol), *said))
            self._calls.send(_PULL, _wanted(position, MOST_A_PULL, mine))
            (row,) = self._calls.receive()
            self._first_page = _FirstPage((position, MOST_A_PULL, mine), *self._rows_or_problem())
        return Greeting(
            server_protocol=cast("int", row[0]),
            epoch=str(row[1]),
            position_known=bool(row[2]),
            restored=bool(row[3]),
            me=_me(cast("dict[str, str | None]", row[4])),
            server_time=cast("datetime", row[5]),
            mismatched=_streams(row[6]),
            unknown=_streams(row[7]),
            oldest_protocol=cast("int", row[8]),
        )

    def have(self, op_ids: Sequence[OperationId]) -> frozenset[OperationId]:
        """Return those that the server holds and this person may know of."""
        asked = [UUID(one) for one in op_ids if is_identity(one)]
        return frozenset(OperationId(str(row[0])) for row in self._ask(_HAVE, asked))

    def offer(self, operations: Sequence[Operation]) -> None:
        """Offer operations without waiting for what becomes of them."""
        with self._guard.call(), plain_sentences():
            self._calls.send(_PUSH, push_columns(operations))
        self._offered.append(tuple(one.op_id for one in operations))

    def answers(self) -> tuple[Answer, ...]:
        """Return what became of the oldest offer: one answer for each operation, in order."""
        with self._guard.call(), plain_sentences():
            rows = self._calls.receive()
        offered = self._offered.popleft()
        return tuple(
            Answer(op_id, _verdict(row[1]), str(row[2] or "")) for op_id, row in zip(offered, rows, strict=False)
        )

    def push(self, operations: Sequence[Operation]) -> tuple[Answer, ...]:
        """Offer operations and wait for what becomes of them."""
        self.offer(operations)
        return self.answers()

    def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
        """Return the next page of the feed, as it comes; None where it was read to its end."""
        page, self._first_page = self._first_page, None
        with self._guard.call(), plain_sentences():
            if page is None or page.asked != (position, most, mine):
                self._calls.send(_PULL, _wanted(position, most, mine))
                page = _FirstPage((position, most, mine), *self._rows_or_problem())
            if page.problem is not None:
                raise page.problem
            return page_of(cast("list[WireRow]", page.rows))

    def stream(self, stream: Stream, from_rev: int, most: int) -> tuple[Placed, ...]:
        """Return operations of one stream from a revision on."""
        with plain_sentences():
            return places_from(cast("list[WireRow]", self._ask(_STREAM, str(stream), from_rev, most)))

    def ask_wanted(self, stream: Stream, blobs: Sequence[DocumentId]) -> None:
        """Ask which of them the server lacks."""
        self._send(_WANTED, words(str(stream)), raws([bytes.fromhex(blob) for blob in blobs]))

    def wanted(self) -> Mapping[DocumentId, frozenset[int]]:
        """Return the answer to the oldest such question: what is lacking, with the parts of it that are there."""
        rows = self._receive()
        return {DocumentId(cast("bytes", row[0]).hex()): frozenset(cast("list[int]", row[1])) for row in rows}

    def offer_part(self, stream: Stream, blob: DocumentId, part: int, part_of: BlobPart) -> None:
        """Send one part, counted from 0."""
        place = (words(str(stream)), raw(bytes.fromhex(blob)), integer(part), integer(part_of.parts))
        self._send(_PUT, *place, raw(part_of.data))

    def part_answer(self) -> PartAnswer:
        """Return what the server did with the oldest part that was sent."""
        (row,) = self._receive()
        with plain_sentences():
            return PartAnswer(str(row[0]))

    def ask_part(self, stream: Stream, blob: DocumentId, part: int) -> None:
        """Ask for one part, counted from 0."""
        self._send(_GET, words(str(stream)), raw(bytes.fromhex(blob)), integer(part))

    def part(self) -> BlobPart | None:
        """Return the oldest part that was asked for; None where it is not there yet, or not for this person."""
        rows = self._receive()
        return BlobPart(cast("bytes", rows[0][1]), cast("int", rows[0][0])) if rows else None

    def backed_up(self) -> datetime | None:
        """Return the moment of the server before which everything is in a backup that was tried; None without one."""
        return cast("datetime | None", self._ask("SELECT qa.backed_up()")[0][0])

    def deleted(self, audits: Collection[AuditId]) -> Deleted:
        """Return what of these audits was deleted for good."""
        asked = list(audits)
        rows: list[Row] = []
        for start in range(0, len(asked), MOST_AUDITS):
            rows += self._ask("SELECT * FROM qa.deleted(%s)", asked[start : start + MOST_AUDITS])
        return Deleted(
            frozenset(AuditId(str(row[0])) for row in rows if row[1] is None),
            frozenset(OperationId(str(row[1])) for row in rows if row[1] is not None),
        )

    def people(self, ids: Collection[PersonId]) -> tuple[Acquaintance, ...]:
        """Return what verifies the operations of these people; those that are unknown there are left out."""
        asked = list(ids)
        found: list[Acquaintance] = []
        for start in range(0, len(asked), MOST_PEOPLE):
            rows = self._ask(_PEOPLE, asked[start : start + MOST_PEOPLE])
            found += [acquaintance_from(row) for row in rows]
        return tuple(found)

    def directory(self, since: str) -> DirectoryNews:
        """Return who is who, as far as it changed since a state and may be seen."""
        rows = self._ask(_DIRECTORY, since)
        lines = tuple(line_from(row[2:]) for row in rows if row[2] is not None)
        return DirectoryNews(str(rows[0][0]), bool(rows[0][1]), lines)

    def close(self) -> None:
        """Hang up."""
        self._guard.end()
        with self._closing:
            self._connection.close()

    def hang_up(self) -> None:
        """End the line at once, on any thread: a call that waits for its answer ends as when a cable is pulled."""
        with self._closing, suppress(psycopg.Error, OSError):
            line = socket.socket(fileno=self._connection.pgconn.socket)
            try:
                line.shutdown(socket.SHUT_RDWR)
            finally:
                line.detach()

    def _ask(self, question: LiteralString, *values: object) -> list[Row]:
        with (
            self._guard.call(),
            plain_sentences(),
            self._connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            cursor.execute(question, values)
            return cursor.fetchall()

    def _send(self, statement: str, *values: Value) -> None:
        with self._guard.call(), plain_sentences():
            self._calls.send(statement, values)

    def _receive(self) -> list[Row]:
        with self._guard.call(), plain_sentences():
            return self._calls.receive()

    def _rows_or_problem(self) -> tuple[list[Row], psycopg.Error | None]:
        try:
            return self._calls.receive(), None
        except psycopg.Error as problem:
            return [], problem


@dataclass(frozen=True, slots=True)
class _FirstPage:
    """The page that came with hello. What went wrong with it is nobody's trouble until it is wanted."""

    asked: tuple[Position | None, int, str]
    rows: list[Row]
    problem: psycopg.Error | None


def _wanted(position: Position | None, most: int, mine: str) -> tuple[Value, ...]:
    """Return the arguments of `qa.pull`."""
    epoch, xid, seq = (None, None, None) if position is None else (position.epoch, position.xid, position.seq)
    return words(epoch), big_integer(xid), big_integer(seq), integer(most), words(mine or None)


@contextmanager
def plain_sentences() -> Iterator[None]:
    """Turn what the server says into what the engine knows."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        if state == "QA001":
            raise Suspended(SET_BACK, Trouble.SET_BACK) from error
        if state.startswith("28"):
            raise NotAdmitted(NOBODY, Trouble.NOBODY) from error
        if state == "42883":
            raise NotAdmitted(OLDER_SERVER, Trouble.SERVER_TOO_OLD) from error
        if state in ("42501", "3F000", "42P01"):
            raise NotAdmitted(NO_RIGHTS, Trouble.NO_RIGHTS) from error
        if state.startswith("53"):
            raise LineBroke(NO_ROOM) from error
        if state == "25006":
            raise LineBroke(ONLY_READ) from error
        raise LineBroke(BROKEN) from error
    except (ValueError, TypeError) as error:
        raise LineBroke(NOT_UNDERSTOOD) from error


def _me(said: Mapping[str, str | None]) -> Me:
    return Me(
        id=PersonId(said.get("id") or ""),
        role=said.get("role") or "",
        team=said.get("team") or "",
        state=said.get("state") or "new",
        directory=said.get("directory") or "",
        keys=said.get("keys") or "",
        under_way=said.get("under_way") or "",
        aside=said.get("aside") or "",
    )


def _verdict(result: Cell) -> Verdict:
    """Return the verdict; one that this version does not know is tried again later."""
    try:
        return Verdict(str(result))
    except ValueError:
        return Verdict.BUSY


def _streams(names: Cell) -> tuple[Stream, ...]:
    return tuple(Stream.parse(str(name)) for name in cast("list[str]", names or []))
