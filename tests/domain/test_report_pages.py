"""What is wide is told in parts that a page can hold, and nothing of it is lost."""

from __future__ import annotations

from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.reports.pages import MOST_COLUMNS, paged
from qa_desktop.domain.reports.report import Report


def report_of(table: FigureTable) -> Report:
    return Report("R", "A", "for", "2026", "all", "today", "Oli", (table,))


def test_a_wide_table_is_told_in_parts_that_each_say_what_a_row_is() -> None:
    teams = tuple(f"Team {number}" for number in range(20))
    rows = (("Delay", "Strength", *range(20)), ("Plans", "Strength", *range(20, 40)))
    wide = FigureTable("Themes", ("Theme", "What it is", *teams), rows, labels=2)

    parts = [one for one in paged(report_of(wide)) if isinstance(one, FigureTable)]

    assert len(parts) > 1
    assert all(len(one.heads) <= MOST_COLUMNS and one.heads[:2] == ("Theme", "What it is") for one in parts)
    assert tuple(head for one in parts for head in one.heads[2:]) == teams
    assert [row[:2] for row in parts[-1].rows] == [("Delay", "Strength"), ("Plans", "Strength")]
    assert tuple(cell for one in parts for cell in one.rows[1][2:]) == tuple(range(20, 40))


def test_the_first_period_of_a_wide_table_of_figures_is_told_once() -> None:
    months = tuple(f"Month {number}" for number in range(12))
    wide = FigureTable("Visits", ("Measure", *months), (("In time", *(f"{number}%" for number in range(12))),))

    parts = [one for one in paged(report_of(wide)) if isinstance(one, FigureTable)]

    assert [one.heads[0] for one in parts] == ["Measure"] * len(parts)
    assert tuple(head for one in parts for head in one.heads[1:]) == months


def test_a_table_that_fits_stays_whole() -> None:
    table = FigureTable("Teams", ("Team", "Audits"), (("North", 4),))

    assert list(paged(report_of(table))) == [table]
