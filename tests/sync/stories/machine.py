"""Five people who do what people do, in any order, while everything breaks that can: a Hypothesis state machine.

The ten promises of sync are checked on the way and at rest (`promises`, `deletions`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from typing_extensions import override

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move, move_audit
from tests.sync.client.laptops import Fuse, Killed
from tests.sync.stories import promises
from tests.sync.stories.deletions import nowhere_on_laptop
from tests.sync.stories.orders import Orders
from tests.sync.stories.telling import AUDITORS, MANAGER, OFFICERS, WHO, audits
from tests.sync.stories.world import CAST, Meanwhile, Stage, left_behind, whole_log

PATHS = st.sampled_from(["answer/q1/comment", "answer/q2/comment", "comment/c1/text"])
STREAMS = st.sampled_from(["record", "record", "record", "lead", "peer", "moderation", "restricted", "private"])
WORDS = st.text("ab ", max_size=4)
RELATIONS = st.sampled_from(["peer", "peer", "owner", "moderator"])
BAD = {"too long": f"answer/{'x' * 600}/comment", "cannot be sent": "answer/\0/comment"}
TOLD = "SELECT count(*) FROM qa.feed"
MOST_STEPS, ENOUGH_CALLS, MOST_ROUNDS = 150, 25, 6


class Stories(Orders):
    """Everything else that people do, and everything that may befall them."""

    @override
    def teardown(self) -> None:
        if self.world is None:
            return
        try:
            self.come_to_rest()
            self.check_at_rest()
        finally:
            self.world.close()

    # What people do.

    @rule(target=audits, who=AUDITORS)
    def start(self, who: int) -> AuditId:
        audit_id = self.w.laptops[who].start_audit()
        self.memory.note(self.w.laptops[who], self.w.laptops[who].profile.store.operations(audit_id))
        return audit_id

    @rule(who=WHO, audit=audits, path=PATHS, stream=STREAMS, text=WORDS)
    def write(self, who: int, audit: AuditId, path: str, stream: str, text: str) -> None:
        name = f"private:{self.w.laptops[who].profile.store.owner.id}" if stream == "private" else stream
        self.put(who, Change(Stream(audit, name), path, text))

    @rule(who=WHO, audit=audits, what=st.sampled_from(sorted(BAD)))
    def write_what_no_server_takes(self, who: int, audit: AuditId, what: str) -> None:
        self.memory.bad |= self.put(who, Change(Stream(audit), BAD[what], "words"))

    @rule(who=AUDITORS, audit=audits, size=st.sampled_from([10, 300_000]))
    def sign(self, who: int, audit: AuditId, size: int) -> None:
        laptop = self.w.laptops[who]
        with contextlib.suppress(NotFound, NotAllowed):
            record = laptop.profile.store.load(audit)
            if record.created_by == laptop.profile.store.owner.id and record.state is AuditState.DRAFT:
                laptop.sign(audit, b"%PDF " + audit.encode() * size)
                self.memory.note(laptop, laptop.profile.store.operations(audit))

    @rule(who=AUDITORS, audit=audits)
    def reveal(self, who: int, audit: AuditId) -> None:
        for name in ("lead", "peer"):
            self.put(who, Change(Stream(audit, name), "reveal", True, fact=True, kind=OperationKind.REVEAL))

    @rule(who=WHO, audit=audits)
    def settle_conflicts(self, who: int, audit: AuditId) -> None:
        for one in conflicts(self.w.laptops[who].profile.store.sync.in_server_order(audit)):
            facts = {"settles": tuple(head.op_id for head in one.heads)}
            self.put(who, Change(one.stream, one.path, one.both_texts, kind=OperationKind.RESOLVE, facts=facts))

    @rule(giver=AUDITORS, taker=OFFICERS, audit=audits)
    def hand_an_officer_a_bundle(self, giver: int, taker: int, audit: AuditId) -> None:
        store = self.w.laptops[giver].profile.store
        operations = store.operations(audit)
        if any(one.kind == "create" for one in operations) and not any(
            one.op_id in self.memory.bad for one in operations
        ):
            store.freeze([one.op_id for one in operations])
            self.w.laptops[taker].profile.store.bring(store.people(), operations, store.documents_of(audit))
            self.touched |= {giver, taker}
            self.memory.carried[taker] |= {one.op_id for one in operations}

    @rule(giver=WHO, taker=WHO, audit=audits, relation=RELATIONS)
    def give(self, giver: int, taker: int, audit: AuditId, relation: str) -> None:
        """Give a part; `owner` hands the audit over."""
        self.put(giver, self.part(OperationKind.GRANT, taker, audit, relation))

    @rule(giver=AUDITORS, taker=WHO, audit=audits, relation=RELATIONS)
    def take_back(self, giver: int, taker: int, audit: AuditId, relation: str) -> None:
        self.put(giver, self.part(OperationKind.WITHDRAW, taker, audit, relation))

    @rule(who=WHO)
    def take_in(self, who: int) -> None:
        """Let what waits be taken in with the next sync."""
        store = self.w.laptops[who].profile.store.sync
        store.want([one.op_id for one in store.aside()])

    def part(self, kind: OperationKind, taker: int, audit: AuditId, relation: str) -> Change:
        facts = {"person": self.w.laptops[taker].profile.store.owner.id, "relation": relation}
        return Change(Stream(audit), "", None, kind=kind, facts=facts)

    # What people do on the server.

    @precondition(lambda self: self.w.holding is None and not self.w.is_in_doubt)
    @rule(team=st.sampled_from(["north", "south"]), audit=st.none() | audits)
    def move(self, team: str, audit: AuditId | None) -> None:
        """Move an audit, or the manager."""
        with administering(self.w.cluster.dsn(self.w.database)) as connection:
            if audit is None:
                move(connection, self.w.laptops[MANAGER].address.user, team=team)
            else:
                with contextlib.suppress(NotFound):
                    move_audit(connection, audit, team)

    # Sync, and what may befall it.

    @rule(who=WHO, steps=st.integers(1, MOST_STEPS), after=st.booleans())
    def sync_and_be_killed(self, who: int, steps: int, *, after: bool) -> None:
        with self.judged(who), contextlib.suppress(Killed):
            self.w.sync(who, Fuse(steps, after=after))

    @rule(who=WHO, other=WHO, call=st.integers(1, ENOUGH_CALLS))
    def sync_while_somebody_syncs(self, who: int, other: int, call: int) -> None:
        """Two runs at once; where both are the same laptop's, as when a window and a timer meet."""
        with self.judged(who), self.judged(other):
            self.w.sync(who, meanwhile=Meanwhile(call, lambda: self.w.sync(other)))

    @rule(who=WHO, audit=audits, call=st.integers(1, ENOUGH_CALLS), path=PATHS, text=WORDS)
    def sync_while_typing(self, who: int, audit: AuditId, call: int, path: str, text: str) -> None:
        change = Change(Stream(audit), path, text)
        with self.judged(who):
            self.w.sync(who, meanwhile=Meanwhile(call, lambda: self.put(who, change)))

    @rule(who=WHO)
    def open_again(self, who: int) -> None:
        self.w.laptops[who] = self.w.laptops[who].reopened()
        self.touched.add(who)

    @rule(who=WHO, days=st.integers(-800, 800))
    def set_a_clock(self, who: int, days: int) -> None:
        self.w.laptops[who].profile.clock.moment += timedelta(days=days)

    # What befalls the server.

    @precondition(lambda self: self.w.holding is None)
    @rule(statement=st.sampled_from(["SELECT pg_current_xact_id()", "SELECT 1 FROM qa.audit FOR UPDATE"]))
    def hold_the_server(self, statement: str) -> None:
        self.w.hold(statement)

    @precondition(lambda self: self.w.holding is None and not self.w.is_in_doubt)
    @rule(who=WHO)
    def sync_inside_a_transaction_that_stays_open(self, who: int) -> None:
        with self.judged(who):
            self.w.push_and_leave_open(who)

    @precondition(lambda self: self.w.holding is not None)
    @rule()
    def let_go(self) -> None:
        self.w.let_go()

    @precondition(lambda self: self.w.holding is None and not self.w.tape)
    @rule()
    def keep_a_tape(self) -> None:
        self.w.keep_a_tape()

    @precondition(lambda self: not self.w.is_in_doubt)
    @rule()
    def keep_list(self) -> None:
        """Do what the watchdog does every few seconds."""
        self.w.keep_list()
        self.w.rows("SELECT qa.settle_lately_aside()")

    @precondition(lambda self: self.w.holding is None and bool(self.w.tape) and not self.w.is_in_doubt)
    @rule(in_place=st.booleans(), listed=st.booleans())
    def restore_from_tape(self, *, in_place: bool, listed: bool) -> None:
        """Go back; whatever was deleted is in the list, or the watchdog was too late for the last of it."""
        self.memory.deletions.look(self.w)
        if listed:
            self.w.keep_list()
        self.w.restore(in_place=in_place)
        self.memory.deletions.set_back()
        # Who had a part that the server has forgotten keeps what it showed them.
        for who, laptop in enumerate(self.w.laptops):
            self.memory.carried[who] |= set(whole_log(laptop)) | left_behind(laptop)

    @precondition(lambda self: self.w.is_in_doubt)
    @rule()
    def shut_the_server(self) -> None:
        """Let the watchdog notice that the list knows of more than the server."""
        self.w.keep_list()

    @precondition(lambda self: self.w.is_in_doubt and self.w.holding is None)
    @rule()
    def begin_an_epoch(self) -> None:
        self.w.begin_epoch()
        self.memory.deletions.told_again(self.w)

    # What holds all the time.

    @invariant()
    def promises_hold(self) -> None:
        if self.world is None or not self.touched:
            return
        promises.nothing_saved_is_lost(self.world, self.memory, self.touched)
        promises.everything_is_on_its_way(self.world, self.touched)
        promises.chains_verify(self.world, self.touched)
        promises.signatures_cover_what_they_say(self.world)
        promises.the_server_keeps_what_it_took(self.world, self.memory)
        self.memory.deletions.look(self.world)
        self.touched.clear()

    def come_to_rest(self) -> None:
        self.w.let_go()
        if self.w.is_in_doubt:
            self.begin_an_epoch()
        for _ in range(MOST_ROUNDS):
            told = self.w.rows(TOLD)
            reports = [self.w.sync(who) for who in range(len(CAST))]
            if not any(one.sent or one.received or one.documents for one in reports) and self.w.rows(TOLD) == told:
                return
        raise AssertionError(f"it comes to no rest: {reports}")

    def check_at_rest(self) -> None:
        self.touched = set(range(len(CAST)))
        self.promises_hold()
        waiting = {str(row[0]) for row in self.w.rows(promises.WAITING)}
        there = {str(row[1]) for row in self.w.rows(promises.ON_SERVER)}
        refused: set[str] = set()
        for who, laptop in enumerate(self.w.laptops):
            of_this = {one.op_id for one in laptop.profile.store.sync.refusals()}
            refused |= of_this
            promises.logs_are_scope(self.w, self.memory, who)
            promises.the_position_is_not_ahead(self.w, who)
            promises.the_inbox_is_whole(laptop)
            nowhere_on_laptop(laptop, self.memory.deletions.last)
        private = {
            op_id for laptop in self.w.laptops for op_id, one in whole_log(laptop).items() if one.stream.is_private
        }
        deleted = {op_id for op_id, audit in self.memory.audit.items() if audit in self.memory.deletions.audits}
        assert set(self.memory.author) - deleted <= there | refused | waiting | private
        assert self.memory.bad & (there | waiting) == set()
        for who in range(len(CAST)):
            promises.twice_is_once(self.w, who)


def stories(stage: Stage) -> Callable[[], Stories]:
    return lambda: Stories(stage)
