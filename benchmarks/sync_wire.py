"""Measures what whole audits weigh on the wire, against a binary COPY of the same columns with bodies as they are.

Both go over the same kind of line, TLS included, and what connecting costs is left out of both. The audits were
recorded through the services, answer by answer, with each of the shipped tools.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import psycopg

from benchmarks.measure import Limit, report
from benchmarks.profiles import scratch_folder
from benchmarks.slow_line import SlowLine, slow_line
from benchmarks.sync_load import Author, bare_row, copy_bare, make_bare_table, push_all, record_audits, unpacked
from benchmarks.sync_world import new_laptop, server_of_its_own
from qa_desktop.sync.client.transport import MOST_A_PULL, Transport

KILOBYTE = 1000


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=50, help="how many whole audits, about 100 operations each")
    audits: int = parser.parse_args().audits
    with scratch_folder() as folder, server_of_its_own() as server, slow_line(server.cluster.port) as wire:
        recorded = record_audits(folder / "recorded")
        laptop = new_laptop(folder / "auditor", server, "auditor")
        author, life = Author.of(laptop), str(uuid4())
        operations = [one for n in range(audits) for one in author.anew(recorded[n % len(recorded)], life)]
        dsn = server.dsn.replace(f"port={server.cluster.port}", f"port={wire.port}")
        with psycopg.connect(dsn, autocommit=True) as bare:
            make_bare_table(bare)
            rows = [bare_row(unpacked(one)) for one in operations]
            raw, _ = weigh(wire, lambda: copy_bare(bare, rows))
        line = replace(laptop, address=replace(laptop.address, port=wire.port)).line()
        up, _ = weigh(wire, lambda: push_all(line, operations, laptop.profile.desk.clock.now))
        _, down = weigh(wire, lambda: pull_all(line))
        _, own = weigh(wire, lambda: pull_all(line, life))
        line.close()
    report("sync_wire_push", [up], [raw], Limit(ratio=0.6), "kb")
    report("sync_wire_pull", [down], [raw], Limit(ratio=0.6), "kb")
    report("sync_wire_pull_own", [own], [raw], Limit(ratio=0.3), "kb")
    packed = sum(len(one.body or b"") for one in operations)
    as_they_are = sum(len(unpacked(one).body or b"") for one in operations)
    report("sync_wire_bodies", [packed / KILOBYTE], [as_they_are / KILOBYTE], Limit(ratio=0.45), "kb")


def weigh(wire: SlowLine, work: Callable[[], object]) -> tuple[float, float]:
    """Return how many kilobytes went up and came down."""
    up, down = wire.up, wire.down
    work()
    return (wire.up - up) / KILOBYTE, (wire.down - down) / KILOBYTE


def pull_all(line: Transport, mine: str = "") -> None:
    """Pull to the end of the feed and keep nothing, with the incarnation of whoever wrote it, or as anybody else."""
    position = None
    while page := line.pull(position, MOST_A_PULL, mine):
        position = page.reached


if __name__ == "__main__":
    main()
