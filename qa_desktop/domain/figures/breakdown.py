"""Grades put side by side: counts of one scale for each team, month or domain, with what is too small left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import Counts
from qa_desktop.domain.figures.suppression import untold_in_table, untold_lines
from qa_desktop.domain.scale import ScalePoint


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: how often each point of the scale was given, in the order of the scale."""

    name: str
    """As it stands in the store: a team, a month, the key of what is graded."""
    label: str
    counts: tuple[int, ...]
    is_hidden: bool = False
    """Whether it is too small to be told of, or would give away one that is."""
    hidden: tuple[bool, ...] = ()
    """Which of the counts are too small to be told, or would give away one that is; empty where all are told."""

    @property
    def total(self) -> int:
        """How many grades."""
        return sum(self.counts)

    def tells(self, place: int) -> bool:
        """Tell whether the count at a place of the scale is told; where there are no grades every count is 0."""
        return not self.total or not (self.is_hidden or (self.hidden and self.hidden[place]))

    @property
    def left_out(self) -> int:
        """How many grades stand behind the counts that are left out, all together."""
        return sum(count for place, count in enumerate(self.counts) if not self.tells(place))


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Groups that are told on one and the same scale."""

    title: str
    scale: GradeScale
    bars: tuple[Bar, ...]

    @property
    def has_hidden(self) -> bool:
        """Whether anything is left out."""
        return any(bar.is_hidden for bar in self.bars)

    @property
    def tells_nothing(self) -> bool:
        """Whether every group that has grades is left out."""
        return self.has_hidden and all(bar.is_hidden or not bar.total for bar in self.bars)


Named = Callable[[Counts], tuple[str, str] | None]
"""Returns (name, label) of the group to which a count belongs; None where it is not shown."""


def breakdowns(
    counts: Iterable[Counts], scales: Mapping[str, GradeScale], named: Named, title: str = ""
) -> tuple[Breakdown, ...]:
    """Return the counts by group, a breakdown for each scale that occurs: scales are never mixed.

    Groups come in the order in which they occur; the scale with most grades comes first.
    """
    found: dict[str, dict[str, tuple[str, dict[str, int]]]] = {}
    for one in counts:
        name = named(one)
        if name is None or one.scale not in scales:
            continue
        bars = found.setdefault(one.scale, {})
        _, grades = bars.setdefault(name[0], (name[1], {}))
        grades[one.grade] = grades.get(one.grade, 0) + one.number
    made = [
        Breakdown(title, scales[scale], tuple(_bar(name, *told, scales[scale]) for name, told in bars.items()))
        for scale, bars in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (-sum(bar.total for bar in one.bars), one.scale.id)))


def _bar(name: str, label: str, grades: Mapping[str, int], scale: GradeScale) -> Bar:
    return Bar(name, label, tuple(grades.get(point.code, 0) for point in scale.points))


def in_order(breakdown: Breakdown, names: Sequence[str], labels: Mapping[str, str] | None = None) -> Breakdown:
    """Return the breakdown with its groups in this order; a group that has no grade is there with none.

    Groups that are not named come behind, as they came.
    """
    there = {bar.name: bar for bar in breakdown.bars}
    none = (0,) * len(breakdown.scale.points)
    first = [there.get(name) or Bar(name, (labels or {}).get(name, name), none) for name in names]
    rest = [bar for bar in breakdown.bars if bar.name not in set(names)]
    return replace(breakdown, bars=(*first, *rest))


def without_small(breakdown: Breakdown, policy: FigurePolicy, *, adds_up: bool = True) -> Breakdown:
    """Return the breakdown without what is too small, nor what would give it away.

    The groups add up to what is told of all together, but for the domains of a form (`adds_up`).
    """
    if not policy.least:
        return breakdown
    counts = [bar.counts for bar in breakdown.bars]
    leave_out = untold_in_table if adds_up else untold_lines
    untold = leave_out(counts, policy.least, _sides(breakdown.scale, standard_of(breakdown.scale, policy)))
    bars = (
        replace(bar, is_hidden=is_out and bar.total > 0, hidden=hidden)
        for bar, hidden, is_out in zip(breakdown.bars, untold.cells, untold.lines, strict=True)
    )
    return replace(breakdown, bars=tuple(bars))


def and_hidden(bar: Bar, other: Bar | None) -> Bar:
    """Return the bar without what is left out of either of two that count the same."""
    if other is None:
        return bar
    hidden = tuple(not (bar.tells(place) and other.tells(place)) for place in range(len(bar.counts)))
    return replace(bar, is_hidden=bar.is_hidden or other.is_hidden, hidden=hidden)


def _sides(scale: GradeScale, standard: ScalePoint | None) -> tuple[int, ...]:
    """Return for each point whether it is as expected (0), below (1), or no level (2)."""
    expected = (standard.rank or 0) if standard else 0
    return tuple(2 if point.rank is None else int(point.rank > expected) for point in scale.points)


def standard_of(scale: GradeScale, policy: FigurePolicy) -> ScalePoint | None:
    """Return the grade that is expected on a scale: the authority's own, else the second best of three or more."""
    ranked = [point for point in scale.points if point.rank is not None]
    wanted = policy.standard.strip().casefold()
    found = next((point for point in ranked if wanted and wanted in (point.label.casefold(), point.code)), None)
    return found or (ranked[1] if len(ranked) > 2 else ranked[0] if ranked else None)  # noqa: PLR2004 - the second best


def at_standard(bar: Bar, scale: GradeScale, standard: ScalePoint) -> tuple[int, int] | None:
    """Return how many grades are as expected or better, and how many there are that are a level at all.

    None where that would give away a count that is left out.
    """
    sides = _sides(scale, standard)
    if bar.is_hidden or len({side for place, side in enumerate(sides) if not bar.tells(place)}) > 1:
        return None
    met = sum(number for side, number in zip(sides, bar.counts, strict=True) if side == 0)
    return met, met + sum(number for side, number in zip(sides, bar.counts, strict=True) if side == 1)


def share_words(part: int, whole: int, policy: FigurePolicy) -> str:
    """Return a share as people read it: "12 of 18 (67%)"; without percent where there are few."""
    told = f"{part} of {whole}"
    return f"{told} ({round(100 * part / whole)}%)" if whole >= max(1, policy.percent_from) else told
