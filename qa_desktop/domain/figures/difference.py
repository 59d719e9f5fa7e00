"""How often lead, peer and moderator gave another grade, counted by levels; about people it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.question import PairGrades


@dataclass(frozen=True, slots=True)
class Difference:
    """One question, or the whole audit, over the cases that two people graded on one scale."""

    key: str
    label: str
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
    """Return a line for each question in the order of the labels; grades that are no level are left out."""
    counts: dict[str, list[int]] = {}
    for one in pairs:
        places = {point.code: place for place, point in enumerate(scales[one.scale].points) if point.rank is not None}
        if one.first not in places or one.second not in places:
            continue
        apart = places[one.second] - places[one.first]
        of = counts.setdefault(one.key, [0, 0, 0, 0, 0])
        of[min(2, abs(apart))] += one.number
        if apart:
            of[3 if apart > 0 else 4] += one.number
    return tuple(Difference(key, label, *counts[key]) for key, label in labels.items() if key in counts)
