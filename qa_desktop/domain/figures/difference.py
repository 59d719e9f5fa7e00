"""How often lead, peer and moderator gave another grade, counted by levels; about people it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.question import PairGrades
from qa_desktop.domain.scale import ScalePoint, Tone

SAME, ONE, MORE = "same", "one", "more"
APART = GradeScale(
    "apart",
    (
        ScalePoint(SAME, "Same grade", None, tone=Tone.GOOD),
        ScalePoint(ONE, "One grade apart", None, tone=Tone.REQUIRES_IMPROVEMENT),
        ScalePoint(MORE, "More apart", None, tone=Tone.INADEQUATE),
    ),
)
"""How far apart two grades are; no level of anything."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One question, or the whole audit, over the cases that two people graded on one scale."""

    key: str
    label: str
    scale: str = ""
    same: int = 0
    one_level: int = 0
    more_levels: int = 0
    first_better: int = 0
    second_better: int = 0

    @property
    def cases(self) -> int:
        """How many cases were compared."""
        return self.same + self.one_level + self.more_levels


def differences(
    pairs: Iterable[PairGrades], scales: Mapping[str, GradeScale], labels: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Return a line for each question and scale in the order of the labels; grades that are no level are left out."""
    counts: dict[tuple[str, str], list[int]] = {}
    for one in pairs:
        places = _places(scales[one.scale])
        if one.first not in places or one.second not in places:
            continue
        apart = places[one.second] - places[one.first]
        of = counts.setdefault((one.key, one.scale), [0, 0, 0, 0, 0])
        of[min(2, abs(apart))] += one.number
        if apart:
            of[3 if apart > 0 else 4] += one.number
    order = {key: place for place, key in enumerate(labels)}
    told = sorted((key for key in counts if key[0] in order), key=lambda key: (order[key[0]], key[1]))
    return tuple(Difference(key, labels[key], scale, *counts[key, scale]) for key, scale in told)


def side_by_side(title: str, found: Iterable[Difference]) -> Breakdown:
    """Return differences as bars, one for each question."""
    bars = (Bar(one.key, one.label, (one.same, one.one_level, one.more_levels)) for one in found)
    return Breakdown(title, APART, tuple(bars))


def met_apart(scale: GradeScale, how: str) -> tuple[tuple[str, str], ...]:
    """Return every two grades of a scale that are so far apart."""
    return tuple(pair for pair, apart in _apart(scale) if (SAME, ONE, MORE)[min(2, abs(apart))] == how)


def met_better(scale: GradeScale, way: int) -> tuple[tuple[str, str], ...]:
    """Return every two grades of a scale of which the first is better (-1), the same (0) or worse (1)."""
    return tuple(pair for pair, apart in _apart(scale) if (apart > 0) - (apart < 0) == way)


def _apart(scale: GradeScale) -> Iterator[tuple[tuple[str, str], int]]:
    places = _places(scale)
    yield from (((one, other), places[one] - places[other]) for one in places for other in places)


def _places(scale: GradeScale) -> dict[str, int]:
    return {point.code: place for place, point in enumerate(scale.points) if point.rank is not None}
