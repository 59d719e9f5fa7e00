"""Laptops and a real server in any order of work, breaks, long transactions and restores: the promises of sync hold."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.provision import begin_epoch
from tests.sync.client.laptops import Fuse, Killed
from tests.sync.postgres import Cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server, fresh_server

WHO = st.integers(0, 2)
PATHS = st.sampled_from(["answer/q1/comment", "answer/q2/comment", "comment/c1/text"])
YEAR = timedelta(days=365)


class ManyRealLaptops(RuleBasedStateMachine):
    """Two auditors and an officer whose clocks are years apart."""

    audits = Bundle("audits")

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self.cluster = cluster
        self.world = contextlib.ExitStack()
        self.laptops: list[RealLaptop] = []
        self.written: dict[OperationId, PersonId] = {}
        self.holding: psycopg.Connection[tuple[object, ...]] | None = None
        self.tape = ""
        self.tapes = count(1)

    @initialize()
    def set_up(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.server: Server = self.world.enter_context(fresh_server(self.cluster))
        self.database = self.server.database
        for number, (name, role) in enumerate((("Ada", "auditor"), ("Ben", "auditor"), ("Oli", "qa_officer"))):
            laptop = new_real_laptop(self.folder / name, self.server, name, role)
            laptop.profile.clock.moment += YEAR * (number - 1)
            self.laptops.append(laptop)

    @override
    def teardown(self) -> None:
        try:
            if self.laptops:
                self.settle()
                self.check_at_rest()
        finally:
            self.let_go()
            for laptop in self.laptops:
                laptop.profile.store.close()
            for name in self.cluster.sql("postgres", "SELECT datname FROM pg_database").split():
                if self.laptops and name.startswith(f"{self.server.database}_tape"):
                    self.cluster.sql("postgres", f"DROP DATABASE {name} WITH (FORCE)")
            self.world.close()
            if self.laptops:
                shutil.rmtree(self.folder)

    @rule(target=audits, who=st.integers(0, 1))
    def start(self, who: int) -> AuditId:
        audit_id = self.laptops[who].start_audit()
        self.note(who, self.laptops[who].profile.store.operations(audit_id))
        return audit_id

    @rule(who=WHO, audit=audits, path=PATHS, text=st.text("ab ", max_size=4))
    def write(self, who: int, audit: AuditId, path: str, text: str) -> None:
        with contextlib.suppress(NotFound, NotAllowed):
            self.note(who, [self.laptops[who].put(audit, path, text)])

    @rule(who=st.integers(0, 1), audit=audits)
    def sign(self, who: int, audit: AuditId) -> None:
        store = self.laptops[who].profile.store
        with contextlib.suppress(NotFound):
            record = store.load(audit)
            if record.created_by == store.owner.id and record.state is AuditState.DRAFT:
                self.laptops[who].sign(audit, b"%PDF " + audit.encode())
                self.note(who, store.operations(audit))

    @rule(who=WHO, steps=st.none() | st.integers(1, 40), after=st.booleans())
    def sync(self, who: int, steps: int | None, *, after: bool) -> None:
        with contextlib.suppress(Killed):
            self.laptops[who].sync(None if steps is None else Fuse(steps, after=after))

    @rule(who=WHO)
    def open_again(self, who: int) -> None:
        self.laptops[who] = self.laptops[who].reopened()

    @rule(giver=st.integers(0, 1), audit=audits)
    def hand_the_officer_a_bundle(self, giver: int, audit: AuditId) -> None:
        store = self.laptops[giver].profile.store
        operations = store.operations(audit)
        if operations:
            store.freeze([one.op_id for one in operations])
            self.laptops[2].profile.store.bring(store.people(), operations, store.documents_of(audit))

    @precondition(lambda self: self.holding is None)
    @rule(statement=st.sampled_from(["SELECT pg_current_xact_id()", "SELECT 1 FROM qa.audit FOR UPDATE"]))
    def hold_the_server(self, statement: str) -> None:
        """Hold back the horizon, or the lock of every audit."""
        self.holding = psycopg.connect(self.cluster.dsn(self.database))
        self.holding.execute(statement.encode())

    @precondition(lambda self: self.holding is not None)
    @rule()
    def let_go(self) -> None:
        if self.holding is not None:
            self.holding.close()
            self.holding = None

    @precondition(lambda self: self.holding is None and not self.tape)
    @rule()
    def keep_a_tape(self) -> None:
        self.tape = f"{self.server.database}_tape_{next(self.tapes)}"
        self.cluster.sql("postgres", f"CREATE DATABASE {self.tape} TEMPLATE {self.database}")

    @precondition(lambda self: self.holding is None and bool(self.tape))
    @rule(in_silence=st.booleans())
    def restore_from_tape(self, *, in_silence: bool) -> None:
        self.database, self.tape = self.tape, ""
        self.laptops = [replace(one, address=replace(one.address, database=self.database)) for one in self.laptops]
        if in_silence:
            for laptop in self.laptops:
                laptop.sync()
        with administering(self.cluster.dsn(self.database)) as connection:
            begin_epoch(connection, "restored")

    @invariant()
    def nothing_that_was_saved_is_missing(self) -> None:
        for laptop in self.laptops:
            person = laptop.profile.store.owner.id
            with laptop.profile.store._read() as run:
                here = {row[0] for row in run("SELECT op_id FROM operation WHERE author = ?", (person,))}
            assert {op_id for op_id, author in self.written.items() if author == person} <= here

    def note(self, who: int, operations: Iterable[Operation]) -> None:
        person = self.laptops[who].profile.store.owner.id
        self.written.update({one.op_id: person for one in operations if one.author == person})

    def settle(self) -> None:
        self.let_go()
        for _ in range(3):
            for laptop in self.laptops:
                laptop.sync()

    def check_at_rest(self) -> None:
        on_server = set(self.cluster.sql(self.database, "SELECT op_id FROM qa.op").split())
        refused: set[str] = set()
        waiting = set(self.cluster.sql(self.database, "SELECT (sent).op_id FROM qa.quarantine").split())
        for laptop in self.laptops:
            again = laptop.sync()
            assert (again.sent, again.received, again.documents, again.words) == (0, 0, 0, "")
            store = laptop.profile.store
            assert store.sync.held() == ()
            refused |= {one.op_id for one in store.sync.refusals()}
            self.check_scope(laptop)
        assert set(self.written) <= on_server | refused | waiting

    def check_scope(self, laptop: RealLaptop) -> None:
        """Whatever a new laptop of this person would get is here, the same."""
        line = open_line(laptop.address, laptop.password)
        position = None
        log: dict[AuditId, dict[OperationId, Operation]] = {}
        while entries := line.pull(position, 1000):
            position = entries[-1].at
            for one in (entry.placed.operation for entry in entries if entry.placed is not None):
                audit = one.stream.audit
                log.setdefault(audit, {op.op_id: op for op in laptop.profile.store.operations(audit)})
                assert log[audit][one.op_id] == one
        line.close()


@pytest.mark.timeout(900)
def test_the_promises_hold_on_a_real_server(cluster: Cluster) -> None:
    """A few stories that are the same each time; with QA_DESKTOP_SYNC_STORIES=400 as many new, longer ones."""
    asked = int(os.environ.get("QA_DESKTOP_SYNC_STORIES", "0"))
    chosen = settings(
        max_examples=asked or 6,
        stateful_step_count=40 if asked else 20,
        derandomize=not asked,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(lambda: ManyRealLaptops(cluster), settings=chosen)  # type: ignore[arg-type] # any factory will do
