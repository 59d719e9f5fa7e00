"""What officers order: that words or whole audits be deleted for good, and the holds that stop it."""

from __future__ import annotations

import contextlib

from benchmarks.simulator.deeds import TEXT_PATHS
from benchmarks.simulator.world import VirtualLaptop, World
from qa_desktop.domain.holding import HoldReason, Terms, hold_change, release_change
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind
from qa_desktop.domain.retention import PEOPLE_NEEDED, Reason, dispose_change, redact_change
from qa_desktop.errors import NotAllowed, NotFound

MAY_ORDER = ("qa_officer", "head_of_service")


def redact(world: World) -> None:
    """Let two officers order that what somebody wrote into a signed audit be deleted for good."""
    ordering = _two(world)
    if not ordering:
        return
    held = [{op.op_id: op for audit in world.audits for op in one.store.operations(audit)} for one in ordering]
    signed = {op.stream.audit for op in held[0].values() if op.kind == OperationKind.SIGN.value}
    there = [
        op
        for op in held[0].values()
        if op.op_id in held[1] and op.path in TEXT_PATHS and op.stream.audit in signed and not op.is_redacted
    ]
    if there:
        target = world.chance.choice(there)
        for one in ordering:
            _order(world, one, redact_change(target, Reason.WRONG_CASE))
        world.tell(f"two people ordered {target.op_id} to be deleted")
        world.counts["redactions"] += 1


def dispose(world: World) -> None:
    """Let two people order that an audit be disposed of, signed or not; it may have reached no server yet."""
    ordering = _two(world)
    if ordering and world.audits:
        audit = world.chance.choice(world.audits)
        for one in ordering:
            _order(world, one, dispose_change(audit, Reason.RETENTION_ENDED, one.store.sync.places(audit)))
        world.tell(f"two people ordered {audit} to be disposed of")
        world.counts["disposals"] += 1


def hold(world: World) -> None:
    """Let somebody put an audit on hold, and name a colleague."""
    ordering = _two(world)
    if ordering and world.audits:
        audit, named = world.chance.choice(world.audits), world.chance.choice(world.laptops)
        terms = Terms(HoldReason.COMPLAINT, "A complaint was made.", people=(named.store.owner.id,))
        _order(world, ordering[0], hold_change(audit, terms))
        world.tell(f"{ordering[0].number} put {audit} on hold")
        world.counts["holds"] += 1


def release(world: World) -> None:
    """Let two people who know of a hold release it."""
    for one in _two(world):
        audits: list[AuditId] = sorted({hold.audit for hold in one.store.holds()})
        if audits:
            audit = audits[0]
            _order(world, one, release_change(audit, [each.op_id for each in one.store.holds() if each.audit == audit]))
            world.tell(f"{one.number} released {audit}")
            world.counts["releases"] += 1


def _two(world: World) -> list[VirtualLaptop]:
    may = [one for one in world.laptops if one.role in MAY_ORDER]
    return world.chance.sample(may, PEOPLE_NEEDED) if len(may) >= PEOPLE_NEEDED else []


def _order(world: World, laptop: VirtualLaptop, change: Change) -> None:
    with contextlib.suppress(NotFound, NotAllowed):
        world.note(laptop, laptop.store.append([change]))
