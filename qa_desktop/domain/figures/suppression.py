"""Decides which counts of a table are not told, so that none of them can be worked out from the others and the totals.

A count is small where it is under the least that an authority tells of (primary); what would give it away goes with
it (secondary). Whoever reads the table knows every total that is told, and that what is left out is one at least. Where
lines and totals all add up, a count can be another one where a round of cells that are left out can each give one to
the next (Gusfield 1988, A graph theoretic approach to statistical data security); the cheapest round goes too.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

SPREAD = 2
"""A count that is left out could still be any of three at least."""
OTHER_SIDE = 1_000_000
"""What it costs to leave out a grade on the other side of what is expected: shares are told as long as they can be."""

Line = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """What is left out of a table."""

    cells: tuple[Line, ...]
    lines: tuple[bool, ...]
    """Lines whose total is left out too, and with it everything that they say."""


def untold_in_line(counts: Sequence[int], least: int, sides: Sequence[int]) -> Line:
    """Return which counts of a line are left out, whose total is told; `sides` are alike for what is told together."""
    hidden = [0 < one < least for one in counts]
    own = {side for side, is_hidden in zip(sides, hidden, strict=True) if is_hidden}
    spare = sorted(
        (place for place, one in enumerate(counts) if one and not hidden[place]),
        key=lambda place: (sides[place] not in own, counts[place], place),
    )
    while any(hidden) and not _can_differ([one for one, out in zip(counts, hidden, strict=True) if out]) and spare:
        hidden[spare.pop(0)] = True
    return tuple(hidden)


def _can_differ(counts: Sequence[int]) -> bool:
    """Tell whether counts of which only the sum is known, and that each is one at least, can each be enough others."""
    return len(counts) > 1 and sum(counts) - len(counts) >= SPREAD


def untold_lines(counts: Sequence[Sequence[int]], least: int, sides: Sequence[int]) -> Untold:
    """Return what is left out of lines that do not add up to anything, as the domains of a form."""
    small = tuple(0 < sum(line) < least for line in counts)
    every = (True,) * len(sides)
    cells = (every if out else untold_in_line(line, least, sides) for line, out in zip(counts, small, strict=True))
    return Untold(tuple(cells), small)


def untold_in_table(counts: Sequence[Sequence[int]], least: int, sides: Sequence[int]) -> Untold:
    """Return what is left out of lines that add up to a last one, which is told by itself elsewhere."""
    totals = [sum(line) for line in counts]
    if not 0 < least <= sum(totals):
        everything = least > 0
        return Untold(((everything,) * len(sides),) * len(totals), (everything,) * len(totals))
    out = untold_in_line(totals, least, (0,) * len(totals))
    while True:
        table = _Table(counts, out, untold_in_line([sum(of) for of in zip(*counts, strict=True)], least, sides), sides)
        trouble = table.protect(least)
        if trouble is None or all(is_out or not total for is_out, total in zip(out, totals, strict=True)):
            return Untold(table.untold, out)
        out = _with_one_more(out, totals, trouble)


def _with_one_more(out: Line, totals: Sequence[int], trouble: int) -> Line:
    """Leave out one more line whole: the one that cannot be told in part, else the smallest."""
    spare = [place for place, total in enumerate(totals) if total and not out[place]]
    place = trouble if trouble in spare else min(spare, key=lambda one: totals[one])
    return tuple(is_out or at == place for at, is_out in enumerate(out))


Step = tuple[int, int, int]
"""Line, column, and by how much the count goes up or down."""
Node = tuple[bool, int]
"""Whether it is a line, and which; else which column."""


@dataclass(slots=True)
class _Table:
    """The counts with their totals as a last line and column; everything adds up to nothing once totals count less."""

    counts: Sequence[Sequence[int]]
    out: Line
    margin: Line
    sides: Sequence[int]
    values: list[list[int]] = field(default_factory=list)
    hidden: list[list[bool]] = field(default_factory=list)
    own_side: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.values = [[*line, sum(line)] for line in self.counts]
        self.values.append([sum(of) for of in zip(*self.values, strict=True)])
        for line, is_out in zip(self.counts, self.out, strict=True):
            self.hidden.append([is_out for _ in line] + [is_out])
        self.hidden.append([*self.margin, False])

    @property
    def untold(self) -> tuple[Line, ...]:
        return tuple(tuple(line[:-1]) for line in self.hidden[:-1])

    def protect(self, least: int) -> int | None:
        """Leave out what has to be; return a line that cannot be told in part, None where all is well."""
        small = [
            (line, column)
            for line, counts in enumerate(self.counts)
            for column, count in enumerate(counts)
            if 0 < count < least
        ]
        for line, column in small:
            self.hidden[line][column] = True
        for line, column in small:
            self.own_side = {self.sides[column]}
            while not self._can_differ(line, column):
                if not self._hide_round(line, column):
                    return line
        return None

    def _can_differ(self, line: int, column: int) -> bool:
        return self._has_pair(line, column) or (self._room(line, column, 1) + self._room(line, column, -1) >= SPREAD)

    def _has_pair(self, line: int, column: int) -> bool:
        """Tell whether two lines that leave out the same two counts give enough room: so it is nearly always."""
        own = self.hidden[line]
        others = [at for at in range(len(self.counts)) if at != line and self.hidden[at][column]]
        for to in (to for to in range(len(self.sides)) if to != column and own[to]):
            for at in (at for at in others if self.hidden[at][to]):
                up = min(self._above(line, to), self._above(at, column))
                down = min(self._above(line, column), self._above(at, to))
                if up + down >= SPREAD:
                    return True
        return False

    def _above(self, line: int, column: int) -> int:
        return self.values[line][column] - (0 if self.out[line] else 1)

    def _room(self, line: int, column: int, by: int) -> int:
        """Return by how much a count can be another one, as far as that is asked for."""
        kept = [list(of) for of in self.values]
        room = 0
        while room < SPREAD and self._may(line, column, by, is_new=False):
            steps = self._round(line, column, by, is_new=False)
            if steps is None:
                break
            for at_line, at_column, change in (*steps, (line, column, by)):
                self.values[at_line][at_column] += change
            room += 1
        self.values = kept
        return room

    def _hide_round(self, line: int, column: int) -> bool:
        """Leave out the cheapest round that lets a count be another one."""
        found = [
            steps
            for by in (1, -1)
            if self._may(line, column, by, is_new=True) and (steps := self._round(line, column, by, is_new=True))
        ]
        new = [{(at, of) for at, of, _ in steps if not self.hidden[at][of]} for steps in found]
        best = min((one for one in new if one), key=lambda one: sum(self._cost(*cell) for cell in one), default=None)
        for at_line, at_column in best or ():
            self.hidden[at_line][at_column] = True
        return best is not None

    def _round(self, line: int, column: int, by: int, *, is_new: bool) -> list[Step] | None:
        """Return the cheapest steps by which all totals stay as they are when one count changes; None for no way."""
        wanted = by * self._sign(line, column)
        best: dict[Node, int] = {(True, line): 0}
        before: dict[Node, Node] = {}
        waiting = [(0, True, line)]
        while waiting:
            cost, is_line, at = heapq.heappop(waiting)
            if (is_line, at) == (False, column):
                return self._steps(before, line, column, wanted)
            if cost > best[is_line, at]:
                continue
            for to, more in self._next((is_line, at), wanted, (line, column), is_new=is_new):
                if cost + more < best.get((not is_line, to), cost + more + 1):
                    best[not is_line, to] = cost + more
                    before[not is_line, to] = (is_line, at)
                    heapq.heappush(waiting, (cost + more, not is_line, to))
        return None

    def _next(self, of: Node, wanted: int, but: tuple[int, int], *, is_new: bool) -> Iterable[tuple[int, int]]:
        """Yield (column, cost) to which a line can hand on, or (line, cost) from a column."""
        is_line, at = of
        for to in range(len(self.values[0]) if is_line else len(self.values)):
            cell = (at, to) if is_line else (to, at)
            if cell == but:
                continue
            change = (-wanted if is_line else wanted) * self._sign(*cell)
            if self._may(*cell, change, is_new=is_new):
                yield to, 0 if self.hidden[cell[0]][cell[1]] else self._cost(*cell)

    def _steps(self, before: dict[Node, Node], line: int, column: int, wanted: int) -> list[Step]:
        steps: list[Step] = []
        at = (False, column)
        while at != (True, line):
            came = before[at]
            cell = (came[1], at[1]) if came[0] else (at[1], came[1])
            steps.append((*cell, (-wanted if came[0] else wanted) * self._sign(*cell)))
            at = came
        return steps

    def _may(self, line: int, column: int, change: int, *, is_new: bool) -> bool:
        """Tell whether a count could be another one for all that a reader knows, or would once it is left out."""
        is_hidden = self.hidden[line][column]
        value = self.values[line][column]
        if not is_hidden and not (is_new and value and self._is_inside(line, column)):
            return False
        is_out = self._is_inside(line, column) and self.out[line]
        return change > 0 or value > (0 if is_out else 1)

    def _is_inside(self, line: int, column: int) -> bool:
        return line < len(self.counts) and column < len(self.sides)

    def _sign(self, line: int, column: int) -> int:
        return 1 if (line < len(self.counts)) == (column < len(self.sides)) else -1

    def _cost(self, line: int, column: int) -> int:
        return self.values[line][column] + (0 if self.sides[column] in self.own_side else OTHER_SIDE)
