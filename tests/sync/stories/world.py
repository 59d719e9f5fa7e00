"""Five people, their laptops and one real server, and everything that may befall them between two steps of a story."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import cast
from uuid import UUID

import psycopg

from qa_desktop.clock import FixedClock
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.models.rows import Cell
from qa_desktop.models.statement import Rows, Run, Transactions
from qa_desktop.models.store import SqlStore
from qa_desktop.models.sync_store import SqlSyncStore
from qa_desktop.settings import ProfilePlace
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from qa_desktop.sync.client.transport import MOST_A_PULL
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.deletions import delete_again, keep_list
from qa_desktop.sync.server.hardening import harden
from qa_desktop.sync.server.provision import begin_epoch
from tests.models.profiles import MOMENT, OpenedProfile, open_store
from tests.sync.client.laptops import Fuse
from tests.sync.postgres import Cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import IS_THE_ORIGINAL, fresh_server

CAST = (("Ada", "auditor"), ("Ben", "auditor"), ("Oli", "qa_officer"), ("Ola", "qa_officer"), ("Mia", "manager"))
YEAR = timedelta(days=365)
SAME_EPOCH = (
    "UPDATE qa.epoch SET database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "WHERE no = (SELECT max(no) FROM qa.epoch)"
)
Database = psycopg.Connection[tuple[object, ...]]


class Stage:
    """What every story begins with, made once: five people with profiles and logins, and a server that knows them."""

    def __init__(self, cluster: Cluster) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self._open = contextlib.ExitStack()
        self.server = self._open.enter_context(fresh_server(cluster))
        self.server.team("south")
        self._laptops = [new_real_laptop(self.folder / name, self.server, name, role) for name, role in CAST]
        for one in self._laptops:
            one.profile.store.close()

    def close(self) -> None:
        self._open.close()
        shutil.rmtree(self.folder)

    def set(self, folder: Path, database: str) -> list[RealLaptop]:
        """Return laptops of one story. Clocks are years apart from the beginning."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        laptops = []
        for number, one in enumerate(self._laptops):
            place = ProfilePlace(folder / CAST[number][0])
            clock = FixedClock(MOMENT + YEAR * (number - 2))
            profile = OpenedProfile(place, open_store(place, clock), clock, one.profile.recovery_code)
            laptops.append(replace(one, profile=profile, address=replace(one.address, database=database)))
        return laptops


class World:
    """Holds what a story is about."""

    def __init__(self, stage: Stage) -> None:
        self.cluster = stage.server.cluster
        self.folder = Path(tempfile.mkdtemp())
        self.first = self.database = self.cluster.new_database(stage.server.database)
        with administering(self.cluster.dsn(self.database)) as connection:
            harden(connection)
            connection.execute(IS_THE_ORIGINAL)
        self.admin = self._connected()
        self.laptops = stage.set(self.folder, self.database)
        self._lines: dict[int, PostgresTransport] = {}
        self.holding: Database | None = None
        self.tape = ""
        self.is_in_doubt = False
        """Whether the server was set back in place, and nobody has said so yet."""
        self._tapes = count(1)
        self.most_a_page = MOST_A_PULL
        """How many operations a page of the feed holds at most."""

    def close(self) -> None:
        self.let_go()
        self._hang_up()
        for laptop in self.laptops:
            laptop.profile.store.close()
        for (name,) in self._on_cluster("SELECT datname FROM pg_database"):
            if name == self.first or str(name).startswith(f"{self.first}_"):
                self._on_cluster(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(self.folder)

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the server as superuser."""
        return self.admin.execute(statement.encode(), values or None).fetchall()

    def line(self, who: int) -> PostgresTransport:
        """Return one laptop's open line."""
        if who not in self._lines:
            self._lines[who] = open_line(self.laptops[who].address, self.laptops[who].password)
        return self._lines[who]

    def _hang_up(self) -> None:
        for line in self._lines.values():
            line.close()
        self._lines.clear()
        self.admin.close()

    def sync(self, who: int, fuse: Fuse | None = None, meanwhile: Meanwhile | None = None) -> RunReport:
        """Sync; the fuse burns down with every call, and every statement of every transaction of the store."""
        profile = self.laptops[who].profile
        # A second run of the same laptop, in the middle of the first, has a line of its own.
        opened = self._lines.pop(who, None) or open_line(self.laptops[who].address, self.laptops[who].password)
        store: SyncStore = profile.store.sync
        line = opened
        if fuse is not None:
            store, line = burning(profile.store, fuse), fuse.on(line)
        if meanwhile is not None:
            line = meanwhile.on(line)
        report = None
        try:
            engine = Engine(store, line, profile.store.owner.id, profile.clock)
            engine.most_a_page = self.most_a_page
            report = engine.run()
        finally:
            # Whatever was under way ends with the process, or with the line.
            if report is None or report.outcome is not Outcome.DONE or who in self._lines:
                opened.close()
            else:
                self._lines[who] = opened
        return report

    def hold(self, statement: str) -> None:
        """Hold back the horizon, or the lock of every audit."""
        self.holding = psycopg.connect(self.cluster.dsn(self.database))
        self.holding.execute(statement.encode())

    def push_and_leave_open(self, who: int) -> None:
        """Sync inside one long transaction, as a laptop does whose line stands still: it commits when it is let go."""
        laptop = self.laptops[who]
        dsn = self.cluster.dsn(self.database, laptop.address.user, laptop.password)
        self.holding = psycopg.connect(dsn, autocommit=True)
        self.holding.execute("SET idle_in_transaction_session_timeout = 0")
        self.holding.execute("BEGIN")
        profile = laptop.profile
        engine = Engine(profile.store.sync, PostgresTransport(self.holding), profile.store.owner.id, profile.clock)
        assert engine.run().outcome is Outcome.DONE

    def let_go(self) -> None:
        if self.holding is not None:
            self.holding.execute("COMMIT")
            self.holding.close()
            self.holding = None

    def keep_a_tape(self) -> None:
        self.tape = f"{self.first}_tape_{next(self._tapes)}"
        self._hang_up()
        self._on_cluster(f"CREATE DATABASE {self.tape} TEMPLATE {self.database}")
        self.admin = self._connected()

    def restore(self, *, in_place: bool) -> None:
        """Go on with what the tape held. In place means that the server itself cannot know of it."""
        self._hang_up()
        self.database, self.tape = self.tape, ""
        self.admin = self._connected()
        self.laptops = [replace(one, address=replace(one.address, database=self.database)) for one in self.laptops]
        self.is_in_doubt = True
        if in_place:
            self.rows(f"{SAME_EPOCH} RETURNING no")

    def begin_epoch(self) -> None:
        """Run `server restored`, with the list of deletions where there is one."""
        with administering(self.cluster.dsn(self.database)) as connection:
            begin_epoch(connection, "restored")
            if self.deletions.exists():
                delete_again(connection, self.deletions)
        self.is_in_doubt = False

    @property
    def deletions(self) -> Path:
        """Where the list of deletions is kept, outside every tape."""
        return self.folder / "deletions.jsonl"

    def keep_list(self) -> None:
        """Run `server deletions`; a server that was not set back knows of everything in the list."""
        with administering(self.cluster.dsn(self.database)) as connection:
            kept = keep_list(connection, self.deletions)
        assert self.is_in_doubt or not kept.unknown

    def _connected(self) -> Database:
        return psycopg.connect(self.cluster.dsn(self.database), autocommit=True)

    def _on_cluster(self, statement: str) -> list[tuple[object, ...]]:
        with contextlib.closing(psycopg.connect(self.cluster.dsn("postgres"), autocommit=True)) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


class Meanwhile:
    """Does something else just before one of the calls to the server."""

    def __init__(self, call: int, action: Callable[[], object]) -> None:
        self.left = call
        self.action = action

    def on(self, line: PostgresTransport) -> PostgresTransport:
        return cast("PostgresTransport", _Interrupted(line, self))

    def passes(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.action()


class _Interrupted:
    def __init__(self, line: PostgresTransport, meanwhile: Meanwhile) -> None:
        self._line = line
        self._meanwhile = meanwhile

    def __getattr__(self, name: str) -> object:
        self._meanwhile.passes()
        return getattr(self._line, name)


class _BurningRun:
    """Runs statements; every one is a step of the fuse."""

    def __init__(self, run: Run, fuse: Fuse) -> None:
        self._one, self._many = fuse.around(run), fuse.around(run.many)

    def __call__(self, statement: str, values: tuple[Cell, ...] = ()) -> Rows:
        return cast("Rows", self._one(statement, values))

    def many(self, statement: str, rows: Iterable[tuple[Cell, ...]]) -> None:
        self._many(statement, rows)


def burning(store: SqlStore, fuse: Fuse) -> SqlSyncStore:
    """Return the store's half for sync, in which the fuse ends the process between two statements."""

    def transactions(plain: Transactions) -> Transactions:
        @contextmanager
        def lend() -> Iterator[Run]:
            with plain() as run:
                yield _BurningRun(run, fuse)

        return lend

    profile = store._profile
    return SqlSyncStore(store._read, transactions(store._write), profile.pen, profile.mirror)


def own(laptop: RealLaptop) -> dict[str, Operation]:
    """Return everything in the log that the owner of the laptop wrote, private notes too."""
    person = laptop.profile.store.owner.id
    return {op_id: one for op_id, one in whole_log(laptop).items() if one.author == person}


def whole_log(laptop: RealLaptop) -> dict[str, Operation]:
    """Return the whole log of a laptop."""
    store = laptop.profile.store
    with store._read() as run:
        audits = [str(row[0]) for row in run("SELECT DISTINCT audit FROM operation")]
    return {
        one.op_id: one
        for audit in audits
        for one in store.operations(Stream.parse(f"{audit}/record").audit, with_private=True)
    }


def left_behind(laptop: RealLaptop) -> set[str]:
    """Return what was taken out of the owner's sight and is kept until a backup of the server holds it."""
    with laptop.profile.store._read() as run:
        return {str(row[0]) for row in run("SELECT op_id FROM left_behind")}


def arrived(laptop: RealLaptop) -> set[OperationId]:
    """Return what came and waits to be taken in."""
    with laptop.profile.store._read() as run:
        rows = list(run("SELECT op_id FROM arrived WHERE op_id IS NOT NULL"))
    return {OperationId(str(UUID(bytes=cast("bytes", row[0])))) for row in rows}
