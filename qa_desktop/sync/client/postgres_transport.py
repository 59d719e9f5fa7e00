"""Speaks docs/sync-protocol.md with a real PostgreSQL, over TLS that proves who the server is."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import LiteralString, cast
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from qa_desktop.domain.directory import DirectoryNews
from qa_desktop.domain.exchange import (
    Acquaintance,
    Answer,
    FeedEntry,
    Greeting,
    Head,
    Me,
    PartAnswer,
    Placed,
    Position,
    Verdict,
)
from qa_desktop.domain.ids import DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.sync.client.columns import (
    Cell,
    acquaintance_from,
    entry_from,
    line_from,
    placed_from,
    push_columns,
)
from qa_desktop.sync.client.sendable import is_identity
from qa_desktop.sync.client.transport import SET_BACK, BlobPart, LineBroke, NotAdmitted, Suspended
from qa_desktop.sync.client.under_way import CallsUnderWay

NOBODY = "The server does not know this sign-in, or it has ended. Ask your QA team."
NO_RIGHTS = "The server does not let this sign-in call what QA Desktop needs. Tell your IT service."
BROKEN = "The connection to the server broke. What was left goes with the next sync."
MOST_PEOPLE = 500

_PUSH = f"SELECT n, result, reason FROM qa.push({', '.join(f'${n}' for n in range(1, 17))}) ORDER BY n"  # noqa: S608 - numbers of ours
_HELLO = (
    "SELECT server_protocol, epoch, position_known, restored, me, server_time, mismatched, unknown "
    "FROM qa.hello(%s::int, %s::jsonb, %s::jsonb)"
)
_PULL = "SELECT * FROM qa.pull(%s::text, %s::bigint, %s::bigint, %s::int)"
_STREAM = "SELECT * FROM qa.stream(%s::text, %s::bigint, %s::int)"
_HAVE = "SELECT * FROM qa.have(%b::uuid[])"
_PEOPLE = "SELECT id, name, role, team, device_keys, certificate, address FROM qa.people(%b::text[])"
_DIRECTORY = "SELECT state, whole, kind, key, told, at FROM qa.directory(%s::text)"
_WANTED = "SELECT * FROM qa.blobs_wanted(%s::text, %b::bytea[])"
_PUT = "SELECT qa.put_blob(%s::text, %b::bytea, %s::int, %s::int, %b::bytea)"
_GET = "SELECT parts, data FROM qa.get_blob(%s::text, %b::bytea, %s::int)"


class PostgresTransport:
    """Implements `Transport` on one connection in autocommit: one function a transaction, none left open."""

    def __init__(self, connection: psycopg.Connection[tuple[Cell, ...]]) -> None:
        self._connection = connection
        self._calls = CallsUnderWay(connection)
        self._offered: deque[tuple[OperationId, ...]] = deque()

    def hello(self, protocol: int, position: Position | None, heads: Mapping[Stream, Head]) -> Greeting:
        """Say who calls and compare position and heads."""
        spot = None if position is None else {"epoch": position.epoch, "xid": position.xid, "seq": position.seq}
        named = {str(stream): [head.rev, head.digest.hex()] for stream, head in heads.items()}
        (row,) = self._ask(_HELLO, protocol, json.dumps(spot), json.dumps(named))
        me = cast("dict[str, str | None]", row[4])
        return Greeting(
            server_protocol=cast("int", row[0]),
            epoch=str(row[1]),
            position_known=bool(row[2]),
            restored=bool(row[3]),
            me=Me(
                id=PersonId(me.get("id") or ""),
                role=me.get("role") or "",
                team=me.get("team") or "",
                state=me.get("state") or "new",
                directory=me.get("directory") or "",
            ),
            server_time=cast("datetime", row[5]),
            mismatched=_streams(row[6]),
            unknown=_streams(row[7]),
        )

    def have(self, op_ids: Sequence[OperationId]) -> frozenset[OperationId]:
        """Return those that the server holds and this person may know of."""
        asked = [UUID(one) for one in op_ids if is_identity(one)]
        return frozenset(OperationId(str(row[0])) for row in self._ask(_HAVE, asked))

    def offer(self, operations: Sequence[Operation]) -> None:
        """Offer operations without waiting for what becomes of them."""
        with _plain_sentences():
            self._calls.send(_PUSH, push_columns(operations))
        self._offered.append(tuple(one.op_id for one in operations))

    def answers(self) -> tuple[Answer, ...]:
        """Return what became of the oldest offer: one answer for each operation, in order."""
        with _plain_sentences():
            rows = self._calls.receive()
        offered = self._offered.popleft()
        return tuple(
            Answer(op_id, _verdict(row[1]), str(row[2] or "")) for op_id, row in zip(offered, rows, strict=False)
        )

    def pull(self, position: Position | None, most: int) -> tuple[FeedEntry, ...]:
        """Return the next entries of the feed; none where it was read to its end."""
        spot = (None, None, None) if position is None else (position.epoch, position.xid, position.seq)
        return tuple(entry_from(row) for row in self._ask(_PULL, *spot, most))

    def stream(self, stream: Stream, from_rev: int, most: int) -> tuple[Placed, ...]:
        """Return operations of one stream from a revision on."""
        return tuple(placed_from(row) for row in self._ask(_STREAM, str(stream), from_rev, most))

    def blobs_wanted(self, stream: Stream, blobs: Sequence[DocumentId]) -> frozenset[DocumentId]:
        """Return those that the server lacks."""
        rows = self._ask(_WANTED, str(stream), [bytes.fromhex(blob) for blob in blobs])
        return frozenset(DocumentId(cast("bytes", row[0]).hex()) for row in rows)

    def put_blob(self, stream: Stream, blob: DocumentId, part: int, part_of: BlobPart) -> PartAnswer:
        """Send one part, counted from 0."""
        (row,) = self._ask(_PUT, str(stream), bytes.fromhex(blob), part, part_of.parts, part_of.data)
        return PartAnswer(str(row[0]))

    def get_blob(self, stream: Stream, blob: DocumentId, part: int) -> BlobPart | None:
        """Return one part, counted from 0; None where the server does not hold it yet, or not for this person."""
        rows = self._ask(_GET, str(stream), bytes.fromhex(blob), part)
        return BlobPart(cast("bytes", rows[0][1]), cast("int", rows[0][0])) if rows else None

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
        self._connection.close()

    def _ask(self, question: LiteralString | sql.Composed, *values: object) -> list[tuple[Cell, ...]]:
        composed = question if isinstance(question, sql.Composed) else sql.SQL(question)
        with _plain_sentences(), self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(composed, values)
            return cursor.fetchall()


@contextmanager
def _plain_sentences() -> Iterator[None]:
    """Turn what the server says into what the engine knows."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        if state == "QA001":
            raise Suspended(SET_BACK) from error
        if state.startswith("28"):
            raise NotAdmitted(NOBODY) from error
        if state in ("42501", "42883", "3F000", "42P01"):
            raise NotAdmitted(NO_RIGHTS) from error
        raise LineBroke(BROKEN) from error
    except (ValueError, TypeError) as error:
        raise LineBroke(
            "The server answered something that QA Desktop does not understand. Tell your QA team."
        ) from error


def _verdict(result: Cell) -> Verdict:
    """Return the verdict; one that this version does not know is tried again later."""
    try:
        return Verdict(str(result))
    except ValueError:
        return Verdict.BUSY


def _streams(names: Cell) -> tuple[Stream, ...]:
    return tuple(Stream.parse(str(name)) for name in cast("list[str]", names or []))
