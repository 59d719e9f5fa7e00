"""What happens to the server: tapes and restores, hostile clients, locks that stay, people who change teams."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from dataclasses import dataclass, field

import psycopg

from benchmarks.simulator.deletions import told_again, watch
from benchmarks.simulator.orders import dispose, hold, redact, release
from benchmarks.simulator.runs import sync
from benchmarks.simulator.world import TEAMS, VirtualLaptop, World
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.deletions import delete_again, keep_list
from qa_desktop.sync.server.people import move
from qa_desktop.sync.server.provision import begin_epoch, initialise, note_backup
from qa_desktop.sync.server.throw_away import as_postgres

MOMENT = """'YYYY-MM-DD"T"HH24:MI:SS.US+00:00')"""
WATCHDOG_IS_QUICKER = 0.5
"""How often the watchdog looks before the administrator has said that a backup came back."""
_READABLE = (
    "SELECT o.op_id FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no JOIN qa.audit a ON a.no = s.audit_no "
    "WHERE (o.op_id = ANY(%s::uuid[]) OR a.id = ANY(%s) AND s.name <> 'retention') "
    "AND (o.body IS NOT NULL OR o.salt <> '')"
)
HOSTILE = (
    "SET idle_in_transaction_session_timeout = 0",
    "SET statement_timeout = 0",
    "BEGIN",
    "SELECT qa.report_access(array[gen_random_uuid()], array['none'], array['look'], array[0])",
)
"""Holds back what everybody may pull for as long as it lasts."""


@dataclass(slots=True)
class Misfortunes:
    """What is under way, and what lies on the shelf."""

    world: World
    holding: list[psycopg.Connection[tuple[object, ...]]] = field(default_factory=list)
    shelf: dict[str, str] = field(default_factory=dict)
    """The newest tape of each kind, with the server's moment at which it was begun."""

    def happen(self) -> None:
        """Let a part of the day's misfortunes happen, or end."""
        world = self.world
        self.keep_list()
        watch(world)
        for odds, deed in (
            (0.05, self.keep_dump),
            (0.04, self.keep_files),
            (0.02, self.restore_dump),
            (0.02, self.restore_files),
            (0.06, self.hold_the_horizon),
            (0.05, self.hold_every_lock),
            (0.15, self.let_go),
            (0.02, self.move_somebody),
            (0.08, lambda: redact(world)),
            (0.06, lambda: dispose(world)),
            (0.05, lambda: hold(world)),
            (0.08, lambda: release(world)),
            (0.05, self.say_backed_up),
        ):
            if world.chance.random() < odds:
                deed()

    def keep_list(self) -> None:
        """Do what the watchdog does: keep the list of deletions, and notice a server that was set back behind it."""
        with administering(self.world.server.dsn) as connection:
            kept = keep_list(connection, self.world.deletions_list)
        if kept.unknown:
            self.world.tell(f"the watchdog shut the server: {kept.unknown} deletions are unknown to it")
            self.world.counts["shut"] += 1

    def keep_dump(self) -> None:
        """Take the nightly dump."""
        world = self.world
        self._begin_tape("dump")
        world.cluster.run("pg_dump", "-Fc", "-f", "night.dump", "-d", world.cluster.dsn(world.server.database))
        world.tell("a dump was taken")

    def keep_files(self) -> None:
        """Copy the files of the cluster, as a backup of the machine does."""
        self.let_go()
        self._begin_tape("files")
        cluster = self.world.cluster
        cluster.stop("fast")
        shutil.rmtree(cluster.folder / "night", ignore_errors=True)
        subprocess.run([*as_postgres(), "cp", "-a", "data", "night"], check=True, cwd=cluster.folder)
        cluster.start()
        self.world.tell("the files were copied")

    def restore_dump(self) -> None:
        """Go back to the dump as docs/server.md says."""
        if "dump" not in self.shelf:
            return
        world, database = self.world, self.world.server.database
        self.let_go()
        world.cluster.sql("postgres", f"DROP DATABASE {database} WITH (FORCE)")
        world.cluster.sql("postgres", f"CREATE DATABASE {database} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0")
        world.cluster.run("pg_restore", "-d", world.cluster.dsn(database), "night.dump")
        self._after_a_restore("the dump")

    def restore_files(self) -> None:
        """Go back to the copied files: the server itself cannot know."""
        if "files" not in self.shelf:
            return
        self.let_go()
        cluster = self.world.cluster
        cluster.stop("immediate")
        shutil.rmtree(cluster.folder / "data")
        subprocess.run([*as_postgres(), "cp", "-a", "night", "data"], check=True, cwd=cluster.folder)
        cluster.start()
        # A dump that was taken of what is now undone stays what it is.
        self._after_a_restore("the files")

    def _after_a_restore(self, what: str) -> None:
        """Some laptops come before the administrator has said what holds."""
        world = self.world
        world.tell(f"{what} came back")
        world.counts["restores"] += 1
        world.deletions.set_back()
        for laptop in _some(world, world.chance.randrange(4)):
            sync(world, laptop)
        if world.chance.random() < WATCHDOG_IS_QUICKER:
            self.keep_list()
        self.say_restored()

    def say_restored(self) -> None:
        """Run `server restored`."""
        with administering(self.world.server.dsn) as connection:
            initialise(connection)
            begin_epoch(connection, "restored")
            again = delete_again(connection, self.world.deletions_list)
        self.world.tell(f"the administrator began a new epoch; deleted again: {again.erased}")
        self.world.counts["deleted again"] += again.erased
        self.world.counts["not in the backup"] += again.noted
        told_again(self.world)
        self._look_for_what_came_back()

    def _look_for_what_came_back(self) -> None:
        lines = [json.loads(line) for line in self.world.deletions_list.read_text().splitlines()[1:]]
        entries = [line["operation"] for line in lines if "operation" in line]
        audits = [line["audit"] for line in lines if "certificate" in line]
        with psycopg.connect(self.world.server.dsn) as connection:
            rows = connection.execute(_READABLE, (entries, audits)).fetchall()
        self.world.came_back += [f"CAME BACK with a backup: {op_id}" for (op_id,) in rows]

    def say_backed_up(self) -> None:
        """Run `server backed-up` for the oldest tape that may yet come back."""
        if self.shelf:
            until = min(self.shelf.values())
            with administering(self.world.server.dsn) as connection:
                note_backup(connection, until)
            self.world.tell(f"the tape of {until} was tried")
            self.world.counts["backups tried"] += 1

    def _begin_tape(self, kind: str) -> None:
        self.shelf[kind] = self.world.server.sql("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', " + MOMENT)

    def hold_the_horizon(self) -> None:
        """A person with their own SQL leaves a writing transaction open."""
        world = self.world
        (laptop,) = _some(world, 1)
        with contextlib.suppress(psycopg.Error):
            line = psycopg.connect(
                world.cluster.dsn(world.server.database, laptop.real.address.user, laptop.real.password),
                autocommit=True,
            )
            self.holding.append(line)
            for statement in HOSTILE:
                line.execute(statement.encode())
            world.tell(f"{laptop.number} holds a transaction open")
            world.counts["hostile transactions"] += 1

    def hold_every_lock(self) -> None:
        """Somebody locks every audit."""
        line = psycopg.connect(self.world.server.dsn)
        self.holding.append(line)
        line.execute("SET lock_timeout = '2s'")
        with contextlib.suppress(psycopg.Error):
            line.execute("SELECT 1 FROM qa.audit FOR UPDATE")
        self.world.tell("every audit is locked")
        self.world.counts["locks held"] += 1

    def let_go(self) -> None:
        """End every long transaction, as the watchdog does after 30 seconds."""
        for line in self.holding:
            line.close()
        if self.holding:
            self.world.tell("the long transactions ended")
        self.holding.clear()

    def move_somebody(self) -> None:
        """Give a manager another team."""
        managers = [one for one in self.world.laptops if one.role == "manager"]
        if not managers:
            return
        self.let_go()
        laptop, team = self.world.chance.choice(managers), self.world.chance.choice(TEAMS)
        with administering(self.world.server.dsn) as connection:
            move(connection, laptop.real.address.user, team=team)
        self.world.tell(f"{laptop.number} moved to {team}")
        self.world.counts["moves"] += 1


def _some(world: World, most: int) -> list[VirtualLaptop]:
    return world.chance.sample(world.laptops, min(most, len(world.laptops)))
