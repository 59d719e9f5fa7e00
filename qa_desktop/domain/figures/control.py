"""A share over time as a control chart: it tells chance from change by rules that it states (Shewhart's p-chart).

The middle line is the share of all months before a change, or of every month where there were too few of them; the
limits are three standard errors away from it, so they are wider for months with fewer audits. A month beyond them, or
eight in a row on one side of the middle, is more than chance (Montgomery, Introduction to Statistical Quality Control,
chapter 7; Western Electric, rules 1 and 4). A run does not reach over the change. No package is taken in for two
formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import sqrt

from qa_desktop.domain.figures.breakdown import Breakdown, at_standard
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.scale import ScalePoint

RUN = 8
"""So many in a row on one side of the middle are more than chance."""
BEFORE = 8
"""From so many months before a change on, the middle is theirs."""
ERRORS = 3


class Signal(Enum):
    """What is more than chance about a point."""

    BEYOND = "beyond"
    RUN = "run"

    @property
    def words(self) -> str:
        """As it is told."""
        return {"beyond": "outside the limits", "run": f"{RUN} in a row on this side"}[self.value]


class Verdict(Enum):
    """What the time since a change says."""

    BETTER = "better"
    WORSE = "worse"
    BOTH = "both"
    CHANCE = "chance"
    EARLY = "early"

    @property
    def words(self) -> str:
        """As it is told; `{since}` is when the change was."""
        return {
            "better": "Since {since} it is better than chance explains.",
            "worse": "Since {since} it is worse than chance explains.",
            "both": "Since {since} it is now better, now worse than chance explains.",
            "chance": "Since {since} nothing is more than chance.",
            "early": f"It is too early to tell: fewer than {RUN} months since {{since}} are known.",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One month."""

    name: str
    label: str
    met: int
    of: int
    is_left_out: bool = False
    """Whether there are some, of whom nothing is told."""
    low: float = 0
    high: float = 1
    signals: tuple[Signal, ...] = ()

    @property
    def share(self) -> float:
        """How many of how many; only of a month that has any."""
        return self.met / self.of

    @property
    def is_known(self) -> bool:
        """Whether it has anything that is told."""
        return self.of > 0


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A share over time."""

    title: str
    scale: GradeScale
    standard: ScalePoint
    points: tuple[ControlPoint, ...]
    """Months of which nothing is told among them."""
    centre: float
    since: str = ""
    """The month in which something was changed; empty for none."""
    before: bool = False
    """Whether the middle line is that of the months before the change."""

    @property
    def verdict(self) -> Verdict | None:
        """What the months from the change on say; None where there is no change, or where nothing is known."""
        after = [one for one in self.points if one.is_known and one.name >= self.since]
        if not self.since or not self.points:
            return None
        ways = {one.share > self.centre for one in after if one.signals}
        if ways:
            return Verdict.BOTH if len(ways) > 1 else Verdict.BETTER if ways == {True} else Verdict.WORSE
        return Verdict.CHANCE if len(after) >= RUN else Verdict.EARLY


def control_chart(told: Breakdown, standard: ScalePoint, since: str = "") -> ControlChart | None:
    """Return the chart of grades by month; None where no month tells how many are as expected."""
    shares = [at_standard(bar, told.scale, standard) for bar in told.bars]
    points = tuple(
        ControlPoint(bar.name, bar.label, *(share or (0, 0)), is_left_out=share is None)
        for bar, share in zip(told.bars, shares, strict=True)
    )
    known = [one for one in points if one.is_known]
    if not known:
        return None
    earlier = [one for one in known if since and one.name < since]
    of = earlier if len(earlier) >= BEFORE else known
    centre = sum(one.met for one in of) / sum(one.of for one in of)
    return ControlChart(told.title, told.scale, standard, judged(points, centre, since), centre, since, of is earlier)


def judged(points: Sequence[ControlPoint], centre: float, since: str = "") -> tuple[ControlPoint, ...]:
    """Return the points with their limits about a middle, and what is more than chance about each."""
    limited = [_limited(one, centre) for one in points]
    known = [one for one in limited if one.is_known]
    before, after = ([one for one in known if (one.name >= since) is is_after] for is_after in (False, True))
    runs = [in_run for of in (before, after) for in_run in _runs([one.share - centre for one in of])]
    found = []
    for one in limited:
        if not one.is_known:
            found.append(one)
            continue
        in_run = runs.pop(0)
        beyond = one.share > one.high or one.share < one.low
        told = [signal for signal, holds in ((Signal.BEYOND, beyond), (Signal.RUN, in_run)) if holds]
        found.append(replace(one, signals=tuple(told)))
    return tuple(found)


def _limited(one: ControlPoint, centre: float) -> ControlPoint:
    if not one.is_known:
        return one
    error = ERRORS * sqrt(centre * (1 - centre) / one.of)
    return replace(one, low=max(0.0, centre - error), high=min(1.0, centre + error))


def _runs(apart: Sequence[float]) -> list[bool]:
    """Return which of some values stand in a run on one side; what is on the line neither ends a run nor is of it."""
    found = [False] * len(apart)
    run: list[int] = []
    for place, value in enumerate(apart):
        if not value:
            continue
        if run and (apart[run[-1]] > 0) != (value > 0):
            run = []
        run.append(place)
        if len(run) >= RUN:
            for at in run:
                found[at] = True
    return found
