"""Lets the world come to rest, then looks for anything that was lost: on the server, on laptops, among documents."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import psycopg

from benchmarks.simulator.deletions import wrongly_deleted
from benchmarks.simulator.runs import sync_in_peace
from benchmarks.simulator.world import VirtualLaptop, World
from qa_desktop.domain.chain import walk
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Head, Outcome, Placed
from qa_desktop.domain.ids import DocumentId, OperationId
from qa_desktop.domain.operation import Operation, OperationKind, Stream, chain_head, unpack_body
from qa_desktop.domain.retention import RETENTION
from qa_desktop.errors import NotFound
from qa_desktop.sync.client.connect import open_line
from tests.sync.wire_rows import pages

MOST_ROUNDS = 8
EVERYTHING = 1_000_000
_ON_SERVER = "SELECT op_id::text, body, facts::json -> 'v' FROM qa.op"
_DOCUMENTS = (
    "SELECT encode(b.sha256, 'hex'), sha256((SELECT string_agg(p.data, ''::bytea ORDER BY p.part) FROM qa.blob_part p "
    "WHERE p.stream_no = b.stream_no AND p.sha256 = b.sha256)) FROM qa.blob b WHERE b.complete"
)
_LEFT = "SELECT op_id FROM operation WHERE pos IN (SELECT pos FROM outbox) OR pos IN (SELECT pos FROM quarantined)"
_DOCUMENTS_LEFT = "SELECT id FROM blob WHERE state = 'send'"


@dataclass(slots=True)
class OnServer:
    """What the server holds, as its administrator sees it."""

    operations: dict[str, object]
    documents: dict[str, bytes]
    quarantined: set[str]


@dataclass(slots=True)
class OnLaptop:
    """What one laptop holds, and what it may see."""

    laptop: VirtualLaptop
    log: dict[OperationId, Operation]
    scope: dict[Stream, list[Placed]]
    left: set[str]
    """Unsent and refused operations: both are shown to their author."""
    documents_left: set[str]


def come_to_rest(world: World) -> int:
    """Sync everybody in peace until nothing moves; return how many rounds that took."""
    for number in range(1, MOST_ROUNDS + 1):
        reports = [sync_in_peace(world, laptop) for laptop in world.laptops]
        bad = {one.outcome.value: one.words for one in reports if one.outcome is not Outcome.DONE}
        if bad:
            raise RuntimeError(f"a run in peace did not go through: {bad}")
        if not any(one.sent or one.received or one.documents for one in reports):
            return number
    return MOST_ROUNDS + 1


def losses(world: World, rounds: int) -> Iterator[str]:
    """Yield a line for everything that is not as it must be."""
    if rounds > MOST_ROUNDS:
        yield f"the laptops did not come to rest in {MOST_ROUNDS} rounds"
    server = _on_server(world)
    laptops = [_on_laptop(world, laptop) for laptop in world.laptops]
    yield from world.came_back
    yield from wrongly_deleted(world)
    yield from _lost_words(world, server, laptops)
    for one in laptops:
        yield from (f"laptop {one.laptop.number}: {words}" for words in _wrong_on_laptop(world, server, one))
    yield from _different_conflicts(world, laptops)


def _lost_words(world: World, server: OnServer, laptops: list[OnLaptop]) -> Iterator[str]:
    """Every saved operation is on the server, or on its author's laptop among what is unsent or refused."""
    for op_id, saved in world.saved.items():
        author = laptops[saved.by]
        if saved.audit in world.deletions.last.disposed:
            world.counts["at_rest disposed"] += 1
            continue
        if op_id in server.operations:
            found = server.operations[op_id]
            world.counts["at_rest on_server"] += 1
        elif op_id in author.left and op_id in author.log:
            found = _plain(author.log[op_id].value)
            world.counts["at_rest quarantined" if op_id in server.quarantined else "at_rest unsent_or_refused"] += 1
        else:
            yield f"LOST: {op_id} of laptop {saved.by} in audit {saved.audit}"
            continue
        if op_id in world.deletions.entries:
            world.counts["at_rest redacted"] += 1
        elif found != _plain(saved.value):
            yield f"LOST: {op_id} of laptop {saved.by} says other words than were saved"


def _wrong_on_laptop(world: World, server: OnServer, one: OnLaptop) -> Iterator[str]:
    store = one.laptop.store
    if store.sync.held():
        yield f"{len(store.sync.held())} operations are held back"
    due = {placed.operation.op_id: placed.operation for chain in one.scope.values() for placed in chain}
    yield from (f"{op_id} did not arrive" for op_id in due.keys() - one.log.keys())
    yield from (f"{op_id} is another one here" for op_id in due.keys() & one.log.keys() if due[op_id] != one.log[op_id])
    waiting = {operation.stream for op_id, operation in one.log.items() if op_id in one.left}
    for op_id in one.log.keys() - due.keys():
        # A stream that was taken back stays while own work or a document of it is unsent.
        stream = one.log[op_id].stream
        if stream.name == RETENTION and stream.audit in world.deletions.last.disposed:
            continue  # The orders for what was disposed of may have been asked for.
        if op_id not in one.left and stream not in waiting and not one.documents_left:
            yield f"{op_id} is here and not this person's to see, or the server lacks it"
    heads = store.sync.heads_to_check(EVERYTHING)
    for stream, chain in one.scope.items():
        proof = walk(stream, chain)
        if proof.broken_at is not None:
            yield f"the chain of {stream} breaks at {proof.broken_at}"
        if heads.get(stream) != Head(proof.revisions, bytes.fromhex(proof.head)):
            yield f"the head of {stream} is another one here"
    yield from _wrong_documents(world, server, one, due)


def _wrong_documents(world: World, server: OnServer, one: OnLaptop, due: dict[OperationId, Operation]) -> Iterator[str]:
    for operation in due.values():
        named = operation.facts.get("document")
        if operation.kind != OperationKind.DOCUMENT.value or not isinstance(named, str) or operation.is_redacted:
            continue
        wanted = world.documents[DocumentId(named)]
        try:
            if one.laptop.store.document(DocumentId(named)).data != wanted:
                yield f"the document {named} has other bytes"
        except NotFound:
            yield f"the document {named} did not arrive"
        if named in server.documents:
            if server.documents[named] != hashlib.sha256(wanted).digest():
                yield f"the document {named} has other bytes on the server"
        elif named not in one.documents_left:
            yield f"the document {named} is not on the server"


def _different_conflicts(world: World, laptops: list[OnLaptop]) -> Iterator[str]:
    """Whoever holds the same operations knows of the same conflicts."""
    for audit in world.audits:
        seen: defaultdict[frozenset[OperationId], set[str]] = defaultdict(set)
        for one in laptops:
            log = frozenset(op_id for op_id, operation in one.log.items() if operation.stream.audit == audit)
            if log:
                open_ones = conflicts(one.laptop.store.sync.in_server_order(audit))
                found = sorted(f"{c.path} {sorted(head.op_id for head in c.heads)}" for c in open_ones)
                seen[log].add("; ".join(found))
        if any(len(views) > 1 for views in seen.values()):
            yield f"laptops with the same log see different conflicts in {audit}"
        views = [view for found_ones in seen.values() for view in found_ones if view]
        world.counts["conflicts_open"] += max((len(view.split("; ")) for view in views), default=0)


def _on_server(world: World) -> OnServer:
    with psycopg.connect(world.server.dsn) as connection:
        operations = {
            str(row[0]): unpack_body(row[1]).get("v") if row[2] is None else row[2]
            for row in connection.execute(_ON_SERVER)
        }
        documents = {str(row[0]): bytes(row[1]) for row in connection.execute(_DOCUMENTS)}
        waiting = {str(row[0]) for row in connection.execute("SELECT (sent).op_id FROM qa.quarantine")}
    return OnServer({op_id: _plain(value) for op_id, value in operations.items()}, documents, waiting)


def _on_laptop(world: World, laptop: VirtualLaptop) -> OnLaptop:
    store = laptop.store
    log = {one.op_id: one for audit in world.audits for one in store.operations(audit)}
    with store._read() as run:  # noqa: SLF001 - the judge looks behind the store
        left = {str(row[0]) for row in run(_LEFT)}
        documents_left = {str(row[0]) for row in run(_DOCUMENTS_LEFT)}
    left |= {one.op_id for one in store.sync.refusals()}
    world.counts["at_rest refused"] += len(store.sync.refusals())
    return OnLaptop(laptop, log, _scope(laptop), left, documents_left)


def _scope(laptop: VirtualLaptop) -> dict[Stream, list[Placed]]:
    """Return what a new laptop of this person would get."""
    found: dict[Stream, dict[int, Placed]] = {}
    with closing(open_line(laptop.real.address, laptop.real.password)) as line:
        for entries in pages(line, None, 1000):
            for entry in entries:
                if entry.placed is not None:
                    found.setdefault(entry.stream, {})[entry.placed.rev] = entry.placed
    return {stream: list(_chained(chain[rev] for rev in sorted(chain))) for stream, chain in found.items()}


def _chained(chain: Iterable[Placed]) -> Iterator[Placed]:
    """Work out the heads that the server left to be worked out; those that it says stay as it says them."""
    head = b""
    for one in chain:
        head = chain_head([one.operation], head)
        yield one if one.head else replace(one, head=head)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
