"""Runs virtual laptops against a real server through a bad month, and says what was lost: it must be nothing."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time

from benchmarks.profiles import scratch_folder
from benchmarks.simulator.at_rest import come_to_rest, losses
from benchmarks.simulator.deeds import work
from benchmarks.simulator.misfortunes import Misfortunes
from benchmarks.simulator.runs import sync
from benchmarks.simulator.world import VirtualLaptop, World, new_world

MOST_TOLD = 40
AWAY = (3, 12)
"""How many days somebody stays away who goes away."""


def main() -> int:
    """Tell one story and print one JSON line; the exit code is 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="benchmarks/simulate", description=__doc__)
    parser.add_argument("--laptops", type=int, default=20)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7, help="the same seed tells the same story")
    parser.add_argument("--story", action="store_true", help="tell on stderr what happened, line by line")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", file=sys.stderr, flush=True)
    began = time.perf_counter()
    with scratch_folder() as folder, new_world(folder, chosen.seed, chosen.laptops) as world:
        world.aloud = chosen.story
        live(world, chosen.days)
        lived = time.perf_counter() - began
        rounds = come_to_rest(world)
        lost = list(losses(world, rounds))
        summary = summary_of(world, lost, rounds)
    for line in lost[:MOST_TOLD]:
        print(line, file=sys.stderr)
    told = {"measure": "simulator", "seed": chosen.seed, "laptops": chosen.laptops, "days": chosen.days}
    seconds = {"seconds": round(time.perf_counter() - began, 1), "of_them_days": round(lived, 1)}
    print(json.dumps(told | summary | seconds))
    return 1 if lost else 0


def live(world: World, days: int) -> None:
    """Let the days pass: people come in any order, work, and sync more or less often; misfortunes come between."""
    misfortunes = Misfortunes(world)
    for world.day in range(days):
        for laptop in world.chance.sample(world.laptops, len(world.laptops)):
            if laptop.back_on <= world.day:
                day_of(world, laptop)
            if world.chance.random() < 1 / max(1, len(world.laptops) // 4):
                misfortunes.happen()
        world.tell("evening")
    misfortunes.let_go()


def day_of(world: World, laptop: VirtualLaptop) -> None:
    """Let one person work through a day."""
    chance = world.chance
    if chance.random() < 0.04:
        laptop.back_on = world.day + chance.randrange(*AWAY)
        return
    for _ in range(chance.randrange(1, 4)):
        for _ in range(chance.randrange(7)):
            work(world, laptop)
        if chance.random() < 0.6:
            sync(world, laptop)


def summary_of(world: World, lost: list[str], rounds: int) -> dict[str, object]:
    """Return what the story came to."""
    seconds = sorted(world.run_seconds) or [0.0]
    return {
        "lost": len(lost),
        "saved": len(world.saved),
        "audits": len(world.audits),
        "documents": len(world.documents),
        "mb_documents": round(sum(map(len, world.documents.values())) / 1e6, 1),
        "mb_on_the_line": round(world.proxy.passed / 1e6, 1),
        "rounds_to_rest": rounds,
        "run_ms_median": round(statistics.median(seconds) * 1000),
        "run_ms_95": round(seconds[int(len(seconds) * 0.95) - 1] * 1000),
        **dict(sorted(world.counts.items())),
    }


if __name__ == "__main__":
    sys.exit(main())
