"""Figures of agreement against published examples, against other programs, and as they must always be."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.agreement import Pair, ac2, agreement, exact, kappa, within_one

SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
"""Two dermatologists, the example of PROC FREQ in the SAS/STAT handbook."""
SKEWED = [[2, 3, 0, 0], [4, 60, 9, 0], [0, 6, 12, 1], [0, 0, 1, 2]]
RARE = [[118, 5], [2, 0]]
"""Gwet 2008, Computing inter-rater reliability and its variance in the presence of high agreement."""
PLAIN = [[20, 5], [10, 15]]
PLACES = st.integers(0, 3)
PAIRS = st.lists(st.tuples(PLACES, PLACES), min_size=20, max_size=60)


def counted(table: list[list[int]]) -> Counter[Pair]:
    return Counter(
        {(row, column): times for row, line in enumerate(table) for column, times in enumerate(line) if times}
    )


@pytest.mark.parametrize(
    ("table", "of_kappa", "of_ac2"),
    [
        # scikit-learn 1.9.1 (cohen_kappa_score, quadratic) and irrCAC 0.4.4 (gwet, quadratic) say these.
        (SKIN, 0.6607228916, 0.7178686526),
        (SKEWED, 0.6428571429, 0.9529451746),
        # With two grades weights make no difference: -0.0234 and 0.9408 are printed by Gwet, 0.4 in many textbooks.
        (RARE, -0.0233918129, 0.9407763376),
        (PLAIN, 0.4, 0.4059405941),
    ],
)
def test_kappa_and_ac2_are_what_others_print(table: list[list[int]], of_kappa: float, of_ac2: float) -> None:
    counts = counted(table)

    assert kappa(counts, len(table)) == pytest.approx(of_kappa, abs=1e-9)
    assert ac2(counts, len(table)) == pytest.approx(of_ac2, abs=1e-9)


def test_the_whole_of_a_table_is_told() -> None:
    told = agreement(counted(SKIN).elements(), 4, "2026-10")

    assert told.table == tuple(tuple(row) for row in SKIN)
    assert told.pairs == 88
    assert told.exact is not None
    assert told.exact.value == pytest.approx(45 / 88)
    assert told.within_one is not None
    assert told.within_one.value == pytest.approx(81 / 88)
    assert (told.first_better, told.second_better) == (24, 19)


def test_the_interval_is_about_as_wide_as_the_formula_says() -> None:
    told = agreement(counted(SKIN).elements(), 4, "2026-10")

    assert told.exact is not None
    assert told.exact.low == pytest.approx(0.407, abs=0.02)  # 45/88 ± 1.96 · √(p·q/n)
    assert told.exact.high == pytest.approx(0.616, abs=0.02)
    assert told.ac2 is not None
    assert told.ac2.low == pytest.approx(0.629, abs=0.02)  # irrCAC by a formula: 0.629 to 0.807
    assert told.ac2.high == pytest.approx(0.807, abs=0.02)


def test_with_fewer_than_20_pairs_only_their_number_is_told() -> None:
    few, enough = (agreement([(0, 1)] * number, 4, "seed") for number in (19, 20))

    assert (few.pairs, few.is_told, few.table, few.exact, few.ac2) == (19, False, (), None, None)
    assert few.first_better == 0
    assert enough.is_told


def test_where_everybody_gives_the_same_grade_kappa_says_nothing_and_ac2_says_one() -> None:
    told = agreement([(1, 1)] * 30, 4, "seed")

    assert told.kappa is None
    assert told.ac2 is not None
    assert told.ac2.value == 1


@given(PAIRS)
def test_who_is_first_makes_no_difference_but_to_the_direction(pairs: list[Pair]) -> None:
    turned = Counter((second, first) for first, second in pairs)
    counts = Counter(pairs)

    assert exact(counts) == exact(turned)
    assert within_one(counts) == within_one(turned)
    assert ac2(counts, 4) == pytest.approx(ac2(turned, 4))
    assert kappa(counts, 4) == pytest.approx(kappa(turned, 4))


@given(PAIRS)
def test_figures_stay_in_their_bounds_and_are_one_where_all_agree(pairs: list[Pair]) -> None:
    counts, alike = Counter(pairs), Counter((first, first) for first, _ in pairs)

    assert 0 <= exact(counts) <= within_one(counts) <= 1
    found = ac2(counts, 4)
    assert found is not None
    assert -1 <= found <= 1 + 1e-12
    assert ac2(alike, 4) == pytest.approx(1)
    assert kappa(alike, 4) in (None, pytest.approx(1))


@settings(max_examples=8, deadline=None)
@given(st.permutations([(0, 0)] * 10 + [(1, 2)] * 7 + [(3, 2)] * 6))
def test_the_same_seed_gives_the_same_interval_in_whatever_order_the_pairs_come(pairs: list[Pair]) -> None:
    assert agreement(pairs, 4, "2026-10") == AGREED


AGREED = agreement([(0, 0)] * 10 + [(1, 2)] * 7 + [(3, 2)] * 6, 4, "2026-10")
