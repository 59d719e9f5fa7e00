"""Grades put side by side: what is too small stands in no chart, no table and no share."""

from __future__ import annotations

from dataclasses import replace

from qa_desktop.domain.figures.breakdown import Bar, Breakdown, at_standard, standard_of, without_small
from qa_desktop.domain.figures.drawing import bars_drawing
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.heat import heat_map
from qa_desktop.domain.figures.policy import LEFT_OUT, FigurePolicy
from qa_desktop.domain.figures.tables import bars_table, heat_table
from qa_desktop.domain.scale import ScalePoint

SCALE = GradeScale.of(
    ScalePoint(code, code.capitalize(), rank)
    for code, rank in (("outstanding", 1), ("good", 2), ("requires", 3), ("inadequate", 4), ("unknown", None))
)
POLICY = FigurePolicy()


def told(*counts: tuple[int, ...], adds_up: bool = True) -> Breakdown:
    bars = tuple(Bar(f"t{place}", f"Team {place}", of) for place, of in enumerate(counts))
    return without_small(Breakdown("Teams", SCALE, bars), POLICY, adds_up=adds_up)


def test_a_small_grade_of_a_large_group_stands_in_no_table_and_no_chart() -> None:
    found = told((20, 9, 6, 1, 0), (30, 12, 8, 7, 0))

    table = bars_table(found, "Team", POLICY)
    drawing = bars_drawing(found, 900, 10, lambda text: 6.0 * len(text))

    assert table.rows[0] == ("Team 0", 20, 9, LEFT_OUT, LEFT_OUT, 0, 36, "29 of 36 (81%)")
    assert "Team 0: Inadequate 1 of 36" not in [one.words for one in drawing.targets]
    assert "Team 0: Good 9 of 36" in [one.words for one in drawing.targets]
    assert "7 left out" in [one.text for one in drawing.words], "what is left out is told together, as anybody can add"


def test_a_share_that_would_give_a_count_away_is_left_out() -> None:
    found = told((20, 3, 6, 0, 0), (20, 12, 6, 0, 0), adds_up=False)
    standard = standard_of(SCALE, POLICY)
    assert standard is not None

    assert at_standard(found.bars[0], SCALE, standard) == (23, 29), "the next smallest on the same side goes too"
    both = replace(found.bars[0], hidden=(False, True, True, False, False))
    assert at_standard(both, SCALE, standard) is None


def test_a_map_tells_no_share_that_the_chart_of_the_domain_does_not() -> None:
    found = told((3, 9, 5, 2, 0), (3, 2, 3, 3, 0), (9, 9, 9, 9, 0))
    heat = heat_map("Map", [("voice", "Voice", found)], POLICY)
    assert heat is not None

    shares = [at_standard(bar, SCALE, heat.standard) for bar in found.bars]
    assert [None if cell.is_hidden else (cell.met, cell.of) for cell in heat.cells[0]] == shares
    assert None in shares
    assert LEFT_OUT in heat_table(heat).rows[0]


def test_an_authority_that_tells_of_all_hides_nothing() -> None:
    bars = (Bar("a", "A", (1, 1, 1, 0, 0)),)
    whole = Breakdown("Teams", SCALE, bars)

    assert without_small(whole, FigurePolicy(least=0)) == whole
