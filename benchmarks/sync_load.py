"""Makes operations to send: large ones, and whole audits as they were recorded through the services."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg

from benchmarks.profiles import answers_in_order, make_profile
from benchmarks.sync_world import SyncingLaptop
from qa_desktop.domain.exchange import Answer
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, Stream, canonical_json, commitment, unpack_body
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.client.feed_rows import EPOCH, MILLISECOND
from qa_desktop.sync.client.pushing import Pushed, push_outbox
from qa_desktop.sync.client.transport import Transport

TOOLS = ("bra-live-audit", "roc-t2-hos")
ENVELOPE_ROOM = 700
TYPES = (
    *("uuid", "text", "text", "text", "uuid", "text", "text", "int8", "int4", "int8", "text"),
    *("bytea", "bytea", "bytea", "bytea"),
)
BARE = (
    "CREATE TABLE bare(op_id uuid, stream text, kind text, path text, base uuid, author text, incarnation text, "
    "seq bigint, schema int, client_ms bigint, facts text, body bytea, salt bytea, commit bytea, signature bytea)"
)
Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(slots=True)
class MemoryOutbox:
    """An outbox that costs nothing: what is measured beside it is the line and the server."""

    operations: Sequence[Operation]
    delivered: int = 0

    def next_to_send(self, after: int, most: int, most_bytes: int) -> tuple[int, tuple[Operation, ...]]:
        """Return the next operations, as many as the real outbox gives at once."""
        chosen: list[Operation] = []
        size = 0
        for one in self.operations[after : after + most]:
            size += len(one.body or b"") + ENVELOPE_ROOM
            if chosen and size > most_bytes:
                break
            chosen.append(one)
        return after + len(chosen), tuple(chosen)

    def settle(self, answers: Sequence[Answer], _at: datetime) -> None:
        """Count what was delivered."""
        self.delivered += sum(answer.verdict.is_delivered for answer in answers)


@dataclass(frozen=True, slots=True)
class Author:
    """Writes operations in the name of a laptop's owner. Signatures are random bytes: a server checks none of them."""

    laptop: SyncingLaptop
    numbers: Iterator[int]

    @classmethod
    def of(cls, laptop: SyncingLaptop) -> Author:
        """Return the author behind a laptop."""
        return cls(laptop, count(1))

    def anew(self, recorded: Sequence[Operation], incarnation: str) -> list[Operation]:
        """Return the same audit once more, as another one of this author: every identity new, signed anew."""
        new_id = self.laptop.profile.desk.new_id
        names = {one.op_id: OperationId(new_id()) for one in recorded}
        audit = AuditId(new_id())
        return [
            _sealed(
                replace(
                    one,
                    op_id=names[one.op_id],
                    stream=Stream(audit, one.stream.name),
                    base=None if one.base is None else names[one.base],
                    author=self.laptop.profile.store.owner.id,
                    incarnation=incarnation,
                    seq=next(self.numbers),
                )
            )
            for one in recorded
        ]

    def large(self, beginning: Operation, how_many: int, size: int, incarnation: str) -> list[Operation]:
        """Return an audit with operations whose bodies are of that size and cannot be packed further."""
        bodies = [secrets.token_bytes(size) for _ in range(how_many - 1)]
        fields = [
            replace(beginning, op_id=OperationId(f"{n}"), kind="set", path=f"answer/a.{n}/comment", facts={}, body=body)
            for n, body in enumerate(bodies)
        ]
        return self.anew([beginning, *fields], incarnation)


def _sealed(operation: Operation) -> Operation:
    salt = secrets.token_bytes(16)
    signature = secrets.token_bytes(64)
    return replace(operation, salt=salt, commit=commitment(salt, operation.body), signature=signature)


def record_audits(folder: Path) -> list[tuple[Operation, ...]]:
    """Record a whole audit with each tool, answer by answer, and return their operations."""
    profile = make_profile(folder)
    recorded = []
    for tool_id in TOOLS:
        audit = profile.desk.start_audit(StartRequest(tool_id, "48-2207", "Sam Practitioner"))
        for change in answers_in_order(audit.tool):
            audit = profile.desk.record(audit, change).audit
        recorded.append(tuple(one for one in profile.store.operations(audit.id) if not one.stream.is_private))
    profile.desk.close()
    return recorded


def push_all(line: Transport, operations: Sequence[Operation], now: Callable[[], datetime]) -> None:
    """Push as the engine does; end the benchmark where not everything was delivered."""
    outbox = MemoryOutbox(operations)
    push_outbox(outbox, lambda: line, now, Pushed(), lambda _: None)
    if outbox.delivered != len(operations):
        raise SystemExit(f"{len(operations) - outbox.delivered} operations were not delivered")


def make_bare_table(connection: Connection) -> None:
    """Make a table with the columns of an operation and nothing else: no key, no index, nothing checked."""
    connection.execute(BARE)
    connection.execute("ALTER TABLE bare ALTER body SET STORAGE EXTERNAL")


def copy_bare(connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Copy rows into the bare table, in binary."""
    with connection.cursor().copy("COPY bare FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(TYPES)
        for row in rows:
            copy.write_row(row)


def bare_row(one: Operation) -> tuple[object, ...]:
    """Return an operation as the columns of the bare table."""
    return (
        *(UUID(one.op_id), str(one.stream), one.kind, one.path, None if one.base is None else UUID(one.base)),
        *(one.author, one.incarnation, one.seq, one.schema),
        *((one.client_time - EPOCH) // MILLISECOND, canonical_json(dict(one.facts)).decode("utf-8")),
        *(one.body, one.salt, one.commit, one.signature),
    )


def unpacked(operation: Operation) -> Operation:
    """Return the operation as it were if bodies were not packed."""
    return replace(operation, body=None if operation.body is None else canonical_json(unpack_body(operation.body)))
