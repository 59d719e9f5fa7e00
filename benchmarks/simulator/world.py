"""Holds the simulated world: one real server, laptops with real stores, and a ledger of everything that was saved."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import psycopg

from qa_desktop.domain.ids import AuditId, DocumentId, OperationId
from qa_desktop.domain.operation import Operation, Value
from qa_desktop.models.store import SqlStore
from tests.models.profiles import MOMENT
from tests.sync.cutting_proxy import CuttingProxy, cutting_proxy
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server, fresh_server
from tests.sync.stories.deletions import Deletions

YEAR = timedelta(days=365)
TEAMS = ("north", "south", "north-1")
LATE_ROLES = ("qa_officer", "qa_officer", "manager", "manager", "head_of_service")
"""Who sees what is signed; everybody else among the laptops is an auditor."""
MOST_OF_LATE_ROLES = 0.3
LASTING = {"synchronous_commit": "on", "wal_level": "replica"}
"""What a server is told that may be killed: nothing that it confirmed is lost with its memory."""


@dataclass(slots=True)
class VirtualLaptop:
    """One person at one laptop, with a clock that may be a year off."""

    number: int
    role: str
    drift: timedelta
    real: RealLaptop
    back_on: int = 0
    """The day on which the person comes back to work."""

    @property
    def store(self) -> SqlStore:
        """The laptop's store."""
        return self.real.profile.store

    def restart(self) -> None:
        """Close the store as a process that ended, and open it again."""
        self.real = self.real.reopened()


@dataclass(frozen=True, slots=True)
class Saved:
    """What a person saw saved."""

    by: int
    audit: AuditId
    value: Value


@dataclass(slots=True)
class World:
    """Everything there is. All chance comes from `chance`: the same seed tells the same story."""

    cluster: Cluster
    server: Server
    proxy: CuttingProxy
    chance: random.Random
    folder: Path
    laptops: list[VirtualLaptop] = field(default_factory=list)
    audits: list[AuditId] = field(default_factory=list)
    writers: dict[AuditId, list[int]] = field(default_factory=dict)
    saved: dict[OperationId, Saved] = field(default_factory=dict)
    documents: dict[DocumentId, bytes] = field(default_factory=dict)
    deletions: Deletions = field(default_factory=Deletions)
    """What two people had deleted, worked out from their orders as they stand on the server."""
    came_back: list[str] = field(default_factory=list)
    """What was deleted for good and could be read again on a restored server."""
    counts: Counter[str] = field(default_factory=Counter)
    run_seconds: list[float] = field(default_factory=list)
    day: int = 0
    aloud: bool = False
    """Whether what happens is told, for whoever looks for the cause of a loss."""

    @property
    def deletions_list(self) -> Path:
        """Where the list of deletions is kept, outside every backup."""
        return self.folder / "deletions.jsonl"

    def tell(self, words: str) -> None:
        """Add a line to the story."""
        if self.aloud:
            print(f"day {self.day}: {words}", file=sys.stderr, flush=True)

    def note(self, laptop: VirtualLaptop, operations: Iterable[Operation]) -> None:
        """Write into the ledger what the person saved; an unsent change that is written over is one change."""
        for one in operations:
            if one.author == laptop.store.owner.id:
                self.saved[one.op_id] = Saved(laptop.number, one.stream.audit, one.value)

    def set_clock(self, laptop: VirtualLaptop) -> None:
        """Let it be some moment of the day, as this laptop's clock has it."""
        passed = timedelta(days=self.day, minutes=self.chance.randrange(600))
        laptop.real.profile.clock.moment = max(laptop.real.profile.clock.moment, MOMENT + passed + laptop.drift)

    @contextmanager
    def signed_in(self, laptop: VirtualLaptop) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """Lend a line that calls functions in the person's name."""
        dsn = self.cluster.dsn(self.server.database, laptop.real.address.user, laptop.real.password)
        with closing(psycopg.connect(dsn, autocommit=True)) as connection:
            yield connection


@contextmanager
def new_world(folder: Path, seed: int, laptops: int) -> Iterator[World]:
    """Start a server that may be killed, and give everybody a laptop."""
    with running_cluster() as cluster:
        for name, value in LASTING.items():
            cluster.sql("postgres", f"ALTER SYSTEM SET {name} = '{value}'")
        cluster.stop("fast")
        cluster.start()
        with fresh_server(cluster) as server, inhabited(server, folder, seed, laptops) as world:
            yield world


@contextmanager
def inhabited(server: Server, folder: Path, seed: int, laptops: int) -> Iterator[World]:
    """Give everybody a laptop that syncs with this server."""
    cluster = server.cluster
    with cutting_proxy(cluster.port) as proxy:
        world = World(cluster, server, proxy, random.Random(seed), folder)  # noqa: S311 - the same seed, the same story
        for team in TEAMS[1:]:
            server.team(team, parent="north" if team.startswith("north") else None)
        for number in range(laptops):
            world.laptops.append(_laptop(world, number, laptops))
        try:
            yield world
        finally:
            for laptop in world.laptops:
                laptop.store.close()


def _laptop(world: World, number: int, of: int) -> VirtualLaptop:
    late = min(len(LATE_ROLES), max(1, round(of * MOST_OF_LATE_ROLES)))
    role = LATE_ROLES[number] if number < late else "auditor"
    team = "north" if number < late else TEAMS[number % len(TEAMS)]
    real = new_real_laptop(world.folder / str(number), world.server, f"Person {number}", role, team)
    real = replace(real, address=replace(real.address, port=world.proxy.port))
    drift = YEAR * world.chance.uniform(-1, 1) if world.chance.random() < 0.3 else timedelta(0)
    real.profile.clock.moment = MOMENT + drift
    return VirtualLaptop(number, role, drift, real)
