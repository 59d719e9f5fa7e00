"""People with laptops for tests of the server: each has a login, a key, and calls the functions as the client does."""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count, zip_longest
from typing import Any, NamedTuple, TypeVar, cast

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qa_desktop.domain.ids import OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, Value, canonical_json, commitment, pack_body
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.logins import Access
from qa_desktop.sync.server.people import NewPerson, add_person, add_team
from qa_desktop.sync.server.provision import initialise
from tests.sync.postgres import Cluster

Connection = psycopg.Connection[tuple[object, ...]]
Columns = dict[str, list[object]]
IS_THE_ORIGINAL = (
    "UPDATE qa.epoch SET database = (SELECT oid FROM pg_database WHERE datname = current_database()), "
    "id = no || '-' || replace(gen_random_uuid()::text, '-', '')"
)
NOON = datetime(2026, 11, 20, 12, 0, 0, 123000, tzinfo=UTC)
PUSH = (
    "SELECT * FROM qa.push(%(names)b::text[], %(op_ids)b::uuid[], %(streams)b::int[], %(kinds)b::int[], "
    "%(paths)b::text[], %(bases)b::uuid[], %(authors)b::int[], %(incarnations)b::int[], %(seqs)b::bigint[], "
    "%(schemas)b::int[], %(times)b::bigint[], %(facts)b::text[], %(words)b::bytea, %(salt_sizes)b::int[], "
    "%(body_sizes)b::int[], %(commits)b::bytea[], %(signatures)b::bytea[])"
)
PUSH_ARRAYS_ALONE = PUSH.replace(
    "%(words)b::bytea, %(salt_sizes)b::int[], %(body_sizes)b::int[], ", "%(bodies)b::bytea[], %(salts)b::bytea[], "
)
"""As laptops call it that do not send salts and bodies as one."""


class Result(NamedTuple):
    n: int
    result: str
    reason: str
    rev: int | None
    head: bytes | None


class Row(NamedTuple):
    event: str
    epoch: str
    xid: int
    cursor_seq: int
    stream: str
    rev: int
    op_id: str
    kind: str
    path: str
    base: str | None
    author: str
    incarnation: str
    seq: int
    schema: int
    client_ms: int
    facts: str
    body: bytes | None
    salt: bytes | None
    commit: bytes
    signature: bytes
    stream_head: bytes
    relayer: str
    received_at: datetime

    @property
    def operation(self) -> Operation:
        return Operation(
            OperationId(self.op_id), Stream.parse(self.stream), self.kind, self.path,
            None if self.base is None else OperationId(self.base), PersonId(self.author), self.incarnation, self.seq,
            self.schema, datetime.fromtimestamp(self.client_ms / 1000, UTC), json.loads(self.facts), self.body,
            self.salt or b"", self.commit, self.signature,
        )  # fmt: skip


CONTEXT = 11
"""How much a context says."""


def rows_from(found: Iterable[tuple[object, ...]]) -> list[Row]:
    """Put together what rows of `qa.pull` and `qa.stream` say; of an own operation only its name and place is said."""
    rows: list[Row] = []
    context: list[Any] = [None] * CONTEXT
    for told, op_id, *columns in cast("Iterable[tuple[Any, ...]]", found):
        said = [None] * CONTEXT if told is None else json.loads(told)
        rev = said[5] or (rows[-1].rev + 1 if rows and rows[-1].rev else 0)
        context = [old if new is None else new for old, new in zip(context, said, strict=True)]
        event, epoch, xid, cursor_seq, stream, _, author, incarnation, schema, relayer, at = context
        if op_id is None:
            nothing: list[Any] = [None] * 18
            rows.append(Row(event, epoch, xid, cursor_seq, stream, *nothing))
            continue
        kind, path, base, seq, client_ms, facts, body, salt, commit, signature, head = columns
        if signature is not None:
            kind, facts, commit = kind or "set", facts or "{}", commit or commitment(salt, body)
        place = (event, epoch, xid, cursor_seq, stream, rev)
        names = (str(op_id), kind, path, base and str(base), author, incarnation, seq, schema)
        content = (client_ms, facts, body, salt, commit, signature)
        received_at = datetime.fromtimestamp(at / 1_000_000, UTC)
        rows.append(Row(*place, *names, *content, head, relayer or author, received_at))
    return rows


@dataclass
class Laptop:
    """One person at one laptop."""

    server: Server
    access: Access
    id: PersonId
    key: Ed25519PrivateKey
    connection: Connection
    incarnation: str = field(default_factory=lambda: str(uuid.uuid4()))
    position: tuple[str | None, int | None, int | None] = (None, None, None)
    mine: str | None = None
    """The incarnation that is named when it pulls."""
    _seq: Iterator[int] = field(default_factory=lambda: count(1))

    def operation(
        self,
        stream: str,
        kind: str = "set",
        path: str = "answer/a.1/comment",
        value: Value = "words",
        facts: dict[str, Value] | None = None,
    ) -> Operation:
        """Write and sign one operation."""
        body, salt = pack_body({"v": value}), uuid.uuid4().bytes
        unsigned = Operation(
            OperationId(str(uuid.uuid4())), Stream.parse(stream), kind, path, None, self.id, self.incarnation,
            next(self._seq), 1, NOON, facts or {}, body, salt, commitment(salt, body),
        )  # fmt: skip
        return self.sign(unsigned)

    def sign(self, operation: Operation) -> Operation:
        return replace(operation, signature=self.key.sign(operation.envelope()))

    def push(self, operations: Sequence[Operation]) -> list[Result]:
        return self.push_columns(columns(operations))

    def push_columns(self, arrays: Columns) -> list[Result]:
        return self.call_push(PUSH, {**arrays, **words_as_one(arrays["salts"], arrays["bodies"])})

    def call_push(self, statement: str, values: Mapping[str, object]) -> list[Result]:
        return [Result(*row) for row in self.connection.execute(statement.encode(), values).fetchall()]  # type: ignore[arg-type] # the columns of qa.push

    def outcomes(self, operations: Sequence[Operation]) -> list[str]:
        return [f"{one.result} {one.reason}".strip() for one in self.push(operations)]

    def start(self, audit: str | None = None) -> str:
        """Begin an audit on the server and return its id."""
        audit = audit or str(uuid.uuid4())
        assert self.outcomes([self.operation(f"{audit}/record", "create", "audit")]) == ["applied"]
        return audit

    def part(self, kind: str, audit: str, person: Laptop, relation: str) -> Operation:
        """Write the operation that gives a part in an audit or takes it back."""
        facts: dict[str, Value] = {"person": person.id, "relation": relation}
        return self.operation(f"{audit}/record", kind, "", None, facts)

    def give(self, audit: str, person: Laptop, relation: str) -> str:
        """Give somebody a part in an audit; return what the server says."""
        return self.outcomes([self.part("grant", audit, person, relation)])[0]

    def take_back(self, audit: str, person: Laptop, relation: str) -> str:
        """Take a part in an audit back; return what the server says."""
        return self.outcomes([self.part("withdraw", audit, person, relation)])[0]

    def finish(self, audit: str) -> None:
        assert self.outcomes([self.operation(f"{audit}/record", "sign", "signed")]) == ["applied"]

    def pull_once(self, most: int = 1000) -> list[Row]:
        asked = (*self.position, most, self.mine)
        got = rows_from(self.connection.execute("SELECT * FROM qa.pull(%s, %s, %s, %s, %s)", asked).fetchall())
        if got:
            self.position = (got[-1].epoch, got[-1].xid, got[-1].cursor_seq)
        return got

    def pull(self, most: int = 1000) -> list[Row]:
        """Pull until nothing comes."""
        everything: list[Row] = []
        while got := self.pull_once(most):
            everything += got
        return everything

    def call(self, function: str, *values: object) -> object:
        """Return what a function says that answers with one value."""
        marks = ", ".join(["%s"] * len(values))
        row = self.connection.execute(f"SELECT qa.{function}({marks})".encode(), values).fetchone()
        return None if row is None else row[0]

    def new_connection(self) -> Connection:
        return psycopg.connect(
            self.server.cluster.dsn(self.server.database, self.access.login, self.access.password), autocommit=True
        )


PATIENCE_SECONDS = 20
Said = TypeVar("Said")


def until(ask: Callable[[], Said], is_there: Callable[[Said], bool]) -> Said:
    """Ask again for a while: a session that is told to end does so a moment later."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_there(said := ask()) and time.monotonic() < end:
        continue
    return said


@dataclass
class Server:
    """A database that is set up, and the laptops that talk to it."""

    cluster: Cluster
    database: str
    laptops: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def dsn(self) -> str:
        return self.cluster.dsn(self.database)

    def sql(self, statement: str) -> str:
        """Run a statement as superuser."""
        return self.cluster.sql(self.database, statement)

    def team(self, team: str, service: str = "East", parent: str | None = None) -> None:
        with administering(self.dsn) as connection:
            add_team(connection, team, team.title(), service, parent)

    def person(self, role: str = "auditor", team: str = "north") -> Laptop:
        """Add a person with an approved device."""
        key, person = Ed25519PrivateKey.generate(), PersonId(str(uuid.uuid4()))
        with administering(self.dsn) as connection:
            access = add_person(connection, NewPerson("Some One", role, team))
            connection.execute(
                "WITH p AS (UPDATE qa.person SET id = %s, code_hash = NULL WHERE login = %s RETURNING no) "
                "INSERT INTO qa.device_key(person_no, key, approved_at) SELECT no, %s, now() FROM p",
                (person, access.login, key.public_key().public_bytes_raw()),
            )
        opened = psycopg.connect(self.cluster.dsn(self.database, access.login, access.password), autocommit=True)
        return Laptop(self, access, person, key, self.laptops.enter_context(contextlib.closing(opened)))


def columns(operations: Sequence[Operation]) -> Columns:
    """Return what is pushed, each column by itself."""
    names: dict[str, int] = {}

    def number(text: str) -> int:
        return names.setdefault(text, len(names) + 1)

    arrays: Columns = {
        "op_ids": [uuid.UUID(one.op_id) for one in operations],
        "streams": [number(str(one.stream)) for one in operations],
        "kinds": [number(one.kind) for one in operations],
        "paths": [one.path for one in operations],
        "bases": [None if one.base is None else uuid.UUID(one.base) for one in operations],
        "authors": [number(one.author) for one in operations],
        "incarnations": [number(one.incarnation) for one in operations],
        "seqs": [one.seq for one in operations],
        "schemas": [one.schema for one in operations],
        "times": [round(one.client_time.timestamp() * 1000) for one in operations],
        "facts": [canonical_json(dict(one.facts)).decode() for one in operations],
        "bodies": [one.body for one in operations],
        "salts": [one.salt for one in operations],
        "commits": [one.commit for one in operations],
        "signatures": [one.signature for one in operations],
    }
    return {"names": list(names), **arrays}


def words_as_one(salts: list[object], bodies: list[object]) -> dict[str, object]:
    """Return salts and bodies as `qa.push` takes them."""
    told = cast("list[tuple[bytes | None, bytes | None]]", list(zip_longest(salts, bodies)))
    return {
        "words": b"".join(part for pair in told for part in pair if part),
        "salt_sizes": [None if salt is None else len(cast("bytes", salt)) for salt in salts],
        "body_sizes": [None if body is None else len(cast("bytes", body)) for body in bodies],
    }


def _set_up_once(cluster: Cluster) -> str:
    """Return the database of which all others are copies: setting one up takes a hundred times as long."""
    if not cluster.set_up:
        first = Server(cluster, cluster.new_database())
        with administering(first.dsn) as connection:
            initialise(connection)
        first.team("north")
        cluster.sql("postgres", f"ALTER DATABASE {first.database} ALLOW_CONNECTIONS false")
        cluster.set_up = first.database
    return cluster.set_up


@contextlib.contextmanager
def fresh_server(cluster: Cluster) -> Iterator[Server]:
    """Lend a database that is set up, with one team, and drop it afterwards."""
    server = Server(cluster, cluster.new_database(_set_up_once(cluster)))
    with administering(server.dsn) as connection:
        # What lets people in is a right on the database, which is not copied; and the copy is no restored server.
        initialise(connection)
        connection.execute(IS_THE_ORIGINAL)
    try:
        yield server
    finally:
        server.laptops.close()
        cluster.sql("postgres", f"DROP DATABASE {server.database} WITH (FORCE)")
