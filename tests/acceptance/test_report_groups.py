"""Teams in reports: each once however it is spelled, and those whose audits give no grade too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import BarsChart, Block
from qa_desktop.services.make_report import ReportWish
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

    assert table.rows == (("North", 2, 2), ("South", 1, 1))


def test_audits_of_a_form_without_grades_stand_beside_those_with_grades(officer: OpenDesk) -> None:
    add_record(officer, "bra-live-audit", "BRA-1", DAY, {paths.about("team"): "North", paths.OVERALL_GRADE: "good"})
    for case in ("BRA-2", "BRA-3"):
        add_record(officer, "bra-audit-variants", case, DAY, {paths.about("team"): "South"})

    told = blocks(officer, "bracknell-quarterly-report", "2026-Q3", "teams")

    (graded,) = (one.told for one in told if isinstance(one, BarsChart))
    (ungraded,) = (one for one in told if isinstance(one, FigureTable))
    assert [(bar.label, bar.total) for bar in graded.bars] == [("North", 1)]
    assert ungraded.rows == (("South", 2),)
