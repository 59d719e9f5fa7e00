"""Measures a sync in which nothing happens, and the first calls to a new, empty server against those to a filled one.

A plan that suits a filled table may be terrible for an empty one, and the first call of a connection makes its plans:
each call is made once on a line of its own, to a database that was just set up and to one that holds whole audits.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import scratch_folder
from benchmarks.server_fill import fill_quarantine
from benchmarks.slow_line import slow_line
from benchmarks.sync_load import Author, push_all, record_audits
from benchmarks.sync_world import SyncingLaptop, new_laptop
from qa_desktop.domain.ids import DocumentId
from qa_desktop.domain.operation import Operation
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from qa_desktop.sync.client.transport import MOST_A_PULL, PROTOCOL, BlobPart
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Server, fresh_server

Call = Callable[[PostgresTransport], object]
ONE_WAY_SECONDS = 0.05
DATA = b"x" * 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """A laptop at a server, and an audit of its own that the server holds."""

    server: Server
    laptop: SyncingLaptop
    author: Author
    audit: Sequence[Operation]

    def calls(self, recorded: Sequence[Operation]) -> dict[str, Call]:
        """Return what a laptop asks, by name; each as large as a real one."""
        stream, blob = self.audit[0].stream, DocumentId(uuid4().hex * 2)
        fresh = self.author.anew(recorded, str(uuid4()))
        return {
            "hello": lambda line: line.hello(PROTOCOL, None, {}),
            "pull": lambda line: line.pull(None, MOST_A_PULL),
            "have": lambda line: line.have([one.op_id for one in self.audit]),
            "push": lambda line: line.push(fresh),
            "stream": lambda line: line.stream(stream, 1, MOST_A_PULL),
            "directory": lambda line: line.directory(""),
            "blobs_wanted": lambda line: (line.ask_wanted(stream, [blob]), line.wanted()),
            "put_blob": lambda line: (line.offer_part(stream, blob, 0, BlobPart(DATA, 2)), line.part_answer()),
            "get_blob": lambda line: (line.ask_part(stream, blob, 0), line.part()),
        }


def main() -> None:
    """Print a line for the quiet sync and one for each call."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=200, help="how many whole audits the filled server holds")
    parser.add_argument("--runs", type=int, default=7)
    sizes = parser.parse_args()
    with scratch_folder() as folder, running_cluster() as cluster:
        recorded = record_audits(folder / "recorded")
        with a_place(cluster, folder / "filled", recorded, sizes.audits) as filled:
            quiet(new_laptop(folder / "quiet", filled.server, "auditor"), filled.server, sizes.runs)
            with a_place(cluster, folder / "crowded", recorded, sizes.audits) as crowded:
                much_aside(folder, crowded.server, filled.server, sizes.runs)
            times: dict[str, tuple[list[float], list[float]]] = {}
            for run in range(sizes.runs):
                with a_place(cluster, folder / f"empty-{run}", recorded, 1) as empty:
                    compare(empty.calls(recorded[0]), filled.calls(recorded[0]), empty, filled, times)
    for name, (values, floors) in times.items():
        report(f"sync_empty_{name}", values, floors, Limit(ratio=1.5))


def quiet(laptop: SyncingLaptop, server: Server, runs: int) -> None:
    """Measure a sync with nothing to do on a line with 100 ms a round trip, against connecting and one question."""
    laptop.sync()
    with slow_line(server.cluster.port, ONE_WAY_SECONDS) as slow:
        away = replace(laptop, address=replace(laptop.address, port=slow.port))

        def ask() -> None:
            line = away.line()
            line.have(())
            line.close()

        values, floors = side_by_side(runs, lambda _: milliseconds(away.sync), lambda _: milliseconds(ask))
        report("sync_quiet_far", values, floors, Limit(ratio=1.5))


def much_aside(folder: Path, crowded: Server, other: Server, runs: int) -> None:
    """Measure an officer's sync with nothing to do where a whole quarantine waits, against one where nothing does."""
    fill_quarantine(crowded.dsn)
    here, there = (new_laptop(folder / name, server, "qa_officer") for name, server in (("a", crowded), ("b", other)))
    for one in (here, there):
        one.sync()
    values, floors = side_by_side(runs, lambda _: milliseconds(here.sync), lambda _: milliseconds(there.sync))
    report("sync_quiet_much_aside", values, floors, Limit(ratio=1.5))


def compare(
    empty_calls: dict[str, Call],
    filled_calls: dict[str, Call],
    empty: Place,
    filled: Place,
    times: dict[str, tuple[list[float], list[float]]],
) -> None:
    """Make each call once at both places, the empty one first every other time."""
    for name, call in empty_calls.items():
        values, floors = times.setdefault(name, ([], []))
        turns = [(values, empty, call), (floors, filled, filled_calls[name])]
        for kept, place, work in turns if len(values) % 2 else reversed(turns):
            line = place.laptop.line()
            kept.append(milliseconds(partial(work, line)))
            line.close()


@contextmanager
def a_place(cluster: Cluster, folder: Path, recorded: Sequence[Sequence[Operation]], audits: int) -> Iterator[Place]:
    """Lend a laptop at a server of its own that holds so many audits."""
    with fresh_server(cluster) as server:
        laptop = new_laptop(folder, server, "auditor")
        author, life = Author.of(laptop), str(uuid4())
        line = laptop.line()
        own = [author.anew(recorded[number % len(recorded)], life) for number in range(audits)]
        push_all(line, [one for audit in own for one in audit], laptop.profile.desk.clock.now)
        line.close()
        yield Place(server, laptop, author, own[0])


if __name__ == "__main__":
    main()
