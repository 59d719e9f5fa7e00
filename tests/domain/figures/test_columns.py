"""Columns of tables are as wide as what stands in them: whole words, whole days, and the rest for prose."""

from __future__ import annotations

import pytest

from qa_desktop.domain.figures.columns import column_widths
from qa_desktop.domain.figures.tables import FigureTable

ROOM = 96
PROSE = "The chronology stops in March and says nothing of the move. " * 4


def widths(table: FigureTable) -> list[float]:
    return column_widths(table, ROOM, len, beside=2)


def test_no_word_of_a_cell_or_a_head_is_cut_however_much_prose_stands_beside_it() -> None:
    heads = ("Date", "Area", "Lead", "Quarter that was sampled", "Impact", "Progress")
    table = FigureTable("", heads, (("14 September 2026", PROSE, "Sam Social", "3", PROSE, "Corporate"),))

    date, _, lead, sampled, _, progress = widths(table)

    assert date >= len("September") + 2
    assert lead >= len("Sam Social") + 2, "a short cell stays on one line"
    assert sampled >= len("sampled") + 2
    assert progress >= len("Corporate") + 2


def test_a_month_at_the_head_of_figures_stays_on_one_line() -> None:
    table = FigureTable("", ("Measure", *("Sep 2026",) * 6), ((PROSE, *("81%",) * 6),))

    assert min(widths(table)[1:]) >= len("Sep 2026") + 2


def test_prose_has_what_is_left() -> None:
    table = FigureTable("", ("Date", "Findings"), (("4 May 2026", PROSE),))

    date, findings = widths(table)

    assert findings > 2 * date


@pytest.mark.parametrize("columns", [2, 5, 10])
def test_columns_fill_the_width_and_no_more(columns: int) -> None:
    table = FigureTable("", ("A long head of many words",) * columns, ((PROSE,) * columns, ("1",) * columns))

    assert sum(widths(table)) == pytest.approx(ROOM)
