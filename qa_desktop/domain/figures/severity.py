"""How the grades of each auditor met those of others for the same cases: counted, and never ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp, lgamma, log

from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.question import AuditorCount
from qa_desktop.domain.pairs import MODERATION
from qa_desktop.domain.scale import ScalePoint

BETTER, ALIKE, WORSE = "better", "alike", "worse"
MEETING = GradeScale(
    "meeting",
    (
        ScalePoint(BETTER, "Better than the other", None),
        ScalePoint(ALIKE, "The same", None),
        ScalePoint(WORSE, "Worse than the other", None),
    ),
)
"""How grades met; in no colour of good and bad, since neither of two is right because of it."""
WAYS = {BETTER: -1, ALIKE: 0, WORSE: 1}
SURE = 0.01
"""How seldom chance alone may make two that grade alike differ so much."""


@dataclass(slots=True)
class Meeting:
    """So many grades of an auditor, beside those of another form of the case."""

    better: int = 0
    same: int = 0
    worse: int = 0

    @property
    def grades(self) -> int:
        """How many grades were compared."""
        return self.better + self.same + self.worse

    @property
    def says(self) -> str:
        """Whether it is more than chance that theirs are the better, or the worse ones."""
        if sign_test(self.better, self.worse) >= SURE:
            return "No more than chance"
        return "Better grades, more than chance" if self.better > self.worse else "Worse grades, more than chance"

    def add(self, apart: int, number: int) -> None:
        """Count grades that are better (-1), the same (0) or worse (1)."""
        if apart < 0:
            self.better += number
        elif apart:
            self.worse += number
        else:
            self.same += number


@dataclass(frozen=True, slots=True)
class AuditorLine:
    """One auditor."""

    auditor: str
    name: str
    others: Meeting = field(default_factory=Meeting)
    """Beside the other auditor of the case."""
    moderators: Meeting = field(default_factory=Meeting)
    quarters: dict[str, Meeting] = field(default_factory=dict)
    """Beside both, by quarter."""


def auditor_lines(counts: Iterable[AuditorCount], names: Mapping[str, str]) -> tuple[AuditorLine, ...]:
    """Return a line for each auditor, by name: there is no order of who grades how."""
    found: dict[str, AuditorLine] = {}
    for one in counts:
        line = found.setdefault(one.auditor, AuditorLine(one.auditor, names.get(one.auditor, one.auditor)))
        (line.moderators if one.against == MODERATION else line.others).add(one.apart, one.number)
        line.quarters.setdefault(one.quarter, Meeting()).add(one.apart, one.number)
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.auditor)))


def sign_test(better: int, worse: int) -> float:
    """Return how likely chance alone makes so uneven a split of those that differ (two-sided sign test)."""
    of, fewer = better + worse, min(better, worse)
    if better == worse:
        return 1.0
    one = exp(lgamma(of + 1) - lgamma(fewer + 1) - lgamma(of - fewer + 1) - of * log(2))
    together, at = 0.0, fewer
    while at >= 0 and one > together * 1e-12:
        together += one
        one *= at / (of - at + 1)
        at -= 1
    return min(1.0, 2 * together)
