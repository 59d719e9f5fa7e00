"""How far two people who grade the same cases agree: what a table of their grades says, and how sure that is.

Kappa is Cohen's with quadratic weights (Cohen 1968), AC2 is Gwet's with the same weights (Gwet 2014): kappa falls where
nearly everybody gives the same grade, AC2 does not, so both are told. The intervals are percentiles of drawing the
pairs again; the draws follow from a seed, so that anybody gets the same. The packages that have these figures bring
300 MB of others with them, for two formulas; the tests compare with what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

LEAST_PAIRS = 20
"""With fewer nothing is told but how many there are."""
DRAWS = 1000
SURE = 0.95

Pair = tuple[int, int]
"""The places of two grades on their scale, the best one first, from 0."""
Table = tuple[tuple[int, ...], ...]
"""How often each grade of the first (rows) met each of the second (columns)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the interval in which it lies with a probability of 95%; None where there is none."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is told of the pairs of a period."""

    pairs: int
    table: Table = ()
    exact: Figure | None = None
    """The share of pairs with the same grade."""
    within_one: Figure | None = None
    """The share of pairs that differ by one grade at most."""
    first_better: int = 0
    """In how many the first gave the better grade."""
    second_better: int = 0
    kappa: Figure | None = None
    """None also where everybody gave the same grade: then it says nothing."""
    ac2: Figure | None = None

    @property
    def is_told(self) -> bool:
        """Whether there are enough pairs to tell anything."""
        return self.pairs >= LEAST_PAIRS


def agreement(pairs: Iterable[Pair], points: int, seed: str) -> Agreement:
    """Return what pairs of grades say on a scale of so many points; with fewer than 20 only how many there are."""
    given = sorted(pairs)
    if len(given) < LEAST_PAIRS:
        return Agreement(len(given))
    counts = Counter(given)
    drawn = tuple(_drawn(counts, len(given), seed))
    return Agreement(
        len(given),
        tuple(tuple(counts[row, column] for column in range(points)) for row in range(points)),
        _figure(exact(counts), [exact(one) for one in drawn]),
        _figure(within_one(counts), [within_one(one) for one in drawn]),
        sum(number for (first, second), number in counts.items() if first < second),
        sum(number for (first, second), number in counts.items() if first > second),
        _figure(kappa(counts, points), [kappa(one, points) for one in drawn]),
        _figure(ac2(counts, points), [ac2(one, points) for one in drawn]),
    )


def exact(counts: Counter[Pair]) -> float:
    """Return the share of pairs that are alike."""
    return sum(number for (first, second), number in counts.items() if first == second) / counts.total()


def within_one(counts: Counter[Pair]) -> float:
    """Return the share of pairs that differ by one place at most."""
    return sum(number for (first, second), number in counts.items() if abs(first - second) <= 1) / counts.total()


def kappa(counts: Counter[Pair], points: int) -> float | None:
    """Return Cohen's kappa with quadratic weights; None where both gave one and the same grade throughout."""
    rows, columns = _shares(counts, points)
    chance = sum(
        _weight(row, column, points) * rows[row] * columns[column] for row in range(points) for column in range(points)
    )
    return None if _is_one(chance) else (_met(counts, points) - chance) / (1 - chance)


def ac2(counts: Counter[Pair], points: int) -> float | None:
    """Return Gwet's AC2 with quadratic weights."""
    if points == 1:
        return None
    rows, columns = _shares(counts, points)
    both = [(row + column) / 2 for row, column in zip(rows, columns, strict=True)]
    weights = sum(_weight(row, column, points) for row in range(points) for column in range(points))
    chance = weights / (points * (points - 1)) * sum(share * (1 - share) for share in both)
    return None if _is_one(chance) else (_met(counts, points) - chance) / (1 - chance)


def _met(counts: Counter[Pair], points: int) -> float:
    """Return how far the two met, a near miss counting in part."""
    weighted = sum(_weight(first, second, points) * number for (first, second), number in counts.items())
    return weighted / counts.total()


@cache
def _weight(row: int, column: int, points: int) -> float:
    return 1 - ((row - column) / (points - 1)) ** 2 if points > 1 else 1.0


def _shares(counts: Counter[Pair], points: int) -> tuple[list[float], list[float]]:
    rows, columns = [0.0] * points, [0.0] * points
    total = counts.total()
    for (first, second), number in counts.items():
        rows[first] += number / total
        columns[second] += number / total
    return rows, columns


def _is_one(chance: float) -> bool:
    return abs(1 - chance) < 1e-12  # noqa: PLR2004 - what adding fractions leaves over


def _drawn(counts: Counter[Pair], pairs: int, seed: str) -> Iterator[Counter[Pair]]:
    cells = sorted(counts)
    given = [number for number, cell in enumerate(cells) for _ in range(counts[cell])]
    chance = Random(seed)  # noqa: S311 - figures that anybody can work out again, no secret
    for _ in range(DRAWS):
        yield Counter({cells[number]: times for number, times in Counter(chance.choices(given, k=pairs)).items()})


def _figure(value: float | None, drawn: Sequence[float | None]) -> Figure | None:
    if value is None:
        return None
    known = sorted(one for one in drawn if one is not None)
    if len(known) < len(drawn) * SURE:  # too many draws say nothing, so an interval would say too much
        return Figure(value)
    spare = (1 - SURE) / 2
    return Figure(value, _percentile(known, spare), _percentile(known, 1 - spare))


def _percentile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
