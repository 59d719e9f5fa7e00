"""Measures five hundred laptops that arrive together, each with five whole audits: nobody may see an error."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.profiles import REASON, scratch_folder
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.operation import Change, Stream
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import Crowded
from qa_desktop.sync.client.waiting import Waiting
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server, fresh_server

PLACES = 200
"""max_connections of docs/server.md."""
PROCESSES = 4
ALONE = 3
ROUND_SECONDS = 60
"""How long the window waits, about, before it tries again after a run that found no place."""
MOST_RUNS = 10
NOTES = (
    "SELECT count(*) FROM qa.op o JOIN qa.blob b ON b.stream_no = o.stream_no AND b.complete "
    "AND encode(b.sha256, 'hex') = o.facts::json ->> 'document' WHERE o.kind = 'document'"
)
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much everybody brings along."""

    audits: int
    fields: int
    note_bytes: int

    @property
    def operations(self) -> int:
        """How many operations one laptop brings: begin, subject, fields, signature and note of each audit."""
        return self.audits * (self.fields + 4)


@dataclass(slots=True)
class Arrival:
    """How it went for one laptop."""

    seconds: float = 0.0
    runs: int = 0
    waited: float = 0.0
    crowded: int = 0
    errors: list[str] = field(default_factory=list)


def main() -> int:
    """Print one line; the exit code is 1 if anybody met an error or anything is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laptops", type=int, default=500)
    parser.add_argument("--audits", type=int, default=5)
    parser.add_argument("--fields", type=int, default=40)
    parser.add_argument("--note-kb", type=int, default=60)
    parser.add_argument("--places", type=int, default=PLACES, help="max_connections of the server")
    chosen = parser.parse_args()
    sizes = Sizes(chosen.audits, chosen.fields, chosen.note_kb * 1000)
    with scratch_folder() as folder, running_cluster() as cluster:
        give_places(cluster, chosen.places)
        with fresh_server(cluster) as server:
            alone = [alone_one(folder / f"alone-{number}", server, sizes) for number in range(ALONE)]
            before = server_cpu(cluster)
            arrivals, laptops_cpu = arrive(folder, server, sizes, chosen.laptops)
            told = summary(arrivals, alone) | {
                "server_cpu_s": round(server_cpu(cluster) - before, 1),
                "laptops_cpu_s": round(laptops_cpu, 1),
            }
            missing = what_is_missing(server, sizes, chosen.laptops + ALONE)
    for words in missing:
        print(words, file=sys.stderr)
    print(json.dumps(told))
    return 1 if missing or told["errors"] else 0


def give_places(cluster: Cluster, places: int) -> None:
    """Let so many connect."""
    cluster.sql("postgres", f"ALTER SYSTEM SET max_connections = {places}")
    cluster.stop("fast")
    cluster.start()


def alone_one(folder: Path, server: Server, sizes: Sizes) -> float:
    """Return how many seconds a laptop takes that has the server to itself."""
    laptop = loaded_laptop(folder, server, sizes)
    arrival = Arrival()
    deliver(laptop, arrival, time.perf_counter())
    laptop.profile.store.close()
    if arrival.errors:
        sys.exit(f"a laptop alone met an error: {arrival.errors}")
    return arrival.seconds


def loaded_laptop(folder: Path, server: Server, sizes: Sizes) -> RealLaptop:
    """Make a real store with whole signed audits, none of them sent."""
    laptop = new_real_laptop(folder, server, folder.name, "auditor")
    for number in range(sizes.audits):
        audit = laptop.start_audit(f"CASE-{number:04d}")
        stream = Stream(audit)
        laptop.profile.store.append(
            [Change(stream, f"answer/q{one}/comment", f"{REASON * 3}{one}") for one in range(sizes.fields)]
        )
        laptop.sign(audit, b"%PDF-1.7 " + os.urandom(sizes.note_bytes))
    return laptop


def arrive(folder: Path, server: Server, sizes: Sizes, laptops: int) -> tuple[list[Arrival], float]:
    """Load all laptops, let them go at once, and return how it went for each, and their processor seconds."""
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(PROCESSES)
    children = []
    for first in range(PROCESSES):
        mine = [folder / f"laptop-{number}" for number in range(first, laptops, PROCESSES)]
        here, there = context.Pipe()
        child = context.Process(target=crowd, args=(mine, server, sizes, gate, there))
        child.start()
        children.append((child, here))
    arrivals: list[Arrival] = []
    cpu = 0.0
    for child, here in children:
        more, seconds = here.recv()
        arrivals += more
        cpu += seconds
        child.join()
    return arrivals, cpu


def crowd(folders: list[Path], server: Server, sizes: Sizes, gate: threading.Barrier, there: Connection) -> None:
    """Be many laptops, each a thread with a store and a line of its own; begin together with the other processes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard) if hard > soft else (soft, hard))
    laptops = [loaded_laptop(folder, server, sizes) for folder in folders]
    arrivals = [Arrival() for _ in laptops]
    gate.wait()
    before, began = time.process_time(), time.perf_counter()
    threads = [
        threading.Thread(target=deliver, args=(laptop, arrival, began))
        for laptop, arrival in zip(laptops, arrivals, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    there.send((arrivals, time.process_time() - before))


def deliver(laptop: RealLaptop, arrival: Arrival, began: float) -> None:
    """Sync as the window does, until everything is delivered."""
    while arrival.runs < MOST_RUNS:
        arrival.runs += 1
        try:
            with line_of(laptop, arrival) as engine:
                report = engine.run()
        except Crowded:
            arrival.crowded += 1
            time.sleep(ROUND_SECONDS * random.uniform(0.75, 1.25))  # noqa: S311 - as SyncRounds spreads them
            continue
        except NetworkProblem as problem:
            arrival.errors.append(problem.sentence)
            continue
        if report.outcome is not Outcome.DONE or report.refused:
            arrival.errors.append(report.words or f"{report.refused} refused")
        elif not any(one.unsent or one.documents_to_send for one in laptop.profile.store.sync.audits()):
            break
    arrival.seconds = time.perf_counter() - began


@contextmanager
def line_of(laptop: RealLaptop, arrival: Arrival) -> Iterator[Engine]:
    """Lend an engine on an open line."""
    waiting = Waiting()
    try:
        line = open_line(laptop.address, laptop.password, waiting)
    finally:
        arrival.waited += waiting.waited
    try:
        store = laptop.profile.store
        yield Engine(store.sync, line, store.owner.id, laptop.profile.clock)
    finally:
        line.close()


def summary(arrivals: list[Arrival], alone: list[float]) -> dict[str, object]:
    """Return the line to print: the 95th of a hundred laptops, beside one that has the server to itself."""
    seconds = sorted(one.seconds for one in arrivals)
    value, floor = seconds[max(0, round(len(seconds) * 0.95) - 1)], statistics.median(alone)
    errors = [words for one in arrivals for words in one.errors]
    for words in sorted(set(errors)):
        print(f"{errors.count(words)} times: {words}", file=sys.stderr)
    return {
        "measure": "sync_arrivals",
        "value_ms": round(value * 1000),
        "floor_ms": round(floor * 1000),
        "ratio": round(value / floor, 1),
        "limit": 0,
        "limit_of": "errors",
        "errors": len(errors),
        "runs": sum(one.runs for one in arrivals),
        "median_s": round(statistics.median(seconds), 1),
        "last_s": round(seconds[-1], 1),
        "laptops_that_waited_for_a_place": sum(one.waited > 0 for one in arrivals),
        "longest_wait_s": round(max(one.waited for one in arrivals), 1),
        "runs_without_a_place": sum(one.crowded for one in arrivals),
    }


def what_is_missing(server: Server, sizes: Sizes, laptops: int) -> list[str]:
    """Return a line for every kind of thing of which the server holds another number than was brought."""
    counted = {
        "operations": ("SELECT count(*) FROM qa.op", laptops * sizes.operations),
        "notes": (NOTES, laptops * sizes.audits),
    }
    return [
        f"{found} {name} are on the server, {wanted} were brought"
        for name, (statement, wanted) in counted.items()
        if (found := int(server.sql(statement))) != wanted
    ]


def server_cpu(cluster: Cluster) -> float:
    """Return the processor seconds of the server and of all its processes that ended."""
    postmaster = (cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0]
    fields = Path(f"/proc/{postmaster}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(one) for one in fields[11:15]) / CLOCK_TICKS


if __name__ == "__main__":
    sys.exit(main())
