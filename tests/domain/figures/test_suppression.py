"""What is left out of a table: no reader works out a small count, whoever solves whichever equations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.figures.suppression import Untold, untold_in_line, untold_in_table, untold_lines

LEAST = 5
SIDES = (0, 0, 1, 1)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=3)
)


Table = list[tuple[int, ...]]


def lines(counts: Sequence[int], cells: Sequence[bool], left: int, *, out: bool) -> Iterator[tuple[int, ...]]:
    """Yield everything that a line can be."""
    lowest = 0 if out else 1
    ranges = [range(lowest, left + 1) if hidden else (one,) for one, hidden in zip(counts, cells, strict=True)]
    for line in product(*ranges):
        if (0 < sum(line) <= left and (out or sum(line) == sum(counts))) or line == tuple(counts):
            yield line


def tables(counts: Sequence[Sequence[int]], untold: Untold, left: int, place: int = 0) -> Iterator[Table]:
    """Yield everything that a table can be, all together being known."""
    if place == len(counts):
        yield from [[]] if left == 0 else []
        return
    for line in lines(counts[place], untold.cells[place], left, out=untold.lines[place]):
        for rest in tables(counts, untold, left - sum(line), place + 1):
            yield [line, *rest]


def possible(counts: Sequence[Sequence[int]], untold: Untold) -> list[list[set[int]]]:
    """Return what each count can be for all that a reader knows, by trying everything that there is."""
    wanted = [sum(of) for of in zip(*counts, strict=True)]
    margin = untold_in_line(wanted, LEAST, (0,) * len(wanted))
    found: list[list[set[int]]] = [[set() for _ in line] for line in counts]
    for table in tables(counts, untold, sum(wanted)):
        sums = [sum(of) for of in zip(*table, strict=True)]
        if all(one >= 1 if out else one == of for one, of, out in zip(sums, wanted, margin, strict=True)):
            for line, into in zip(table, found, strict=True):
                for count, seen in zip(line, into, strict=True):
                    seen.add(count)
    return found


@given(counts=TABLES)
@settings(max_examples=120, deadline=None)
def test_no_small_count_of_a_table_can_be_worked_out(counts: list[list[int]]) -> None:
    untold = untold_in_table(counts, LEAST, (0,) * len(counts[0]))
    grand = sum(map(sum, counts))

    if all(untold.lines):
        return
    found = possible(counts, untold)
    for line, into in zip(counts, found, strict=True):
        for count, seen in zip(line, into, strict=True):
            assert count in seen
            assert not 0 < count < LEAST or len(seen) >= 3, (counts, untold, grand)


@given(counts=TABLES)
def test_what_is_small_is_never_told(counts: list[list[int]]) -> None:
    for untold in (
        untold_in_table(counts, LEAST, (0,) * len(counts[0])),
        untold_lines(counts, LEAST, (0,) * len(counts[0])),
    ):
        for line, cells, out in zip(counts, untold.cells, untold.lines, strict=True):
            assert out or not 0 < sum(line) < LEAST
            assert all(hidden for count, hidden in zip(line, cells, strict=True) if 0 < count < LEAST)


@pytest.mark.parametrize(
    ("counts", "left_out"),
    [
        ((9, 8, 7, 6), ""),
        ((20, 9, 6, 1), "..xx"),  # the next smallest goes too
        ((20, 6, 9, 1), "..xx"),  # rather on the same side of what is expected: the share of both is told
        ((20, 12, 1, 1), ".xxx"),  # two that are one at least and make two would be told
        ((20, 0, 0, 3), "x..x"),  # that there was none is told
    ],
)
def test_of_one_line_the_cheapest_that_protects_goes_too(counts: tuple[int, ...], left_out: str) -> None:
    assert untold_in_line(counts, LEAST, SIDES) == tuple(one == "x" for one in left_out or "....")


def test_a_small_count_is_protected_in_its_line_and_in_its_column() -> None:
    untold = untold_in_table([[20, 9, 6, 1], [30, 12, 8, 7], [25, 14, 9, 30]], LEAST, SIDES)

    assert untold.lines == (False, False, False)
    assert untold.cells == (
        (False, False, True, True),
        (False, False, True, True),
        (False, False, False, False),
    )


def test_a_small_group_is_left_out_whole_with_the_next_smallest() -> None:
    untold = untold_in_table([[2, 1, 0, 0], [30, 12, 8, 7], [6, 7, 0, 0]], LEAST, SIDES)

    assert untold.lines == (True, False, True)


def test_nothing_is_told_of_a_handful_and_everything_where_nothing_is_small() -> None:
    assert all(untold_in_table([[1, 1], [2, 0]], LEAST, (0, 0)).lines)
    assert untold_in_table([[1, 1], [2, 0]], 0, (0, 0)) == Untold(((False, False),) * 2, (False, False))
