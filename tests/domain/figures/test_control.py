"""The control chart against two examples that were published, and by its rules."""

from __future__ import annotations

import pytest

from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.control import RUN, ControlPoint, Signal, Verdict, control_chart, judged
from qa_desktop.domain.figures.control_table import control_table
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.scale import ScalePoint

SCALE = GradeScale.of([ScalePoint("good", "Good", 1), ScalePoint("poor", "Poor", 2)])
# Montgomery, Introduction to Statistical Quality Control (6th edition), tables 7.1 and 7.4.
CANS = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)
ORDERS = (
    (100, 12), (80, 8), (80, 6), (100, 9), (110, 10), (110, 12), (100, 11), (100, 16), (90, 10), (90, 6), (110, 20),
    (120, 15), (120, 9), (120, 8), (110, 6), (80, 8), (80, 10), (80, 7), (90, 5), (100, 8), (100, 5), (100, 8),
    (100, 10), (90, 6), (90, 9),
)  # fmt: skip


def months(*counts: tuple[int, int]) -> Breakdown:
    """So many months with (met, of)."""
    names = [f"{2024 + at // 12}-{at % 12 + 1:02}" for at in range(len(counts))]
    bars = (Bar(name, name, (met, of - met)) for name, (met, of) in zip(names, counts, strict=True))
    return Breakdown("Overall grade", SCALE, tuple(bars))


def test_cans_of_orange_juice_are_judged_as_the_textbook_judges_them() -> None:
    centre = sum(CANS) / (50 * len(CANS))
    points = judged([ControlPoint(str(at), str(at), one, 50) for at, one in enumerate(CANS, start=1)], centre)

    assert round(centre, 4) == 0.2313
    assert (round(points[0].low, 4), round(points[0].high, 4)) == (0.0524, 0.4102)
    assert [one.name for one in points if Signal.BEYOND in one.signals] == ["15", "23"]


def test_purchase_orders_of_samples_of_many_sizes_have_limits_of_their_own() -> None:
    centre = sum(one for _, one in ORDERS) / sum(of for of, _ in ORDERS)
    points = judged([ControlPoint(str(at), str(at), one, of) for at, (of, one) in enumerate(ORDERS, start=1)], centre)

    assert round(centre, 3) == 0.096
    assert [one.name for one in points if Signal.BEYOND in one.signals] == ["11"]
    assert points[1].high > points[0].high > points[10].high


def test_eight_in_a_row_on_one_side_are_more_than_chance_and_seven_are_not() -> None:
    other = [(6, 20), (14, 20)] * 4
    eight = control_chart(months(*other, *[(12, 20)] * RUN), SCALE.points[0], since="2024-09")
    seven = control_chart(months(*other, *[(12, 20)] * (RUN - 1)), SCALE.points[0], since="2024-09")
    assert eight is not None
    assert seven is not None

    assert eight.before
    assert eight.centre == 0.5
    assert [Signal.RUN in one.signals for one in eight.points[-RUN:]] == [True] * RUN
    assert (eight.verdict, seven.verdict) == (Verdict.BETTER, Verdict.EARLY)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ([(1, 20)], Verdict.WORSE),
        ([(19, 20)], Verdict.BETTER),
        ([(1, 20), (19, 20)], Verdict.BOTH),
        ([(11, 20), (9, 20)] * 4, Verdict.CHANCE),
        ([(11, 20)], Verdict.EARLY),
    ],
)
def test_the_time_since_a_change_says_better_worse_chance_or_that_it_is_too_early(
    after: list[tuple[int, int]], verdict: Verdict
) -> None:
    chart = control_chart(months(*[(9, 20), (11, 20)] * 4, *after), SCALE.points[0], since="2024-09")
    assert chart is not None

    assert chart.verdict is verdict


def test_without_enough_months_before_the_middle_is_that_of_all() -> None:
    chart = control_chart(months((5, 20), (15, 20)), SCALE.points[0], since="2024-02")
    assert chart is not None

    assert (chart.before, chart.centre) == (False, 0.5)


def test_what_is_left_out_is_no_point_and_the_table_says_so() -> None:
    told = months((9, 20), (2, 3), (11, 20))
    told = Breakdown(told.title, SCALE, (told.bars[0], Bar("2024-02", "Feb", (2, 1), is_hidden=True), told.bars[2]))
    chart = control_chart(told, SCALE.points[0])
    assert chart is not None

    table = control_table(chart, FigurePolicy())

    assert chart.centre == 0.5
    assert [one.is_known for one in chart.points] == [True, False, True]
    assert table.rows[1][1:] == ("left out", "", "")
    assert table.rows[0] == ("2024-01", "9 of 20 (45%)", "16% to 84%", "")
