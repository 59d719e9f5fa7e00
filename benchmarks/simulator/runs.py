"""Syncs a virtual laptop and breaks the run where the seed says so: at a byte, between steps, or with the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from benchmarks.simulator.world import VirtualLaptop, World
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import Transport

Wrapped = TypeVar("Wrapped")
SHORTEST_CUT, LONGEST_CUT = 200, 80_000
MOST_STEPS = 40
ODDS = {"": 70, "line cut": 14, "laptop killed": 12, "server killed": 1.5}
"""How often, of a hundred or so, a run meets what."""


class Killed(BaseException):
    """The laptop's process ends here."""


@dataclass(slots=True)
class Mishap:
    """Something that happens before or after one step of a run."""

    left: int
    after: bool
    deed: Callable[[], None]

    def on(self, wrapped: Wrapped) -> Wrapped:
        """Return the same object with every call as a step."""
        return cast("Wrapped", _Stepping(wrapped, self))

    def step(self, call: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """Take one step."""
        self.left -= 1
        if self.left == 0 and not self.after:
            self.deed()
        done = call(*arguments)
        if self.left == 0 and self.after:
            self.deed()
        return done


class _Stepping:
    def __init__(self, wrapped: object, mishap: Mishap) -> None:
        self._wrapped = wrapped
        self._mishap = mishap

    def __getattr__(self, name: str) -> Callable[..., object]:
        call = getattr(self._wrapped, name)
        return lambda *arguments: self._mishap.step(call, arguments)


def sync(world: World, laptop: VirtualLaptop) -> None:
    """Sync once, with whatever comes between."""
    chance = world.chance
    (kind,) = chance.choices(list(ODDS), list(ODDS.values()))
    steps, after = chance.randrange(1, MOST_STEPS), chance.random() < 0.5
    cut = chance.randrange(SHORTEST_CUT, LONGEST_CUT)
    deeds: dict[str, Callable[[], None]] = {
        "laptop killed": _die,
        "server killed": lambda: world.cluster.stop("immediate"),
    }
    mishap = Mishap(steps, after, deeds[kind]) if kind in deeds else None
    world.proxy.left = cut if kind == "line cut" else None
    try:
        report = _run(world, laptop, mishap)
        outcome = report.outcome.value
        world.counts["sent"] += report.sent
        world.counts["received"] += report.received
    except Killed:
        outcome = "killed"
        laptop.restart()
    except NetworkProblem:
        outcome = Outcome.UNREACHABLE.value
    world.proxy.left = None
    if kind == "server killed" and mishap is not None and mishap.left <= 0:
        world.cluster.start()
    world.counts[f"run {outcome}"] += 1
    world.tell(f"{laptop.number} synced: {outcome} {kind}")


def sync_in_peace(world: World, laptop: VirtualLaptop) -> RunReport:
    """Sync with nothing in the way."""
    world.proxy.left = None
    return _run(world, laptop, None)


def _run(world: World, laptop: VirtualLaptop, mishap: Mishap | None) -> RunReport:
    began = time.perf_counter()
    line = open_line(laptop.real.address, laptop.real.password)
    try:
        store: SyncStore = laptop.store.sync
        transport: Transport = line
        if mishap is not None:
            store, transport = mishap.on(store), mishap.on(transport)
        report = Engine(store, transport, laptop.store.owner.id, laptop.real.profile.clock).run()
    finally:
        line.close()
    if mishap is None and report.outcome is Outcome.DONE:
        world.run_seconds.append(time.perf_counter() - began)
    return report


def _die() -> None:
    raise Killed
