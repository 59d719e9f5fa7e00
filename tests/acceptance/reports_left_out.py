"""Judges what a report leaves out: nothing small is told, and what goes with it stands where it would give it away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from qa_desktop.domain.figures.policy import LEFT_OUT, FigurePolicy
from qa_desktop.domain.figures.tables import Cell, FigureTable, bars_table, heat_table
from qa_desktop.domain.reports.report import BarsChart, Block, HeatChart, Paragraph
from qa_desktop.domain.reports.template import PartKind

WHOLE = frozenset(
    {PartKind.ACTIONS, PartKind.DIFFERENCES, PartKind.MEASURED, PartKind.TABLE, PartKind.FOLLOWED, PartKind.COMPLIANCE}
)
"""What is told whole: records and figures that were brought in, and what limits.md says of open actions."""
COUNTS = 2
"""A count that is left out could still be any of three."""
MOST_BESIDE = 5
"""How many counts may go with a small one."""
Grid = list[list[int]]
Hidden = list[list[bool]]


def assert_left_out(kind: PartKind, shown: Sequence[Block], every: Sequence[Block], policy: FigurePolicy) -> int:
    """Compare a part with the same one that leaves nothing out; return how much was left out."""
    return sum(_judged(kind, *both, policy) for both in zip(shown, every, strict=True))


def _judged(kind: PartKind, shown: Block, every: Block, policy: FigurePolicy) -> int:
    if isinstance(shown, Paragraph) and not isinstance(every, Paragraph):
        assert "here are too few" in shown.text
        return _of_nothing(kind, every, policy)
    assert type(shown) is type(every)
    if isinstance(shown, BarsChart) and isinstance(every, BarsChart):
        own, whole = (bars_table(one.told, one.first, policy) for one in (shown, every))
        return _bars(own, whole, len(shown.told.scale.points), policy, adds_up=kind is not PartKind.DOMAINS)
    if isinstance(shown, HeatChart) and isinstance(every, HeatChart):
        return _cells(heat_table(shown.told), heat_table(every.told), _few, policy)
    if isinstance(shown, FigureTable) and isinstance(every, FigureTable) and kind not in WHOLE:
        hidden = _cells(shown, every, _small, policy)
        for counts, out in zip(*_lines(kind, shown, every), strict=True):
            assert not any(out) or any(0 < count < policy.least for count in counts), f"{counts} give nothing away"
            if kind is not PartKind.REGISTER:
                assert_guarded(counts, out)
        return hidden
    if shown != every:
        assert f"fewer than {policy.least} " in str(shown), shown
        number = next(int(word) for word in str(every).replace("(", " ").split() if word.isdigit())
        assert 0 < number < policy.least
        return 1
    return 0


def _of_nothing(kind: PartKind, every: Block, policy: FigurePolicy) -> int:
    """Demand that a part of which only a sentence is left has something small, with which the rest goes."""
    if isinstance(every, BarsChart):
        points = len(every.told.scale.points)
        counts = [[int(cell) for cell in row[1 : points + 2]] for row in bars_table(every.told, "", policy).rows]
        out = [[count > 0 for count in row] for row in counts]
        assert_called_for(counts, out, policy.least, adds_up=kind is not PartKind.DOMAINS)
        return 1
    table = heat_table(every.told) if isinstance(every, HeatChart) else every
    assert isinstance(table, FigureTable)
    assert any(_small(cell) or _few(cell) for row in table.rows for cell in row[1:])
    return 1


def _cells(shown: FigureTable, every: FigureTable, small: Callable[[Cell], bool], policy: FigurePolicy) -> int:
    """Compare cell by cell; return how many are left out."""
    assert shown.heads == every.heads
    hidden = 0
    for told, whole in zip(shown.rows, every.rows, strict=True):
        for cell, raw in zip(told, whole, strict=True):
            if cell == raw:
                assert not small(cell) or not policy.least, f"{cell} is told in {told}"
            else:
                assert cell in (LEFT_OUT, policy.small), (cell, raw)
                assert cell == LEFT_OUT or small(raw)
                hidden += 1
    return hidden


def _small(cell: Cell) -> bool:
    return isinstance(cell, int) and 0 < cell < FigurePolicy().least


def _few(cell: Cell) -> bool:
    """Tell whether a share is of few: "3 of 4"."""
    share = re.fullmatch(r"\d+ of (\d+)", str(cell))
    return share is not None and int(share[1]) < FigurePolicy().least


def _lines(kind: PartKind, shown: FigureTable, every: FigureTable) -> tuple[list[list[int]], list[list[bool]]]:
    """Return the lines within which counts give each other away: rows of themes, columns of registers and groups."""
    names = 2 if kind in (PartKind.THEMES, PartKind.THEMES_BY_GROUP) else 1
    counts = [[one if isinstance(one, int) else 0 for one in row[names:]] for row in every.rows]
    out = [[one == LEFT_OUT for one in row[names:]] for row in shown.rows]
    if kind in (PartKind.THEMES, PartKind.THEMES_BY_GROUP):
        return counts, out
    return [list(one) for one in zip(*counts, strict=True)], [list(one) for one in zip(*out, strict=True)]


def assert_guarded(counts: Sequence[int], out: Sequence[bool]) -> None:
    """Demand that nobody works out what is small in a line from its total, as far as the line has more to leave out."""
    hidden = [count for count, is_out in zip(counts, out, strict=True) if is_out and count]
    rest = [count for count, is_out in zip(counts, out, strict=True) if not is_out and count]
    if rest and any(count < FigurePolicy().least for count in hidden):
        assert len(hidden) > 1, f"{hidden} of {counts} can be worked out"
        assert sum(hidden) - len(hidden) >= COUNTS, f"{hidden} of {counts} can nearly be worked out"


def _bars(shown: FigureTable, every: FigureTable, points: int, policy: FigurePolicy, *, adds_up: bool) -> int:
    """Compare the table of a chart: grades, together, as expected."""
    hidden = 0
    counts: Grid = []
    out: Hidden = []
    for told, whole in zip(shown.rows, every.rows, strict=True):
        for cell, raw in zip(told, whole, strict=True):
            assert cell in (raw, LEFT_OUT)
            assert not _small(cell), f"{cell} is told in {told}"
            hidden += cell != raw
        counts.append([int(one) for one in whole[1 : points + 2]])
        out.append([one == LEFT_OUT and raw != 0 for one, raw in zip(told[1:], whole[1 : points + 2], strict=False)])
        if told[points + 1] != LEFT_OUT:
            assert_guarded(counts[-1][:points], out[-1][:points])
    if adds_up:
        assert_guarded([row[points] for row in counts], [row[points] for row in out])
    assert_called_for(counts, out, policy.least, adds_up=adds_up)
    return hidden


def assert_called_for(counts: Grid, out: Hidden, least: int, *, adds_up: bool) -> None:
    """Demand that whatever is left out goes with something small; the last column are totals of lines."""
    lines, columns = range(len(out)), range(len(out[0]) if out else 0)
    margins = [sum(row[column] for row in counts) if adds_up else 0 for column in columns]
    groups = _together(out) if adds_up else ([(row, column) for column in columns if out[row][column]] for row in lines)
    for cells in (one for one in groups if one):
        near = [counts[row][column] for row, column in cells] + [margins[column] for _, column in cells]
        assert any(0 < count < least for count in near), f"nothing small goes with {cells} of {counts}"
    totals = [0 < row[-1] < least for row in counts]
    for row, is_out in zip(counts, out, strict=True):
        assert not is_out[-1] or any(totals) or any(0 < count < least for count in row), f"{row} could be told"
    small = sum(0 < count < least for row in (*counts, margins) for count in row)
    large = sum(
        is_out and count >= least
        for row, line in zip(counts, out, strict=True)
        for count, is_out in zip(row, line, strict=True)
    )
    assert large <= MOST_BESIDE * small, f"{large} counts are left out for {small} small ones"


def _together(out: Hidden) -> Iterable[list[tuple[int, int]]]:
    """Yield the cells left out that hang together by rows and columns."""
    left = {(row, column) for row, line in enumerate(out) for column, is_out in enumerate(line) if is_out}
    while left:
        group = [left.pop()]
        for row, column in group:
            near = {one for one in left if one[0] == row or one[1] == column}
            left -= near
            group += near
        yield group
