"""Measures sync with a server that holds a million audits against one that holds ten thousand: it must not grow."""

from __future__ import annotations

import argparse
import functools
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.measure import Limit, Measured, milliseconds, report, side_by_side
from benchmarks.server_fill import fill
from qa_desktop.domain.exchange import Head, Position
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.sync.client.feed_rows import entries_from
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from qa_desktop.sync.client.transport import PROTOCOL
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Laptop, Server, fresh_server

LIMIT = Limit(ratio=1.3)
PULLED_AUDITS = 50
MOST_A_PULL = 500
WORDS = "The plan says in the child's own words what has to change, and the last review was read together. "


@dataclass
class Party:
    """Somebody who syncs, and where they stand."""

    laptop: Laptop
    position: Position | None = None
    late: Position | None = None
    """A position behind which just the newest audits come."""
    heads: dict[Stream, Head] = field(default_factory=dict)

    @functools.cached_property
    def line(self) -> PostgresTransport:
        """The open line."""
        return PostgresTransport(self.laptop.connection)

    def pull_from(self, position: Position | None) -> int:
        """Read the feed to its end; return how many operations came, and remember where it ended."""
        came = 0
        while page := self.line.pull(position, MOST_A_PULL):
            position = page.reached
            for entry in entries_from(page.rows):
                if entry.placed is not None:
                    came += 1
                    self.heads[entry.stream] = Head(entry.placed.rev, entry.placed.head)
        self.position = position
        return came

    def nothing_to_do(self) -> None:
        """Sync where nothing happened: two calls."""
        heads = dict(list(self.heads.items())[-PULLED_AUDITS:])
        greeting = self.line.hello(PROTOCOL, self.position, heads)
        if greeting.mismatched or greeting.unknown or self.line.pull(self.position, MOST_A_PULL):
            sys.exit("the server says that there is something to do")


@dataclass(frozen=True, slots=True)
class Filled:
    """A server of some size, with an auditor and an officer who are up to date."""

    auditor: Party
    officer: Party


def main() -> None:
    """Fill both servers and print a line a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=40)
    chosen = parser.parse_args()
    with (
        running_cluster() as cluster,
        filled(cluster, chosen.few) as few,
        filled(cluster, chosen.many) as many,
    ):
        for name, measured in MEASURES.items():
            report(name, *side_by_side(chosen.runs, measured(many), measured(few)), LIMIT)


@contextmanager
def filled(cluster: Cluster, audits: int) -> Iterator[Filled]:
    """Make a server with so many audits; those of the measured people lie before and behind all others."""
    with fresh_server(cluster) as server:
        auditor, officer = Party(server.person("auditor")), Party(server.person("qa_officer"))
        push_audits(auditor, PULLED_AUDITS // 2)
        began = time.perf_counter()
        fill(server.dsn, audits)
        print(f"{audits} audits filled in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        officer.position = officer.late = end_of_feed(server)
        push_audits(auditor, PULLED_AUDITS - PULLED_AUDITS // 2)
        other = Party(server.person("auditor"))
        push_audits(other, PULLED_AUDITS // 2)
        auditor.pull_from(None)
        officer.pull_from(officer.late)
        yield Filled(auditor, officer)


def end_of_feed(server: Server) -> Position:
    """Return the last position of what officers are told."""
    told = server.sql(
        "SELECT e.id, f.xid, f.seq FROM qa.feed f JOIN qa.epoch e ON e.no = f.epoch WHERE f.audience = 'all' "
        "ORDER BY f.epoch DESC, f.xid DESC, f.seq DESC LIMIT 1"
    )
    epoch, xid, seq = told.split("|")
    return Position(epoch, int(xid), int(seq))


def signed_audit(laptop: Laptop) -> list[Operation]:
    """Write a small audit and sign it."""
    stream = f"{uuid.uuid4()}/record"
    return [
        laptop.operation(stream, "create", "audit"),
        *(laptop.operation(stream, path=f"answer/bra-live.{number}/comment", value=WORDS * 3) for number in (1, 2)),
        laptop.operation(stream, "sign", "signed"),
        laptop.operation(stream, "document", "document/archive_note", facts={"document": "00" * 32}),
    ]


def push_audits(party: Party, count: int) -> None:
    """Push audits one by one, as they come over the days."""
    for _ in range(count):
        answers = party.line.push(signed_audit(party.laptop))
        if not all(answer.verdict.is_delivered for answer in answers):
            sys.exit(f"the server did not take an audit: {answers}")


def no_op(server: Filled) -> Measured:
    """Return what syncs an auditor who has nothing to do."""
    return lambda _: milliseconds(server.auditor.nothing_to_do)


def officers_no_op(server: Filled) -> Measured:
    """Return the same for an officer, who sees everything."""
    return lambda _: milliseconds(server.officer.nothing_to_do)


def fresh_pull(server: Filled) -> Measured:
    """Return what pulls an auditor's fifty audits onto a new laptop."""
    return lambda _: milliseconds(lambda: expect(server.auditor.pull_from(None), PULLED_AUDITS))


def officers_newest(server: Filled) -> Measured:
    """Return what pulls the newest fifty audits for an officer who was away."""
    return lambda _: milliseconds(lambda: expect(server.officer.pull_from(server.officer.late), PULLED_AUDITS))


def push(server: Filled) -> Measured:
    """Return what pushes one audit."""

    def measured(_run: int) -> float:
        operations = signed_audit(server.auditor.laptop)
        return milliseconds(lambda: server.auditor.line.push(operations))

    return measured


def expect(came: int, audits: int) -> None:
    """Make sure that what was measured is what was meant."""
    if came != audits * 5:
        sys.exit(f"{came} operations came, not those of {audits} audits")


MEASURES = {
    "sync_growth_no_op": no_op,
    "sync_growth_officers_no_op": officers_no_op,
    "sync_growth_fresh_pull": fresh_pull,
    "sync_growth_officers_newest": officers_newest,
    "sync_growth_push": push,
}


if __name__ == "__main__":
    main()
