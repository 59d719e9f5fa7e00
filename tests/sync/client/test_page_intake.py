"""Taking a page in at once leaves the store exactly as taking one operation after the other does."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_desktop.domain.exchange import FeedEntry, FeedEvent, OwnPlaced, Placed, Position, Received
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, commitment, pack_body
from qa_desktop.models.statement import Run
from qa_desktop.models.sync_intake import Intake
from qa_desktop.models.sync_lookup import operations
from qa_desktop.models.sync_page import PageIntake
from qa_desktop.models.sync_receiving import proved
from qa_desktop.models.tables import metadata
from qa_desktop.models.writing import Pen
from tests.models.profiles import OpenedProfile, make_profile
from tests.sync.client.fake_server import RECEIPT

AUDITS = (AuditId("audit-a"), AuditId("audit-b"))
STREAMS = (Stream(AUDITS[0]), Stream(AUDITS[0], "lead"), Stream(AUDITS[1]))
LEFT_OVER = (
    "INSERT INTO to_ask (pos) SELECT pos FROM operation WHERE pos % 2 = 0",
    "INSERT INTO refused (pos, reason, at) SELECT pos, 'kind', 'then' FROM operation WHERE pos % 3 = 0",
    "INSERT INTO handover (id, token, recipient, name, made_at, confirmed_by) VALUES ('h', x'00', 'r', 'n', 'at', '')",
    "INSERT INTO handed (pos, handover) SELECT pos, 'h' FROM operation WHERE pos % 2 = 1",
)
"""Rows of what waited for the server, so that taking in has to clear them."""
AT = Position("epoch", 1, 1)
PATHS = ("answer/q1/comment", "answer/q2/comment", "subject")


class _RolledBack(Exception):
    """Ends a transaction without a trace."""


@dataclass
class World:
    """A store, what somebody else wrote, and what this store's owner wrote here and on a copy of it."""

    owner: OpenedProfile
    other: OpenedProfile
    stranger: OpenedProfile

    @property
    def pen(self) -> Pen:
        numbers = count()
        return replace(self.owner.store._profile.pen, new_id=lambda: f"new-{next(numbers)}")

    def outcome(
        self, pages: Sequence[Sequence[Placed]], take: Callable[[Run, Sequence[Placed], Pen], Received]
    ) -> list[object]:
        """Take pages in, tell what every table holds then, and leave the store as it was."""
        told: list[object] = []
        pen = self.pen
        with suppress(_RolledBack), self.owner.store._write() as run:
            for statement in LEFT_OVER:
                run(statement)
            for page in pages:
                received = take(run, page, pen)
                told.append((received.new, received.known, received.held, set(received.broken)))
            told += [rows_of(run, table.name) for table in metadata.sorted_tables]
            raise _RolledBack
        return told

    def at_once(self, run: Run, page: Sequence[Placed], pen: Pen) -> Received:
        """Take a page in as it comes over the line: what the log holds already is named alone."""
        here = operations(run, [one.operation.op_id for one in page])
        proved_page = proved(lambda: _Lent(run), [entry_of(one, here) for one in page])
        assert not proved_page.lacking
        intake = PageIntake(run, pen, [placed for placed, _ in proved_page.placed])
        for placed, digest in proved_page.placed:
            intake.take(placed, digest)
        return intake.finish()


class _Lent:
    """The transaction that is open already."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def __enter__(self) -> Run:
        return self.run

    def __exit__(self, *_: object) -> None:
        pass


def entry_of(placed: Placed, here: Mapping[OperationId, Operation]) -> FeedEntry:
    operation = placed.operation
    if here.get(operation.op_id) != operation:
        return FeedEntry(FeedEvent.OPERATION, operation.stream, AT, placed)
    names = (operation.op_id, operation.author, operation.incarnation)
    own = OwnPlaced(*names, placed.rev, placed.head, placed.relayer, placed.received_at)
    return FeedEntry(FeedEvent.OPERATION, operation.stream, AT, own=own)


def one_by_one(run: Run, page: Sequence[Placed], pen: Pen) -> Received:
    intake = Intake(run, pen)
    for placed in page:
        intake.take(placed)
    return intake.finish()


def rows_of(run: Run, table: str) -> tuple[str, list[tuple[object, ...]]]:
    """Return the rows of a table; what is drawn by lot when the owner's words are written again is left out."""
    rows = [tuple(row) for row in run(f"SELECT * FROM {table}")]  # noqa: S608 - names of ours
    if table == "operation":
        rows = [row[:12] if str(row[1]).startswith("new-") else row for row in rows]
    return table, sorted(rows, key=repr)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("world")
    people = [make_profile(folder / name, name) for name in ("Ada", "Ben", "Cid")]
    made = World(*people)
    made.owner.store.bring([made.other.store.owner], [], [])
    for audit in AUDITS[:1]:
        made.owner.store.append(
            [Change(Stream(audit), "audit", None, kind=OperationKind.CREATE, facts={"tool_id": "t"})]
        )
        for path in PATHS[:2]:
            made.owner.store.append([Change(Stream(audit), path, f"here {path}")])
    yield made
    for one in people:
        one.store.close()


class Feed:
    """Draws a feed of the server: mostly in order and true, here and there as no server should send it."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)  # noqa: S311 - the same feed for the same seed
        self.heads: dict[Stream, tuple[int, bytes]] = {}
        self.sent: list[Placed] = []
        self.numbers = count(1)
        self.own = list(world.owner.store.operations(AUDITS[0]))

    def pages(self) -> list[list[Placed]]:
        entries = [self.entry() for _ in range(self.chance.randint(1, 40))]
        for _ in range(self.chance.choice((0, 0, 1, 4))):
            one, other = self.chance.randrange(len(entries)), self.chance.randrange(len(entries))
            entries[one], entries[other] = entries[other], entries[one]
        if self.chance.random() < 0.3:
            del entries[self.chance.randrange(len(entries))]
        cut = self.chance.randrange(len(entries) + 1)
        return [page for page in (entries[:cut], entries[cut:]) if page]

    def entry(self) -> Placed:
        if self.sent and self.chance.random() < 0.08:
            return self.chance.choice(self.sent)
        operation = self.operation()
        rev, head = self.heads.get(operation.stream, (0, b""))
        head = hashlib.sha256(head + operation.digest()).digest()
        self.heads[operation.stream] = rev + 1, head
        if self.chance.random() < 0.04:
            head = b"another head, of 32 bytes of it.."
        elif self.chance.random() < 0.5:
            head = b""
        self.sent.append(Placed(operation, rev + 1, head, "relayer", RECEIPT))
        return self.sent[-1]

    def operation(self) -> Operation:
        kind = self.chance.random()
        if self.own and kind < 0.15:
            return self.own.pop(0)
        if self.own and kind < 0.2:
            return self.signed(self.world.owner, self.reworded(self.own.pop()))
        if self.sent and kind < 0.25:
            return replace(self.chance.choice(self.sent).operation, stream=self.chance.choice(STREAMS))
        author = self.world.other
        if kind < 0.3:
            author = self.world.stranger
        elif kind < 0.36:
            author = self.world.owner
        operation = self.signed(author, self.drawn(author))
        if kind > 0.97:
            return replace(operation, signature=b"0" * 64)
        if kind > 0.94:
            return replace(operation, body=None, salt=b"")
        if kind > 0.92:
            return replace(operation, body=pack_body({"v": "another"}))
        return operation

    def drawn(self, author: OpenedProfile) -> Operation:
        number = next(self.numbers)
        what = self.chance.choice(["set"] * 12 + ["create"] * 3 + ["redact", "document", "sign", "newer"])
        facts: dict[str, str] = {}
        if what == "redact" and self.sent:
            facts = {"target": self.chance.choice(self.sent).operation.op_id}
        if what == "document":
            facts = {"document": "ab" * 32}
        if what == "create":
            facts = {"tool_id": "t", "tool_hash": "cd" * 32}
        life = self.world.owner.store.operations(AUDITS[0])[0].incarnation
        body, salt = pack_body({"v": f"words {number}"}), number.to_bytes(16, "big")
        return Operation(
            OperationId(f"op-{number}"), self.chance.choice(STREAMS), what,
            {"create": "audit", "sign": "signed", "document": "document/note"}.get(what, self.chance.choice(PATHS)),
            None, author.store.owner.id, self.chance.choice((life, "another life")), 100 + number, 1,
            self.world.owner.clock.now(), facts, body, salt, commitment(salt, body),
        )  # fmt: skip

    def reworded(self, operation: Operation) -> Operation:
        body, salt = pack_body({"v": "on the copy"}), b"c" * 16
        return replace(operation, body=body, salt=salt, commit=commitment(salt, body))

    def signed(self, author: OpenedProfile, operation: Operation) -> Operation:
        return replace(operation, signature=author.store._profile.pen.signer.sign(operation.envelope()))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
@example(seed=1)
def test_a_page_at_once_leaves_what_one_after_the_other_leaves(world: World, seed: int) -> None:
    pages = Feed(world, seed).pages()

    at_once = world.outcome(pages, world.at_once)

    assert at_once == world.outcome(pages, one_by_one)
