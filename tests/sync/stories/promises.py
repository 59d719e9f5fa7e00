"""The promises of sync, each as a check on a world: while a story runs, and when everything has come to rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from qa_desktop.domain.exchange import Verdict
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.inbox import InboxQuestion
from qa_desktop.domain.operation import Operation, Stream, Value, chain_head
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.projection import late_entries
from qa_desktop.domain.record import AuditRecord, AuditState
from qa_desktop.models.redacting import named_by_two
from tests.sync.real_laptops import RealLaptop
from tests.sync.stories.deletions import Deletions
from tests.sync.stories.world import World, arrived, own, whole_log
from tests.sync.wire_rows import pages

EVERYTHING = SummaryFilter(limit=10_000)
ON_SERVER = (
    "SELECT a.id || '/' || s.name, o.op_id::text, o.rev, o.digest, o.body, o.redacted_at IS NOT NULL FROM qa.op o "
    "JOIN qa.stream s ON s.no = o.stream_no JOIN qa.audit a ON a.no = s.audit_no ORDER BY s.no, o.rev"
)
STANDINGS = "SELECT a.id, a.state, a.team FROM qa.audit a"
PARTS = (
    "SELECT a.id, p.id, x.relation FROM qa.access x JOIN qa.audit a ON a.no = x.audit_no "
    "JOIN qa.person p ON p.no = x.person_no WHERE x.revoked_at IS NULL"
)
PEOPLE = "SELECT id, role, team FROM qa.person"
WAITING = "SELECT (sent).op_id::text FROM qa.quarantine"
BEFORE_SIGNING = {
    "record": {"owner", "peer"},
    "lead": {"owner"},
    "peer": {"peer"},
    "restricted": {"owner", "all"},
    "retention": {"owner", "peer", "all"},
}
AFTER_SIGNING = {
    "record": {"owner", "peer", "moderator", "team", "all"},
    "lead": {"owner", "peer", "moderator", "team", "all"},
    "peer": {"owner", "peer", "moderator", "team", "all"},
    "moderation": {"moderator", "all"},
    "restricted": {"owner", "all"},
    "retention": {"owner", "peer", "moderator", "team", "all"},
}
NAMED = {"record", "lead", "peer", "retention"}
"""What those read whom a hold names, while it stands."""


@dataclass
class Memory:
    """What people did, as they remember it."""

    author: dict[OperationId, PersonId] = field(default_factory=dict)
    value: dict[OperationId, Value] = field(default_factory=dict)
    """What each operation said last."""
    bad: set[OperationId] = field(default_factory=set)
    """Operations that no server may take."""
    given_up: set[OperationId] = field(default_factory=set)
    """Delivered work whose copy was called back from its author; a restored server gets it again."""
    carried: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What each laptop holds by right whatever the server shows it: given in a bundle, or before it was set back."""
    on_server: dict[str, tuple[object, object]] = field(default_factory=dict)
    """Digest and body of whatever the server ever held."""
    audit: dict[OperationId, AuditId] = field(default_factory=dict)
    deletions: Deletions = field(default_factory=Deletions)

    def note(self, laptop: RealLaptop, operations: tuple[Operation, ...]) -> None:
        person = laptop.profile.store.owner.id
        for one in operations:
            if one.author == person:
                self.author[one.op_id] = person
                self.value[one.op_id] = one.value
                self.audit[one.op_id] = one.stream.audit


class Sight:
    """Who may see what at this moment, worked out anew from the plain facts and not by the server's functions."""

    def __init__(self, world: World) -> None:
        self._state = {str(row[0]): (str(row[1]), row[2]) for row in world.rows(STANDINGS)}
        self._parts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for audit, person, relation in world.rows(PARTS):
            self._parts[str(audit), str(person)].add(str(relation))
        self._people = {str(row[0]): (row[1], row[2]) for row in world.rows(PEOPLE)}

    def sees(self, person: PersonId, stream: Stream) -> bool:
        if stream.audit not in self._state:
            return False
        state, team = self._state[stream.audit]
        role, own_team = self._people[person]
        if state == "disposed":
            # Who ordered it is for everybody who asks.
            return stream.name == "retention"
        relations = set(self._parts[stream.audit, person])
        relations |= {"all"} if role == "qa_officer" else set()
        relations |= {"team"} if role == "manager" and team == own_team else set()
        is_held, state = state.startswith("held_"), state.removeprefix("held_")
        allowed = set((AFTER_SIGNING if state == "signed" else BEFORE_SIGNING).get(stream.name, set()))
        if state == "revealed":
            allowed |= {"lead": {"peer"}, "peer": {"owner"}}.get(stream.name, set())
        if is_held:
            allowed &= {"owner", "all"}
            allowed |= {"named"} if stream.name in NAMED else set()
        return bool(relations & allowed)


def nothing_saved_is_lost(world: World, memory: Memory, touched: Iterable[int]) -> None:
    """What a person wrote is in their log with its last words, or was called back once it was delivered."""
    for laptop in (world.laptops[who] for who in touched):
        here = own(laptop)
        person = laptop.profile.store.owner.id
        gone = named_by_two(whole_log(laptop).values())
        mine = {op_id for op_id, author in memory.author.items() if author == person}
        missing = mine - set(here) - memory.given_up
        missing = {op_id for op_id in missing if not memory.deletions.is_disposed(world, memory.audit[op_id])}
        if missing:
            delivered = {str(row[1]) for row in world.rows(ON_SERVER)}
            assert missing <= delivered, f"{missing - delivered} are nowhere"
            memory.given_up |= missing
        for op_id in mine & set(here):
            if here[op_id].is_redacted:
                assert op_id in gone or memory.deletions.is_deleted(world, here[op_id]), f"nobody ordered {op_id}"
            else:
                assert here[op_id].value == memory.value[op_id], op_id


def everything_is_on_its_way(world: World, touched: Iterable[int]) -> None:
    """What is neither in the outbox nor refused, set aside nor to be asked after is known to be on the server."""
    for laptop in (world.laptops[who] for who in touched):
        with laptop.profile.store._read() as run:
            stray = run(
                "SELECT op_id FROM operation WHERE stream NOT LIKE 'private:%' AND author = ? AND sent_at IS NULL "
                "AND pos NOT IN (SELECT pos FROM outbox) AND pos NOT IN (SELECT pos FROM refused) "
                "AND pos NOT IN (SELECT pos FROM to_ask) "
                "AND pos NOT IN (SELECT pos FROM quarantined) AND op_id NOT IN (SELECT op_id FROM received)",
                (laptop.profile.store.owner.id,),
            )
            assert list(stray) == []


def chains_verify(world: World, touched: Iterable[int]) -> None:
    """Revisions are dense from 1 on, and the chain over them gives the heads."""
    for laptop in (world.laptops[who] for who in touched):
        store = laptop.profile.store
        for stream, head in store.sync.heads_to_check(10_000).items():
            placed = [one for one in store.sync.places(stream.audit) if one.operation.stream == stream]
            assert [one.rev for one in placed] == list(range(1, head.rev + 1)), stream
            assert chain_head(one.operation for one in placed) == head.digest == placed[-1].head, stream


def the_server_keeps_what_it_took(world: World, memory: Memory) -> None:
    """No operation changes on the server but by redaction, its revisions are dense, and no private note is there."""
    revs: defaultdict[str, int] = defaultdict(int)
    for stream, op_id, rev, digest, body, is_redacted in world.rows(ON_SERVER):
        revs[str(stream)] += 1
        assert revs[str(stream)] == rev
        assert "/private:" not in str(stream)
        before = memory.on_server.setdefault(str(op_id), (digest, body))
        assert before[0] == digest
        assert is_redacted or before[1] == body


def the_position_is_not_ahead(world: World, who: int) -> None:
    """Everything that the feed gives up to the laptop's position is in its log, held back, or waits to be taken in."""
    store = world.laptops[who].profile.store
    position = store.sync.position()
    if position is None or world.is_in_doubt:
        return
    here = set(whole_log(world.laptops[who])) | {one.op_id for one in store.sync.held()}
    here |= arrived(world.laptops[who])
    for entries in pages(world.line(who), None, 5000):
        for entry in entries:
            if entry.at.epoch == position.epoch and (entry.at.xid, entry.at.seq) > (position.xid, position.seq):
                break
            assert entry.placed is None or entry.placed.operation.op_id in here


def only_scope_was_delivered(world: World, who: int, before: Collection[str], sights: list[Sight]) -> None:
    """What came with a sync, or had come and waited to be taken in, could be seen by its person."""
    laptop = world.laptops[who]
    person = laptop.profile.store.owner.id
    for op_id, one in whole_log(laptop).items():
        if op_id not in before and one.author != person:
            assert any(sight.sees(person, one.stream) for sight in sights), f"{person} was given {one.stream}"


def signatures_cover_what_they_say(world: World) -> None:
    """Nothing that came past a signature is shown as signed, and whoever holds the same log sees the same."""
    seen: dict[tuple[AuditId, frozenset[str]], AuditRecord] = {}
    for laptop in world.laptops:
        store = laptop.profile.store
        for audit in (one.id for one in store.summaries(EVERYTHING)):
            operations = store.operations(audit)
            record = store.load(audit)
            late = {one.op_id for one in late_entries(operations)}
            assert record.state is AuditState.SIGNED or not late
            assert late.isdisjoint(one.op_id for one in record.fields.values())
            if not any(one.stream.is_private for one in store.operations(audit, with_private=True)):
                log = frozenset(one.op_id for one in operations)
                assert seen.setdefault((audit, log), record).fields == record.fields


def logs_are_scope(world: World, memory: Memory, who: int) -> None:
    """At rest a log is the server's, restricted to what the person may see: both ways."""
    laptop = world.laptops[who]
    log = whole_log(laptop)
    store = laptop.profile.store
    assert store.sync.held() == ()
    assert store.sync.arrived().pages == 0
    scope: dict[str, Operation] = {}
    for entries in pages(world.line(who), None, 5000):
        scope |= {one.placed.operation.op_id: one.placed.operation for one in entries if one.placed is not None}
    assert scope.items() <= log.items()
    with store._read() as run:
        unsettled = {
            str(row[0])
            for row in run(
                "SELECT op_id FROM operation WHERE pos IN (SELECT pos FROM outbox) OR pos IN (SELECT pos FROM refused) "
                "OR pos IN (SELECT pos FROM quarantined)"
            )
        }
    held_by_own = {log[OperationId(one)].stream for one in unsettled}
    beyond = {op_id for op_id, one in log.items() if not one.stream.is_private} - set(scope) - unsettled
    stray = {log[OperationId(op_id)].stream for op_id in beyond - memory.carried[who]} - held_by_own
    # Orders for what was disposed of may have been asked for.
    stray -= {Stream(audit, "retention") for audit in memory.deletions.audits}
    assert stray == set(), f"{store.owner.name} still holds {stray}"


def twice_is_once(world: World, who: int) -> None:
    """Offering everything again changes nothing on the server."""
    before = world.rows("SELECT count(*), max(xid::text::bigint) FROM qa.op")
    feed = world.rows("SELECT count(*) FROM qa.feed")
    log = [one for one in whole_log(world.laptops[who]).values() if not one.stream.is_private]
    refused = {one.op_id for one in world.laptops[who].profile.store.sync.refusals()}
    line = world.line(who)
    answers = line.push([one for one in log if one.op_id not in refused]) if log else ()
    assert Verdict.APPLIED not in {one.verdict for one in answers}
    assert world.rows("SELECT count(*), max(xid::text::bigint) FROM qa.op") == before
    assert world.rows("SELECT count(*) FROM qa.feed") == feed


def the_inbox_is_whole(laptop: RealLaptop) -> None:
    """Every signed audit of somebody else has a line in the inbox, as it stands now, and no other has one."""
    store = laptop.profile.store
    signed = store.summaries(SummaryFilter(state=AuditState.SIGNED, limit=10_000))
    owners = {one.id: store.load(one.id).owner for one in signed}
    store.inbox.note()
    lines = store.inbox.page(InboxQuestion(), 10_000)
    assert [one.summary for one in lines] == [one for one in signed if owners[one.id] != store.owner.id]
    assert all(one.owner == owners[one.summary.id] and one.is_new for one in lines)
