"""Laptops that do what people do, in any order, with breaks at any step: the nine promises of sync hold."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind, chain_head
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditRecord, AuditState
from qa_desktop.errors import NotAllowed, NotFound
from tests.sync.client.fake_server import REFUSED_PATH, FakeServer, State
from tests.sync.client.laptops import Fuse, Killed, Laptop, new_laptop

WHO = st.integers(0, 2)
PATHS = st.sampled_from(["answer/q1/comment", "answer/q2/comment", "comment/c1/text", REFUSED_PATH])
STEPS = st.integers(1, 40)


class ManyLaptops(RuleBasedStateMachine):
    """Two auditors and an officer whose clocks are years apart, and a server with everything that servers do."""

    audits = Bundle("audits")

    @initialize(most_a_page=st.sampled_from([1, 3, 5000]))
    def set_up(self, most_a_page: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.server = FakeServer()
        self.server.most_a_page = most_a_page
        self.laptops = [
            new_laptop(self.folder / "ada", self.server, "Ada Auditor", years=1),
            new_laptop(self.folder / "ben", self.server, "Ben Auditor"),
            new_laptop(self.folder / "oli", self.server, "Oli Officer", officer=True, years=-1),
        ]
        self.written: dict[OperationId, PersonId] = {}
        self.frozen: dict[OperationId, Operation] = {}
        self.transaction: AbstractContextManager[int] | None = None
        self.tape: State | None = None

    @override
    def teardown(self) -> None:
        if not hasattr(self, "server"):
            return
        try:
            self.settle()
            self.check_at_rest()
        finally:
            for laptop in self.laptops:
                laptop.profile.store.close()
            shutil.rmtree(self.folder)

    @rule(target=audits, who=st.integers(0, 1))
    def start(self, who: int) -> AuditId:
        audit_id = self.laptops[who].start_audit()
        self.note(who, self.laptops[who].profile.store.operations(audit_id))
        return audit_id

    @rule(who=WHO, audit=audits, path=PATHS, text=st.text("ab ", max_size=4))
    def write(self, who: int, audit: AuditId, path: str, text: str) -> None:
        try:
            self.note(who, [self.laptops[who].put(audit, path, text)])
        except (NotFound, NotAllowed):
            return

    @rule(who=st.integers(0, 1), audit=audits)
    def sign(self, who: int, audit: AuditId) -> None:
        store = self.laptops[who].profile.store
        try:
            if store.load(audit).created_by != store.owner.id or store.load(audit).state is AuditState.SIGNED:
                return
        except NotFound:
            return
        self.laptops[who].sign(audit, b"%PDF " + audit.encode())
        self.note(who, store.operations(audit))

    @rule(who=WHO, audit=audits)
    def settle_conflicts(self, who: int, audit: AuditId) -> None:
        store = self.laptops[who].profile.store
        for one in conflicts(store.sync.in_server_order(audit)):
            facts = {"settles": tuple(head.op_id for head in one.heads)}
            change = Change(one.stream, one.path, one.both_texts, kind=OperationKind.RESOLVE, facts=facts)
            try:
                self.note(who, store.append([change]))
            except (NotFound, NotAllowed):
                return

    @rule(who=WHO, steps=st.none() | STEPS, after=st.booleans())
    def sync(self, who: int, steps: int | None, *, after: bool) -> None:
        if steps is None:
            self.laptops[who].sync()
            return
        try:
            self.laptops[who].sync(Fuse(steps, after=after))
        except Killed:
            return

    @rule(who=WHO)
    def open_again(self, who: int) -> None:
        self.laptops[who] = self.laptops[who].reopened()

    @rule(giver=WHO, taker=WHO, audit=audits)
    def hand_over_a_bundle(self, giver: int, taker: int, audit: AuditId) -> None:
        store = self.laptops[giver].profile.store
        operations = store.operations(audit)
        if giver == taker or not operations or not self.may_see(taker, audit):
            return
        store.freeze([one.op_id for one in operations])
        self.laptops[taker].profile.store.bring(store.people(), operations, store.documents_of(audit))

    @rule(audit=audits, who=st.integers(0, 1))
    def grant(self, audit: AuditId, who: int) -> None:
        if audit in self.server.state.owners:
            self.server.grant(audit, self.laptops[who].profile.store.owner.id)

    @rule(audit=audits)
    def make_busy(self, audit: AuditId) -> None:
        self.server.busy ^= {audit}

    @precondition(lambda self: self.transaction is None)
    @rule(who=WHO)
    def begin_long_transaction(self, who: int) -> None:
        self.transaction = self.server.open_transaction()
        self.laptops[who].line.xid = self.transaction.__enter__()

    @precondition(lambda self: self.transaction is not None)
    @rule()
    def end_long_transaction(self) -> None:
        assert self.transaction is not None
        for laptop in self.laptops:
            laptop.line.xid = None
        self.transaction.__exit__(None, None, None)
        self.transaction = None

    @rule()
    def keep_a_tape(self) -> None:
        self.tape = self.server.dump()

    @precondition(lambda self: self.tape is not None and self.transaction is None)
    @rule(in_silence=st.booleans())
    def restore_from_tape(self, *, in_silence: bool) -> None:
        assert self.tape is not None
        self.server.restore(self.tape)
        if in_silence:
            for laptop in self.laptops:
                laptop.sync()
        self.server.mint_epoch()

    @invariant()
    def nothing_that_was_saved_is_missing(self) -> None:
        for op_id, person in getattr(self, "written", {}).items():
            (laptop,) = [one for one in self.laptops if one.profile.store.owner.id == person]
            with laptop.profile.store._read() as run:
                assert run("SELECT 1 FROM operation WHERE op_id = ?", (op_id,)).fetchone(), op_id

    @invariant()
    def what_the_server_holds_never_changes(self) -> None:
        if not hasattr(self, "server"):
            return
        for op_id, operation in self.server.operations().items():
            assert self.frozen.setdefault(op_id, operation) == operation

    @invariant()
    def revisions_are_dense_and_chains_verify(self) -> None:
        for laptop in getattr(self, "laptops", []):
            for stream, head in laptop.profile.store.sync.heads_to_check(1000).items():
                with laptop.profile.store._read() as run:
                    placed = run("SELECT rev FROM received WHERE audit = ? AND stream = ?", (stream.audit, stream.name))
                    assert sorted(row[0] for row in placed) == list(range(1, head.rev + 1))

    def note(self, who: int, operations: Iterable[Operation]) -> None:
        store = self.laptops[who].profile.store
        for one in operations:
            if one.author == store.owner.id:
                self.written[one.op_id] = one.author

    def may_see(self, who: int, audit: AuditId) -> bool:
        return self.server.may_read(self.laptops[who].profile.store.owner.id, audit)

    def settle(self) -> None:
        """Let everything come to rest."""
        if self.transaction is not None:
            self.end_long_transaction()
        self.server.busy.clear()
        for _ in range(4):
            for laptop in self.laptops:
                laptop.sync()

    def check_at_rest(self) -> None:
        server = self.server.operations()
        for laptop in self.laptops:
            again = laptop.sync()
            assert (again.sent, again.received, again.refused, again.documents) == (0, 0, 0, 0)
            self.check_log(laptop, server)
        refused = {one.op_id for laptop in self.laptops for one in laptop.profile.store.sync.refusals()}
        quarantined = set(self.server.state.quarantine)
        assert set(self.written) <= set(server) | refused | quarantined
        self.check_same_view()

    def check_log(self, laptop: Laptop, server: dict[OperationId, Operation]) -> None:
        """The log is the server's, restricted to what this person may see."""
        store, person = laptop.profile.store, laptop.profile.store.owner.id
        scope = self.server.scope_of(person)
        assert store.sync.held() == ()
        refused = {one.op_id for one in store.sync.refusals()}
        for stream, chain in scope.items():
            operations = {one.op_id: one for one in store.operations(stream.audit)}
            assert {one.operation.op_id: one.operation for one in chain}.items() <= operations.items()
            assert set(operations) - set(server) <= refused | set(self.server.state.quarantine)
            placed = [one for one in store.sync.in_server_order(stream.audit) if one.op_id in server]
            assert store.sync.heads_to_check(1000)[stream].digest == chain_head(placed)

    def check_same_view(self) -> None:
        """Whoever holds the same operations sees the same audit, signed by the same, with the same document."""
        for stream in self.server.state.streams:
            seen: dict[frozenset[str], AuditRecord] = {}
            for laptop in self.laptops:
                store = laptop.profile.store
                log = frozenset(laptop.log(stream.audit))
                if not log or not any(one.id == stream.audit for one in store.summaries(SummaryFilter(limit=1000))):
                    continue
                record = store.load(stream.audit)
                assert seen.setdefault(log, record) == record
                if record.state is AuditState.SIGNED and self.server.may_read(store.owner.id, stream.audit):
                    digest = hashlib.sha256(b"%PDF " + stream.audit.encode()).hexdigest()
                    assert [one.id for one in store.documents_of(stream.audit)] == [digest]


TestManyLaptops = ManyLaptops.TestCase
TestManyLaptops.settings = settings(max_examples=10, stateful_step_count=30, deadline=None)
