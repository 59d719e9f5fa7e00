"""Measures what syncing costs a laptop as its audits grow: processor time for each thousand, and memory.

A feed that is made while it is read gives genuine signed audits of a dozen operations, a thousand each sync, as a
server does to a fresh laptop of an officer. Making them is not counted. The product's own work is: engine, proving,
storing, working out audits and lists. The floor is the same with few audits in the store.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import statistics
import time
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.measure import Limit, milliseconds, report
from benchmarks.profiles import OpenedProfile, light_audit, make_profile, scratch_folder
from qa_desktop.domain.arrivals import RawPage
from qa_desktop.domain.directory import DirectoryNews
from qa_desktop.domain.exchange import (
    Acquaintance,
    FeedEntry,
    FeedEvent,
    Greeting,
    Head,
    Me,
    Placed,
    Position,
)
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, Stream, commitment, pack_body
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.tool import Tool
from qa_desktop.services.sync_now import SyncNow
from qa_desktop.sync.client.transport import BlobPart, Transport
from qa_desktop.toolkit.canonical import canonical_bytes
from tests.sync.wire_rows import page_from

TOOL = "bra-live-audit"
FLAT = Limit(ratio=1.2)
GROWTH = Limit(ratio=1.3)
AUTHOR = PersonId(str(uuid.UUID(int=1)))
"""Who wrote everything that the feed gives."""


@dataclass(slots=True)
class MadeFeed:
    """A line to a server that makes its feed while it is read. Only what a reading officer asks is answered."""

    profile: OpenedProfile
    tool: Tool
    end: int = 0
    """How many audits there are by now."""
    making: float = 0.0
    """Processor seconds that went into making them."""
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def hello(
        self, _protocol: int, _position: Position | None, _heads: Mapping[Stream, Head], _mine: str = ""
    ) -> Greeting:
        """Greet the owner; nothing ever differs."""
        return Greeting(
            server_protocol=1,
            epoch="made",
            position_known=True,
            me=Me(self.profile.store.owner.id, "qa_officer", "north", "enrolled"),
            server_time=datetime.now(UTC),
            mismatched=(),
            unknown=(),
            restored=False,
        )

    def pull(self, position: Position | None, most: int, _mine: str = "") -> RawPage | None:
        """Make the next audits."""
        began = time.thread_time()
        page: list[FeedEntry] = []
        number = 0 if position is None else position.seq
        while len(page) < most and number < self.end:
            number += 1
            page += self._audit(number)
        made = page_from(page)
        self.making += time.thread_time() - began
        return made

    def people(self, _ids: Collection[PersonId]) -> tuple[Acquaintance, ...]:
        """Tell the author's key."""
        public = self.key.public_key().public_bytes_raw()
        return (Acquaintance(Person(AUTHOR, "Ada", Role.AUDITOR, "north", public, b"", ""), (public,)),)

    def directory(self, _since: str) -> DirectoryNews:
        """Nobody else is told of."""
        return DirectoryNews("", is_whole=True, lines=())

    def ask_wanted(self, _stream: Stream, _blobs: Sequence[DocumentId]) -> None:
        """Be asked what is lacking."""

    def wanted(self) -> Mapping[DocumentId, frozenset[int]]:
        """Lack nothing."""
        return {}

    def close(self) -> None:
        """Hang up."""

    def hang_up(self) -> None:
        """Nothing is ever under way for long."""

    def ask_part(self, _stream: Stream, _blob: DocumentId, _part: int) -> None:
        """Be asked for the tool."""

    def part(self) -> BlobPart:
        """Return the tool."""
        return BlobPart(canonical_bytes(self.tool), 1)

    def _audit(self, number: int) -> Iterator[FeedEntry]:
        stream = Stream(AuditId(str(uuid.UUID(int=number))))
        at, head = Position("made", 1, number), b""
        for rev, change in enumerate(light_audit(stream.audit, self.tool, f"{number:05d}"), start=1):
            operation = self._operation(change, number * 100 + rev)
            head = hashlib.sha256(head + operation.digest()).digest()
            placed = Placed(operation, rev, head, "made", operation.client_time)
            yield FeedEntry(FeedEvent.OPERATION, stream, at, placed)

    def _operation(self, change: Change, seq: int) -> Operation:
        body, salt = (None if change.fact or change.value is None else pack_body({"v": change.value})), bytes(16)
        facts = dict(change.facts or {}) | ({"v": change.value} if change.fact else {})
        operation = Operation(
            op_id=OperationId(str(uuid.UUID(int=seq))),
            stream=change.stream,
            kind=change.kind.value,
            path=change.path,
            base=None,
            author=AUTHOR,
            incarnation="made",
            seq=seq,
            schema=1,
            client_time=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
            facts=facts,
            body=body,
            salt=salt,
            commit=commitment(salt, body),
        )
        return replace(operation, signature=self.key.sign(operation.envelope()))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one sync cost."""

    processor_ms: float
    resident_mb: float
    page_ms: float
    """How long the sync page waits for what is known of sync."""


def main() -> None:
    """Print a line for processor time, one for memory, one for the sync page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=1000, help="how many audits come with each sync")
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        profile = make_profile(folder)
        feed = MadeFeed(profile, profile.desk.tool(TOOL))
        costs = [sync(profile, feed, chosen.at_once) for _ in range(chosen.audits // chosen.at_once)]
        held = len(profile.desk.list_audits(SummaryFilter(limit=chosen.audits + 1)))
        profile.desk.close()
    if held != feed.end:
        raise SystemExit(f"{feed.end} audits were sent, and {held} are in the list")
    first, last = costs[1 : len(costs) // 2], costs[len(costs) // 2 :]
    report("sync_processor", [one.processor_ms for one in last], [one.processor_ms for one in first], FLAT)
    report("sync_memory", [one.resident_mb for one in last[-1:]], [one.resident_mb for one in costs[:1]], GROWTH, "mb")
    report("sync_page", [one.page_ms for one in last], [one.page_ms for one in first], FLAT)


def sync(profile: OpenedProfile, feed: MadeFeed, more: int) -> Cost:
    """Let more audits come, sync once, and return what it cost."""
    store, desk = profile.store, profile.desk
    feed.end += more
    making, began = feed.making, time.process_time()
    done = SyncNow(store, store.sync, lambda _: cast("Transport", feed), desk.open_audit, desk.clock)(lambda: False)
    spent = time.process_time() - began - (feed.making - making)
    if done.words or not done.received:
        raise SystemExit(f"sync ended with {done}")
    page = statistics.median(milliseconds(desk.sync_facts) for _ in range(5))
    return Cost(spent * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, page)


if __name__ == "__main__":
    main()
