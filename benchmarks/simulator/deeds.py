"""What people do in a day of work: begin, write, sign, write again, share, hand over, settle."""

from __future__ import annotations

import contextlib

from benchmarks.simulator.world import VirtualLaptop, World
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import SETTLES, Change, OperationKind, Stream
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotAllowed, NotFound
from tests.sync.client.laptops import AtWork

TEXT_PATHS = [f"answer/q{number}/comment" for number in range(1, 9)]
LATER_PATHS = ["comment/c1/text", "followup/f1/text"]
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
SENTENCE = "The child was seen alone and said in their own words what has to change at home before the next review. "
LARGEST_NOTE = 60_000
ROOM_FOR_A_LARGE_NOTE = 700_000
RARELY = 0.05


def work(world: World, laptop: VirtualLaptop) -> None:
    """Do one thing that this person may do."""
    world.set_clock(laptop)
    chance = world.chance
    if laptop.role == "auditor" and chance.random() < 0.25:
        start(world, laptop)
        return
    audit = _some_audit(world, laptop)
    if audit is None:
        return
    deeds = [(write, 10.0), (settle, 2.0), (later, 2.0)]
    if laptop.role == "auditor":
        deeds += [(sign, 3.0), (share, 1.0), (unshare, 0.5), (hand_over, 0.4)]
    (deed,) = chance.choices([one for one, _ in deeds], [weight for _, weight in deeds])
    deed(world, laptop, audit)


def start(world: World, laptop: VirtualLaptop) -> AuditId:
    """Begin an audit."""
    audit = laptop.real.start_audit(f"CASE-{len(world.audits):04d}")
    world.audits.append(audit)
    world.writers[audit] = [laptop.number]
    world.note(laptop, laptop.store.operations(audit))
    return audit


def write(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Write a reason or give a grade; often where somebody else may be writing too."""
    chance = world.chance
    if chance.random() < 0.3:
        _put(world, laptop, audit, f"answer/q{chance.randrange(1, 9)}", chance.choice(GRADES), fact=True)
    else:
        _put(world, laptop, audit, chance.choice(TEXT_PATHS), _words(world))


def later(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Write what may be written past a signature."""
    _put(world, laptop, audit, world.chance.choice(LATER_PATHS), _words(world))


def sign(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Sign one's own draft, with its note."""
    with contextlib.suppress(NotFound, NotAllowed):
        record = laptop.store.load(audit)
        if record.created_by != laptop.store.owner.id or record.state is not AuditState.DRAFT:
            return
        chance = world.chance
        size = ROOM_FOR_A_LARGE_NOTE if chance.random() < RARELY else chance.randrange(2_000, LARGEST_NOTE)
        note = b"%PDF-1.7 " + chance.randbytes(size)
        world.documents[laptop.real.sign(audit, note)] = note
        world.note(laptop, laptop.store.operations(audit))
        world.counts["signed"] += 1


def settle(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Settle what this laptop knows two people wrote."""
    for one in conflicts(laptop.store.sync.in_server_order(audit)):
        facts = {SETTLES: tuple(head.op_id for head in one.heads)}
        value = one.both_texts if one.is_text else one.heads[-1].value
        change = Change(one.stream, one.path, value, not one.is_text, OperationKind.RESOLVE, facts)
        with contextlib.suppress(NotFound, NotAllowed):
            world.note(laptop, laptop.store.append([change]))
            world.counts["conflicts_settled"] += 1


def share(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Give a colleague a part in the audit."""
    other, relation = _colleague(world, laptop), world.chance.choice(["peer", "peer", "owner", "moderator"])
    if _give(world, laptop, OperationKind.GRANT, audit, (other, relation)):
        if relation in ("peer", "owner"):
            world.writers[audit].append(other.number)
        world.tell(f"{laptop.number} shared {audit} with {other.number} as {relation}")
        world.counts["shared"] += 1


def unshare(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Take back the part of somebody who may be offline and writing."""
    others = [number for number in world.writers[audit] if number != laptop.number]
    if others:
        other = world.laptops[world.chance.choice(others)]
        if _give(world, laptop, OperationKind.WITHDRAW, audit, (other, "peer")):
            world.tell(f"{laptop.number} took {audit} from {other.number}")
            world.counts["unshared"] += 1


def hand_over(world: World, laptop: VirtualLaptop, audit: AuditId) -> None:
    """Make a colleague the owner; what this person writes afterwards, not knowing better, is kept too."""
    other = _colleague(world, laptop)
    if _give(world, laptop, OperationKind.GRANT, audit, (other, "owner")):
        world.writers[audit].append(other.number)
        world.tell(f"{laptop.number} handed {audit} over to {other.number}")
        world.counts["handed_over"] += 1


def _some_audit(world: World, laptop: VirtualLaptop) -> AuditId | None:
    """Return an audit that this person works on: mostly of the last ones."""
    if laptop.role == "auditor":
        mine = [audit for audit in world.audits if laptop.number in world.writers[audit]]
    else:
        mine = [audit for audit in world.audits[-40:] if laptop.store.operations(audit)]
    if not mine:
        return None
    return world.chance.choice(mine[-6:] if world.chance.random() < 0.8 else mine)


def _colleague(world: World, laptop: VirtualLaptop) -> VirtualLaptop:
    auditors = [one for one in world.laptops if one.role == "auditor" and one is not laptop]
    return world.chance.choice(auditors or world.laptops)


def _put(world: World, laptop: VirtualLaptop, audit: AuditId, path: str, value: str, *, fact: bool = False) -> None:
    with contextlib.suppress(NotFound, NotAllowed):
        work_on: AtWork = laptop.real
        world.note(laptop, [work_on.put(audit, path, value, fact=fact)])
        world.counts["written"] += 1


def _words(world: World) -> str:
    return f"{SENTENCE * world.chance.randrange(1, 5)}({len(world.saved)})"


def _give(
    world: World, laptop: VirtualLaptop, kind: OperationKind, audit: AuditId, part: tuple[VirtualLaptop, str]
) -> bool:
    """Give a part or take it back; False where this laptop refuses."""
    other, relation = part
    facts = {"person": other.store.owner.id, "relation": relation}
    try:
        world.note(laptop, laptop.store.append([Change(Stream(audit), "", None, kind=kind, facts=facts)]))
    except (NotFound, NotAllowed):
        return False
    return True
