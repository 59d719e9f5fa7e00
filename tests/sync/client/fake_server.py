"""A server in memory that keeps the protocol: epochs, a horizon, dense revisions, chains, scope, quarantine, blobs."""

from __future__ import annotations

import copy
import hashlib
import itertools
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from qa_desktop.domain.arrivals import RawPage
from qa_desktop.domain.directory import DirectoryNews
from qa_desktop.domain.exchange import (
    NO_HEAD,
    AccessRecord,
    Acquaintance,
    Answer,
    Aside,
    Deleted,
    FeedEntry,
    FeedEvent,
    Greeting,
    Head,
    Lease,
    Me,
    PartAnswer,
    Placed,
    Position,
    UnderWay,
    Verdict,
)
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.domain.record import Person
from qa_desktop.sync.client.transport import BlobPart, LineBroke, Transport
from tests.sync.wire_rows import page_from

RECEIPT = datetime(2026, 11, 21, 12, tzinfo=UTC)
REFUSED_PATH = "poison/x"
Cursor = tuple[int, int, int]
"""Number of the epoch, xid, seq."""

EPOCH_NUMBERS = itertools.count(1)
"""A server that was restored never mints an epoch that a laptop has met before."""


@dataclass
class State:
    """Everything that a dump of the server holds."""

    epochs: list[str] = field(default_factory=lambda: ["epoch-0"])
    xid: int = 1000
    streams: dict[Stream, list[Placed]] = field(default_factory=dict)
    cursors: dict[OperationId, Cursor] = field(default_factory=dict)
    owners: dict[AuditId, PersonId] = field(default_factory=dict)
    grants: dict[tuple[AuditId, PersonId], Cursor] = field(default_factory=dict)
    revokes: dict[tuple[AuditId, PersonId], Cursor] = field(default_factory=dict)
    quarantine: dict[OperationId, tuple[Operation, PersonId]] = field(default_factory=dict)
    taken: set[OperationId] = field(default_factory=set)
    accesses: dict[tuple[PersonId, str], AccessRecord] = field(default_factory=dict)
    blobs: dict[tuple[Stream, DocumentId], dict[int, BlobPart]] = field(default_factory=dict)
    given: set[Position] = field(default_factory=set)


class FakeServer:
    """Holds the state and what the tests do to it."""

    def __init__(self) -> None:
        self.state = State()
        self.people: dict[PersonId, Acquaintance] = {}
        self.officers: set[PersonId] = set()
        self.busy: set[AuditId] = set()
        self.takes_no_documents_of: set[AuditId] = set()
        self.open_xids: set[int] = set()
        self.backed_up: datetime | None = None
        self.most_a_page = 5000

    def enrol(self, person: Person, *, officer: bool = False) -> None:
        self.people[person.id] = Acquaintance(person, (person.device_key,))
        if officer:
            self.officers.add(person.id)

    def line(self, person: PersonId) -> Line:
        return Line(self, person)

    def dump(self) -> State:
        return copy.deepcopy(self.state)

    def restore(self, dump: State) -> None:
        """Go back to a dump, in a cluster whose transactions are counted from the beginning again."""
        self.state = copy.deepcopy(dump)
        self.state.xid = 10
        self.open_xids.clear()

    def mint_epoch(self) -> None:
        self.state.epochs.append(f"epoch-{next(EPOCH_NUMBERS)}")

    def cursor(self, xid: int | None = None, seq: int = 0) -> Cursor:
        if xid is None:
            self.state.xid += 1
            xid = self.state.xid
        return len(self.state.epochs) - 1, xid, seq

    @contextmanager
    def open_transaction(self) -> Iterator[int]:
        """Keep a transaction open that has its number already: the horizon stands before it."""
        xid = self.cursor()[1]
        self.open_xids.add(xid)
        try:
            yield xid
        finally:
            self.open_xids.discard(xid)

    def grant(self, audit: AuditId, person: PersonId) -> None:
        self.state.revokes.pop((audit, person), None)
        self.state.grants[audit, person] = self.cursor()

    def revoke(self, audit: AuditId, person: PersonId) -> None:
        if self.state.grants.pop((audit, person), None) is not None:
            self.state.revokes[audit, person] = self.cursor()

    def may_read(self, person: PersonId, audit: AuditId) -> bool:
        return person in self.officers or self.state.owners.get(audit) == person or (audit, person) in self.state.grants

    def scope_of(self, person: PersonId) -> dict[Stream, list[Placed]]:
        return {stream: ops for stream, ops in self.state.streams.items() if self.may_read(person, stream.audit)}

    def operations(self) -> dict[OperationId, Operation]:
        return {one.operation.op_id: one.operation for ops in self.state.streams.values() for one in ops}

    def take(self, operation: Operation, relayer: PersonId, xid: int) -> Answer:
        """Answer for one operation."""
        op_id, audit = operation.op_id, operation.stream.audit
        standing = self.operations().get(op_id)
        if standing is not None:
            same = standing.digest() == operation.digest()
            return Answer(op_id, Verdict.DUPLICATE) if same else Answer(op_id, Verdict.REFUSED, "not_allowed")
        if operation.stream.is_private:
            return Answer(op_id, Verdict.REFUSED, "private")
        if operation.path == REFUSED_PATH:
            return Answer(op_id, Verdict.REFUSED, "not_allowed")
        if audit in self.busy:
            return Answer(op_id, Verdict.BUSY, "busy")
        begins = operation.kind == OperationKind.CREATE.value
        if begins and audit in self.state.owners:
            return Answer(op_id, Verdict.REFUSED, "not_allowed")
        if not begins and not self.may_read(operation.author, audit):
            self.state.quarantine[op_id] = (operation, relayer)
            return Answer(op_id, Verdict.QUARANTINED, "not_here")
        self._place(operation, relayer, xid)
        if begins:
            self.state.owners[audit] = operation.author
            self._try_quarantine(audit, xid)
        return Answer(op_id, Verdict.APPLIED)

    def _try_quarantine(self, audit: AuditId, xid: int) -> None:
        for op_id, (operation, relayer) in list(self.state.quarantine.items()):
            if operation.stream.audit == audit and self.may_read(operation.author, audit):
                del self.state.quarantine[op_id]
                self._place(operation, relayer, xid)

    def take_in(self, op_ids: Sequence[OperationId], taker: PersonId) -> None:
        """Let somebody who may write the audit take in what waits."""
        xid = self.cursor()[1]
        for op_id in op_ids:
            operation, _ = self.state.quarantine.pop(op_id)
            self._place(operation, taker, xid)
            self.state.taken.add(op_id)

    def _place(self, operation: Operation, relayer: PersonId, xid: int) -> None:
        chain = self.state.streams.setdefault(operation.stream, [])
        before = chain[-1].head if chain else b""
        head = hashlib.sha256(before + operation.digest()).digest()
        self.state.cursors[operation.op_id] = self.cursor(xid, len(self.state.cursors) + 1)
        chain.append(Placed(operation, len(chain) + 1, head, relayer, RECEIPT))

    def feed_of(self, person: PersonId) -> list[tuple[Cursor, FeedEntry]]:
        """Return everything that the person may see below the horizon, in the order of its cursor."""
        horizon = (len(self.state.epochs) - 1, min(self.open_xids, default=self.state.xid + 1), 0)
        found: list[tuple[Cursor, FeedEntry]] = []
        for stream, chain in self.scope_of(person).items():
            opened = self.state.grants.get((stream.audit, person), (0, 0, 0))
            for one in chain:
                cursor = max(self.state.cursors[one.operation.op_id], opened)
                found.append((cursor, FeedEntry(FeedEvent.OPERATION, stream, self.position(cursor), one)))
        for (audit, reader), cursor in self.state.revokes.items():
            if reader == person and not self.may_read(person, audit):
                revoked = [stream for stream in self.state.streams if stream.audit == audit]
                found += [(cursor, FeedEntry(FeedEvent.REVOKE, one, self.position(cursor))) for one in revoked]
        return sorted((one for one in found if one[0] < horizon), key=lambda one: one[0])

    def position(self, cursor: Cursor) -> Position:
        return Position(self.state.epochs[cursor[0]], cursor[1], cursor[2])

    def cursor_of(self, position: Position) -> Cursor:
        return self.state.epochs.index(position.epoch), position.xid, position.seq

    def head(self, stream: Stream, rev: int) -> Head:
        chain = self.state.streams.get(stream, [])
        return Head(rev, chain[rev - 1].head) if 0 < rev <= len(chain) else NO_HEAD


class Line:
    """One person's open line."""

    def __init__(self, server: FakeServer, person: PersonId) -> None:
        self.server = server
        self.person = person
        self.xid: int | None = None
        """The number of the transaction that this line's pushes run in, where it began long before."""
        self.calls = 0
        self.answered: deque[tuple[Answer, ...]] = deque()
        self.said: deque[object] = deque()

    def hello(
        self, protocol: int, position: Position | None, heads: Mapping[Stream, Head], _mine: str = ""
    ) -> Greeting:
        assert protocol == 1
        self.calls += 1
        # Every run opens a line of its own.
        self.answered.clear()
        self.said.clear()
        server, state = self.server, self.server.state
        role = "qa_officer" if self.person in server.officers else "auditor"
        readable = server.scope_of(self.person)
        known = position is None or position in state.given
        return Greeting(
            server_protocol=1,
            epoch=state.epochs[-1],
            position_known=known,
            me=Me(self.person, role, "North", "enrolled" if self.person in server.people else "new"),
            server_time=RECEIPT,
            mismatched=tuple(
                one for one, head in heads.items() if one in readable and server.head(one, head.rev) != head
            ),
            unknown=tuple(one for one in heads if one not in readable),
            restored=position is not None and position.epoch != state.epochs[-1],
        )

    def backed_up(self) -> datetime | None:
        self.calls += 1
        return self.server.backed_up

    def deleted(self, audits: Collection[AuditId]) -> Deleted:
        self.calls += 1
        assert audits
        return Deleted()

    def have(self, op_ids: Sequence[OperationId]) -> frozenset[OperationId]:
        self.calls += 1
        readable = {one.operation.op_id for chain in self.server.scope_of(self.person).values() for one in chain}
        return frozenset(readable & set(op_ids))

    def offer(self, operations: Sequence[Operation]) -> None:
        self.calls += 1
        xid = self.server.cursor()[1] if self.xid is None else self.xid
        self.answered.append(tuple(self.server.take(one, self.person, xid) for one in operations))

    def answers(self) -> tuple[Answer, ...]:
        return self.answered.popleft()

    def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
        self.calls += 1
        after = (-1, 0, 0) if position is None else self.server.cursor_of(position)
        rows = [row for row in self.server.feed_of(self.person) if row[0] > after]
        end = most = min(most, self.server.most_a_page)
        while 0 < end < len(rows) and rows[end][0] == rows[end - 1][0]:
            end += 1
        page = tuple(entry for _, entry in rows[:end])
        if page:
            self.server.state.given.add(page[-1].at)
        return page_from(page, (self.person, mine))

    def stream(self, stream: Stream, from_rev: int, most: int) -> tuple[Placed, ...]:
        self.calls += 1
        chain = self.server.scope_of(self.person).get(stream, [])
        return tuple(chain[from_rev - 1 : from_rev - 1 + most])

    def ask_wanted(self, stream: Stream, blobs: Sequence[DocumentId]) -> None:
        self.calls += 1
        lacking = [one for one in blobs if not self._is_whole(stream, one)]
        parts = self.server.state.blobs
        self.said.append({one: frozenset(parts.get((stream, one), {})) for one in lacking})

    def wanted(self) -> Mapping[DocumentId, frozenset[int]]:
        return cast("Mapping[DocumentId, frozenset[int]]", self.said.popleft())

    def offer_part(self, stream: Stream, blob: DocumentId, part: int, part_of: BlobPart) -> None:
        self.calls += 1
        if stream.audit in self.server.takes_no_documents_of:
            self.said.append(PartAnswer.REFUSED)
            return
        self.server.state.blobs.setdefault((stream, blob), {})[part] = part_of
        self.said.append(PartAnswer.COMPLETE if self._is_whole(stream, blob) else PartAnswer.KEPT)

    def part_answer(self) -> PartAnswer:
        return cast("PartAnswer", self.said.popleft())

    def ask_part(self, stream: Stream, blob: DocumentId, part: int) -> None:
        self.calls += 1
        is_there = stream in self.server.scope_of(self.person) and self._is_whole(stream, blob)
        self.said.append(self.server.state.blobs[stream, blob][part] if is_there else None)

    def part(self) -> BlobPart | None:
        return cast("BlobPart | None", self.said.popleft())

    def people(self, ids: Collection[PersonId]) -> tuple[Acquaintance, ...]:
        self.calls += 1
        return tuple(self.server.people[one] for one in ids if one in self.server.people)

    def directory(self, since: str) -> DirectoryNews:
        self.calls += 1
        return DirectoryNews(since, is_whole=False, lines=())

    def quarantined(self) -> Mapping[OperationId, bool]:
        self.calls += 1
        mine = {one for one, (_, pusher) in self.server.state.quarantine.items() if pusher == self.person}
        return dict.fromkeys(mine, False) | dict.fromkeys(self.server.state.taken, True)

    def aside(self) -> tuple[Aside, ...]:
        self.calls += 1
        return ()

    def take_in(self, op_ids: Sequence[OperationId]) -> None:
        self.calls += 1
        self.server.take_in(op_ids, self.person)

    def under_way(self) -> tuple[UnderWay, ...]:
        self.calls += 1
        return ()

    def report_access(self, records: Sequence[AccessRecord]) -> None:
        self.calls += 1
        self.server.state.accesses.update({(self.person, one.id): one for one in records})

    def lease(self, audit: AuditId, minutes: int) -> Lease | None:
        self.calls += 1
        raise LineBroke(f"no lease for {audit} and {minutes} minutes in the tests' server")

    def close(self) -> None:
        pass

    def hang_up(self) -> None:
        pass

    def _is_whole(self, stream: Stream, blob: DocumentId) -> bool:
        parts = self.server.state.blobs.get((stream, blob), {})
        content = b"".join(parts[number].data for number in sorted(parts))
        return bool(parts) and hashlib.sha256(content).hexdigest() == blob


def as_transport(line: Line) -> Transport:
    """Let the type checker compare the line with the protocol."""
    return line


__all__ = ["FakeServer", "Line", "LineBroke", "as_transport"]
