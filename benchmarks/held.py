"""Measures how long the window is held at a stretch: on the clock, and in the processor time of its own thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from benchmarks.measure import Limit, report

REST = 0.05
"""So many seconds without work say that a page is complete."""
IDLE_MS = 0.5
"""What a turn of the event loop takes at most while there is nothing to do."""
BREATH = 0.001
"""Seconds between two turns, in which others have the interpreter."""


@dataclass(frozen=True, slots=True)
class Held:
    """The longest that one turn of the event loop took, in milliseconds.

    The clock counts whoever else wants the processor; the thread's own time leaves out what the window waits for.
    """

    clock: float
    processor: float

    def longer(self, other: Held) -> Held:
        """Return the longer of two turns, by either measure."""
        return Held(max(self.clock, other.clock), max(self.processor, other.processor))


def held_by(work: Callable[[], object], is_busy: Callable[[], bool] = lambda: False) -> Held:
    """Do the work and let the window come to rest; return the longest that one turn of its loop took.

    It is at rest once nothing was done for a while, and nobody `is_busy` whose result it will show.
    """
    longest = _timed(work)
    last_done = time.perf_counter()
    while time.perf_counter() - last_done < REST:
        turn = _timed(QCoreApplication.processEvents)
        longest = longest.longer(turn)
        if turn.clock > IDLE_MS or is_busy():
            last_done = time.perf_counter()
        time.sleep(BREATH)
    return longest


def longest_of(turns: Sequence[Held]) -> Held:
    """Return the longest of some turns, by either measure."""
    first, *others = turns
    for other in others:
        first = first.longer(other)
    return first


def report_held(name: str, values: Sequence[Held], floors: Sequence[Held], limit: float) -> None:
    """Print a line by the clock, whose median is limited, and one by the thread's own time, which no run may exceed."""
    report(name, [one.clock for one in values], [one.clock for one in floors], Limit(absolute=limit))
    spent = [one.processor for one in values], [one.processor for one in floors]
    report(f"{name}_processor", *spent, Limit(absolute=limit, worst=True))


def _timed(work: Callable[[], object]) -> Held:
    start, spent = time.perf_counter(), time.thread_time()
    work()
    return Held((time.perf_counter() - start) * 1000, (time.thread_time() - spent) * 1000)
