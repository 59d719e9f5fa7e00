"""What reports tell of teams, of few cases, and of themes that many cases have: nothing is lost, twice or too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import BarsChart, Block, Quoted
from qa_desktop.services.make_report import ReportWish
from tests.acceptance.report_seeds import theme
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import add_record

DAY = date(2026, 9, 3)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("bracknell-forest")
    yield desk
    desk.desk.close()


def blocks(desk: OpenDesk, kind: str, period: str, part: str) -> tuple[Block, ...]:
    """Return what one part of a report says of every team, however small."""
    make = desk.desk.reports()
    template = replace(make.template(kind), hide_small=False)
    alone = replace(template, parts=tuple(one for one in template.parts if one.id == part))
    return make(ReportWish(alone, ReportPeriod.parse(period))).blocks


def test_a_team_that_is_spelled_in_two_ways_has_one_row_of_open_actions(officer: OpenDesk) -> None:
    for team in ("North", "NORTH", "South"):
        fields: dict[str, Value] = {paths.about("team"): team, "action/a/what": "Update the plan"}
        add_record(officer, "bra-live-audit", f"BRA-{team}", DAY, {**fields, "action/a/due": "2026-12-01"})

    (table,) = (
        one
        for one in blocks(officer, "bracknell-monthly-summary", "2026-09", "actions")
        if isinstance(one, FigureTable)
    )

    assert [(str(row[0]).casefold(), *row[1:]) for row in table.rows] == [("north", 2, 2), ("south", 1, 1)]


def test_audits_of_a_form_without_grades_stand_beside_those_with_grades(officer: OpenDesk) -> None:
    add_record(officer, "bra-live-audit", "BRA-1", DAY, {paths.about("team"): "North", paths.OVERALL_GRADE: "good"})
    for case in ("BRA-2", "BRA-3"):
        add_record(officer, "bra-audit-variants", case, DAY, {paths.about("team"): "South"})

    told = blocks(officer, "bracknell-quarterly-report", "2026-Q3", "teams")

    (graded,) = (one.told for one in told if isinstance(one, BarsChart))
    (ungraded,) = (one for one in told if isinstance(one, FigureTable))
    assert [(bar.label, bar.total) for bar in graded.bars] == [("North", 1)]
    assert ungraded.rows == (("South", 2),)


def test_a_topic_of_few_cases_is_told_without_their_number_where_small_ones_are_left_out(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("durham")
    add_record(officer, "dur-collaborative-audit", "D-1", DAY, theme(1, "development", "Supervision", "It is late."))
    make = officer.desk.reports()
    template = replace(make.template("quantity-and-quality"), hide_small=True)

    report = make(ReportWish(template, ReportPeriod.parse("2026-Q3"), "Supervision"))

    (table,) = (one for one in report.blocks if isinstance(one, FigureTable))
    assert table.rows == (("", "Area for improvement: fewer than 5 cases"),)


def test_released_words_are_quoted_however_many_came_later_that_are_not(officer: OpenDesk) -> None:
    released = theme(1, "strength", "Plans", "Sam wrote it.", "The child wrote it.")
    add_record(officer, "bra-live-audit", "BRA-0", DAY, released)
    for number in range(1, 52):
        later = theme(1, "strength", "Plans", "It says why.")
        add_record(officer, "bra-live-audit", f"BRA-{number}", DAY + timedelta(days=2), later)

    told = blocks(officer, "bracknell-quarterly-report", "2026-Q3", "good-practice")

    assert [one.words for one in told if isinstance(one, Quoted)] == ["The child wrote it."]
