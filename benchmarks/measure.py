"""Prints what was measured as one JSON line, always beside a floor that was measured in the same run."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

DECIMALS = 3
LOW, HIGH = 10, 90
LOWER_QUARTER, UPPER_QUARTER = 25, 75

Measured = Callable[[int], float]
"""Does the work for the run of that number and returns what was measured."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The highest value that is good, as a multiple of the floor, or in the measure's own unit.

    It holds for the median of the runs, or for the worst of them where no run may go beyond it.
    """

    ratio: float | None = None
    absolute: float | None = None
    worst: bool = False


def report(name: str, values: Sequence[float], floors: Sequence[float], limit: Limit, unit: str = "ms") -> None:
    """Print what a measure and its floor came to, with the runs' median, worst and spread."""
    print(json.dumps(_line(name, values, floors, limit, unit)), flush=True)


def report_pairs(name: str, values: Sequence[float], floors: Sequence[float], limit: Limit) -> None:
    """Print the same for runs that were taken by turns: the ratio is the median of the pairs', with its quartiles.

    What slows the machine for a while slows both of a pair, and says nothing about the others.
    """
    ratios = [value / floor for value, floor in zip(values, floors, strict=True)]
    of_pairs = {
        "ratio": round(statistics.median(ratios), DECIMALS),
        "ratio_quartiles": _shares(ratios, (LOWER_QUARTER, UPPER_QUARTER)),
    }
    print(json.dumps({**_line(name, values, floors, limit, "ms"), **of_pairs}), flush=True)


def milliseconds(work: Callable[[], object]) -> float:
    """Do the work once and return how long it took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def side_by_side(runs: int, value: Measured, floor: Measured) -> tuple[list[float], list[float]]:
    """Measure both by turns, each first every other time, so that a busy machine slows both alike."""
    values: list[float] = []
    floors: list[float] = []
    for run in range(runs):
        turns = [(values, value), (floors, floor)]
        for kept, measured in turns if run % 2 else reversed(turns):
            kept.append(measured(run))
    return values, floors


def _line(name: str, values: Sequence[float], floors: Sequence[float], limit: Limit, unit: str) -> dict[str, object]:
    settle = max if limit.worst else statistics.median
    value, floor = settle(values), settle(floors)
    return {
        "measure": name,
        f"value_{unit}": round(value, DECIMALS),
        f"floor_{unit}": round(floor, DECIMALS),
        "ratio": round(value / floor, DECIMALS),
        "limit": limit.ratio if limit.absolute is None else limit.absolute,
        "limit_of": "ratio" if limit.absolute is None else f"value_{unit}",
        "runs": len(values),
        f"value_median_{unit}": round(statistics.median(values), DECIMALS),
        f"value_worst_{unit}": round(max(values), DECIMALS),
        f"value_spread_{unit}": _shares(values, (LOW, HIGH)),
        f"floor_spread_{unit}": _shares(floors, (LOW, HIGH)),
    }


def _shares(numbers: Iterable[float], hundredths: tuple[int, int]) -> list[float]:
    ordered = sorted(numbers)
    last = len(ordered) - 1
    return [round(ordered[round(last * share / 100)], DECIMALS) for share in hundredths]
