"""Measures pushing against a bare binary COPY of the same columns over the same line: no key, no index, no check.

`sync_push_large` and `sync_push_audits` measure what the engine does with operations that are in memory: encoding,
the line, and everything that the server does until each operation is answered. The rows of the floor are ready before
the clock starts; both are on the same server, which keeps them alike. Push and floor are taken by turns, and each pair
gives a ratio. `..._far` lets both connect, too, over a line on which a round trip takes 100 ms. `..._whole_run` is a
whole sync with the local store: reading and freezing the outbox, settling it, and reading back its places in the feed.
"""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

import psycopg

from benchmarks.measure import Limit, Measured, milliseconds, report, report_pairs, side_by_side
from benchmarks.profiles import scratch_folder
from benchmarks.slow_line import slow_line
from benchmarks.sync_load import Author, bare_row, copy_bare, make_bare_table, push_all, record_audits
from benchmarks.sync_world import SyncingLaptop, new_laptop, server_of_its_own
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream
from tests.sync.server.laptops import Server

LARGE_BYTES = 10_000
ONE_WAY_SECONDS = 0.05


@dataclass(slots=True)
class Load:
    """What is pushed: another lot each run, all of one shape, made before the clock starts."""

    make: Callable[[], Sequence[Operation]]
    runs: int
    run: int = -1
    lot: Sequence[Operation] = ()
    rows: Sequence[tuple[object, ...]] = ()

    def make_ready(self, run: int) -> None:
        """Make the lot of a run, with the floor's rows; what is there already stays."""
        if run != self.run:
            self.run, self.lot = run, self.make()
            self.rows = [bare_row(one) for one in self.lot]


def main() -> None:
    """Print a line for each shape and each line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=int, default=1000, help="how many operations of 10 KB")
    parser.add_argument("--audits", type=int, default=400, help="how many whole audits, about 100 operations each")
    parser.add_argument("--runs", type=int, default=21, help="of the far and the whole ones a third")
    sizes = parser.parse_args()
    few = max(1, sizes.runs // 3)
    with scratch_folder() as folder, server_of_its_own() as server:
        recorded = record_audits(folder / "recorded")
        laptop = new_laptop(folder / "auditor", server, "auditor")
        author, life = Author.of(laptop), str(uuid4())
        with psycopg.connect(server.dsn, autocommit=True) as bare:
            make_bare_table(bare)

            def large() -> Sequence[Operation]:
                return author.large(recorded[0][0], sizes.large, LARGE_BYTES, life)

            near("sync_push_large", laptop, bare, Load(large, sizes.runs), Limit(ratio=1.5))
            far("sync_push_large_far", laptop, server, Load(large, few))
            many = [recorded[number % len(recorded)] for number in range(sizes.audits)]
            audits = Load(lambda: [one for audit in many for one in author.anew(audit, life)], few)
            near("sync_push_audits", laptop, bare, audits, Limit(ratio=10))
            whole_run(
                "sync_push_large_whole_run",
                new_laptop(folder / "other", server, "auditor"),
                bare,
                sizes.large,
                few,
            )


def near(
    name: str, laptop: SyncingLaptop, bare: psycopg.Connection[tuple[object, ...]], load: Load, limit: Limit
) -> None:
    """Measure on open lines of this computer."""
    line = laptop.line()
    now = laptop.profile.desk.clock.now

    def push(run: int) -> float:
        load.make_ready(run)
        return milliseconds(lambda: push_all(line, load.lot, now))

    def copy(run: int) -> float:
        load.make_ready(run)
        return milliseconds(lambda: copy_bare(bare, load.rows))

    report_pairs(name, *side_by_side(load.runs, push, copy), limit)
    line.close()


def far(name: str, laptop: SyncingLaptop, server: Server, load: Load) -> None:
    """Measure with connecting, on a line on which a round trip takes 100 ms."""
    now = laptop.profile.desk.clock.now
    with slow_line(server.cluster.port, ONE_WAY_SECONDS) as slow:
        away = replace(laptop, address=replace(laptop.address, port=slow.port))
        dsn = server.dsn.replace(f"port={server.cluster.port}", f"port={slow.port}")

        def push() -> None:
            line = away.line()
            push_all(line, load.lot, now)
            line.close()

        def copy() -> None:
            with psycopg.connect(dsn, autocommit=True) as bare:
                copy_bare(bare, load.rows)

        def timed(work: Callable[[], None]) -> Measured:
            def measure(run: int) -> float:
                load.make_ready(run)
                return milliseconds(work)

            return measure

        values, floors = side_by_side(load.runs, timed(push), timed(copy))
        report(name, values, floors, Limit(absolute=1100))


def whole_run(
    name: str, laptop: SyncingLaptop, bare: psycopg.Connection[tuple[object, ...]], how_many: int, runs: int
) -> None:
    """Measure whole runs of the engine with the real store, against the same COPY."""
    store = laptop.profile.store
    rows: list[list[tuple[object, ...]]] = []
    values: list[float] = []
    floors: list[float] = []
    for run in range(runs):
        audit = AuditId(laptop.profile.desk.new_id())
        begin = Change(Stream(audit), "audit", None, kind=OperationKind.CREATE, facts={"tool_hash": "0" * 64})
        words = [secrets.token_hex(LARGE_BYTES) for _ in range(how_many - 1)]
        fields = [Change(Stream(audit), f"answer/a.{number}/comment", text) for number, text in enumerate(words)]
        rows.append([bare_row(one) for one in store.append([begin, *fields])])
        values.append(milliseconds(laptop.sync))
        floors.append(milliseconds(partial(copy_bare, bare, rows[run])))
    report(name, values, floors, Limit())


if __name__ == "__main__":
    main()
