"""Measures a fresh laptop's first sync against copying the same rows out of the server and storing them bare.

The first line of a shape is the pull: the product connects, greets, and receives everything that the person may see,
until all of it is durable in the encrypted store. The second, `taken_in`, is the whole of the same run: it goes on
until every signature is proved, the tool is fetched, and audits and lists show everything. The floor connects, copies
the same rows out of the server (COPY, binary, nothing looks at them), and puts the same rows of `operation` and
`received` with executemany into an empty SQLCipher file that has the same pragmas, tables and indexes, in a transaction
for as many operations as a page has. What proving costs alone, on one core, stands in a line of its own beside the same
floor.
"""

from __future__ import annotations

import argparse
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import scratch_folder, start_full_audit
from benchmarks.sync_world import SyncingLaptop, new_laptop, server_of_its_own, sign_bare
from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.sync_watch import UNWATCHED, Phase, Progress, Watch
from qa_desktop.models.bringing import KeyRing
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.rows import Cell
from qa_desktop.models.sqlcipher import Mode, connect
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.signatures import fits
from qa_desktop.sync.client.transport import MOST_A_PULL
from tests.sync.server.laptops import Server

TOOL = "bra-live-audit"
LIMIT = Limit(ratio=1.3)
TAKEN_IN = Limit(ratio=9)
"""Nobody else's limit: what was reached, with little to spare, so that it is noticed when it grows."""
LARGE_BYTES = 10_000
LARGE_FIELDS = 10
ROWS = (
    "COPY (SELECT a.id, s.name, o.rev, o.op_id, o.kind, o.path, o.base, o.author, o.incarnation, o.seq, o.schema, "
    "o.client_ms, o.facts, o.body, o.salt, o.commit, o.signature, o.head, o.relayer, o.received_at "
    "FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no JOIN qa.audit a ON a.no = s.audit_no) "
    "TO STDOUT (FORMAT binary)"
)
TABLES = ("operation", "received")
BEGIN = "BEGIN IMMEDIATE"


@dataclass(frozen=True, slots=True)
class BareStore:
    """The rows that the product came to store, and the statements that make their tables."""

    schema: tuple[str, ...]
    rows: dict[str, list[tuple[Cell, ...]]]

    def fill(self, file: Path) -> Callable[[], None]:
        """Make an empty file; return what fills it."""
        connection = connect(file, DataKey.new(), Mode.NEW)
        for statement in self.schema:
            connection.execute(statement)
        marks = {table: ", ".join("?" * len(self.rows[table][0])) for table in TABLES}

        def work() -> None:
            for start in range(0, len(self.rows["operation"]), MOST_A_PULL):
                connection.execute(BEGIN)
                for table in TABLES:
                    page = self.rows[table][start : start + MOST_A_PULL]
                    connection.executemany(f"INSERT INTO {table} VALUES ({marks[table]})", page)  # noqa: S608 - ours
                connection.execute("COMMIT")
            connection.close()

        return work


def main() -> None:
    """Print three lines for each shape: the pull, the whole sync, and proving alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=int, default=1000, help="how many operations of 10 KB")
    parser.add_argument("--audits", type=int, default=400, help="how many whole audits, about 100 operations each")
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    for name, make, count in (
        ("sync_pull_large", add_large_audit, max(1, chosen.large // LARGE_FIELDS)),
        ("sync_pull_audits", add_whole_audit, chosen.audits),
    ):
        with scratch_folder() as folder, server_of_its_own() as server:
            author = new_laptop(folder / "author", server, "auditor")
            for number in range(count):
                make(author, number)
            author.sync()
            measure(name, folder, server, chosen.runs)
            author.profile.store.close()


def add_whole_audit(author: SyncingLaptop, number: int) -> None:
    """Start an audit with everything entered, field by field, and sign it."""
    desk = author.profile.desk
    sign_bare(author, start_full_audit(desk, desk.tool(TOOL), f"case-{number}"))


def add_large_audit(author: SyncingLaptop, number: int) -> None:
    """Start an audit with ten comments of 10 KB that nothing compresses."""
    desk = author.profile.desk
    tool = desk.tool(TOOL)
    items = [item for section in tool.sections for item in section.items if item.comment is not None][:LARGE_FIELDS]
    fields = {paths.answer(item.id, "comment"): secrets.token_urlsafe(LARGE_BYTES) for item in items}
    sign_bare(author, desk.start_audit(StartRequest(tool.id, f"case-{number}", "Sam Practitioner", fields=fields)).id)


def measure(name: str, folder: Path, server: Server, runs: int) -> None:
    """Print the lines of one shape."""
    bare, proving = what_one_stores(new_laptop(folder / "first", server, "qa_officer"))
    laptops = (new_laptop(folder / f"laptop-{run}", server, "qa_officer") for run in range(runs))
    files = (folder / f"bare-{run}.db" for run in range(runs))
    taken_in: list[float] = []
    values, floors = side_by_side(
        runs, lambda _: first_sync(laptops, taken_in), lambda _: floor(server, bare.fill(next(files)))
    )
    report(name, values, floors, LIMIT)
    report(f"{name}_taken_in", taken_in, floors, TAKEN_IN)
    report(f"{name}_proving", [milliseconds(proving) for _ in range(runs)], floors, Limit())


def first_sync(laptops: Iterator[SyncingLaptop], taken_in: list[float]) -> float:
    """Sync a fresh laptop; return how long it took until everything was here, and add how long the whole took."""
    laptop, begins = next(laptops), list[float]()

    def note(progress: Progress) -> None:
        if progress.phase is Phase.TAKING_IN and not begins:
            begins.append(time.perf_counter())

    start = time.perf_counter()
    taken_in.append(milliseconds(lambda: laptop.sync(Watch(note, UNWATCHED.line_opened))))
    laptop.profile.store.close()
    if not begins:
        raise SystemExit("everything came in one page: measure with more")
    return (begins[0] - start) * 1000


def floor(server: Server, fill: Callable[[], None]) -> float:
    """Return how long copying out and storing bare takes."""

    def work() -> None:
        with psycopg.connect(server.dsn) as connection, connection.cursor() as cursor, cursor.copy(ROWS) as copy:
            for _ in copy:
                pass
        fill()

    return milliseconds(work)


def what_one_stores(laptop: SyncingLaptop) -> tuple[BareStore, Callable[[], None]]:
    """Sync a laptop; return the rows that it holds then, and what proves its operations once on one core."""
    laptop.sync()
    store = laptop.profile.store
    with store._read() as run:  # noqa: SLF001 - the rows themselves
        made = "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index'"
        schema = tuple(str(row[0]) for table in TABLES for row in run(made, (table,)))
        rows = {table: list(run(f"SELECT * FROM {table}")) for table in TABLES}  # noqa: S608 - ours
        audits = [str(row[0]) for row in run("SELECT id FROM audit")]
        ring = KeyRing(run)
        operations: list[Operation] = [one for audit in audits for one in store.sync.in_server_order(AuditId(audit))]
        keyed = [(ring.of(one.author), one.signature, one.envelope()) for one in operations]
    store.close()
    return BareStore(schema, rows), lambda: _prove(keyed)


def _prove(keyed: list[tuple[tuple[bytes, ...], bytes, bytes]]) -> None:
    for keys, signature, envelope in keyed:
        if not any(fits(key, signature, envelope) for key in keys):
            raise SystemExit("an operation of the measure is not proved")


if __name__ == "__main__":
    main()
