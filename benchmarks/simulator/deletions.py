"""Watches what is deleted for good: all that two people ordered, nothing else, and nothing while it is on hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.simulator.world import World
from tests.sync.stories.deletions import nowhere_on_laptop


@dataclass(slots=True)
class _Administrator:
    """Answers what the tenth promise asks of a server."""

    world: World
    is_in_doubt: bool = False

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the server as superuser."""
        with psycopg.connect(self.world.server.dsn) as connection:
            return connection.execute(statement.encode(), values or None).fetchall()

    @property
    def deletions(self) -> Path:
        """Where the list of deletions is kept."""
        return self.world.deletions_list


def watch(world: World) -> None:
    """Look at what the server deleted since the last time."""
    try:
        world.deletions.look(_Administrator(world))
    except AssertionError as problem:
        world.came_back.append(f"DELETION on day {world.day}: {problem}")


def told_again(world: World) -> None:
    """Note what a restored server was told to delete again, and look whether it did."""
    world.deletions.told_again(_Administrator(world))


def wrongly_deleted(world: World) -> Iterator[str]:
    """Yield a line where something that was deleted can still be read, or something else was deleted."""
    try:
        world.deletions.look(_Administrator(world))
        for laptop in world.laptops:
            nowhere_on_laptop(laptop.real, world.deletions.last)
    except AssertionError as problem:
        yield f"DELETION: {problem}"
