"""A heat map: for each domain and group, how many grades are as expected or better. Counts, never a mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.figures.breakdown import Breakdown, at_standard, standard_of
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.scale import ScalePoint

STEPS = 5
"""Into how many shades shares are put."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One domain of one group."""

    met: int
    of: int
    is_hidden: bool = False

    @property
    def step(self) -> int | None:
        """The shade, 0 for none as expected to 4 for all; None where there is nothing to tell."""
        if self.is_hidden or not self.of:
            return None
        return min(STEPS - 1, self.met * STEPS // self.of)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows are domains or groups, columns are groups or periods."""

    title: str
    scale: GradeScale
    standard: ScalePoint
    rows: tuple[tuple[str, str], ...]
    """(key, label) of each domain."""
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    head: str = "Domain"
    """What the rows are."""

    @property
    def tells_nothing(self) -> bool:
        """Whether every cell that has grades is left out."""
        cells = [cell for row in self.cells for cell in row]
        return any(cell.is_hidden for cell in cells) and all(cell.is_hidden or not cell.of for cell in cells)


def heat_map(
    title: str, of: Sequence[tuple[str, str, Breakdown]], policy: FigurePolicy, head: str = "Domain"
) -> HeatMap | None:
    """Return the map of breakdowns by group, one for each row as (key, label, breakdown), all on one scale.

    None where the scale has no levels.
    """
    scale = of[0][2].scale if of else None
    standard = standard_of(scale, policy) if scale else None
    if scale is None or standard is None:
        return None
    columns = tuple(dict.fromkeys(bar.label for _, _, one in of for bar in one.bars))
    cells = []
    for _, _, one in of:
        there = {bar.label: bar for bar in one.bars}
        row = []
        for column in columns:
            bar = there.get(column)
            told = at_standard(bar, scale, standard) if bar else (0, 0)
            row.append(HeatCell(*told) if told else HeatCell(0, 0, is_hidden=True))
        cells.append(tuple(row))
    return HeatMap(title, scale, standard, tuple((key, label) for key, label, _ in of), columns, tuple(cells), head)
