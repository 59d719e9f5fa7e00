"""Reports that tell of records, registers, the programme, the library of good practice and figures brought in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.operation import Value
from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.report import Heading, Report
from qa_desktop.services.make_report import ReportWish
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import add_record


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def made(desk: OpenDesk, kind: str, period: str, measured: tuple[Measured, ...] = ()) -> Report:
    make = desk.desk.reports()
    return make(ReportWish(make.template(kind), ReportPeriod.parse(period), measured=measured))


def table_under(report: Report, heading: str) -> FigureTable:
    blocks = iter(report.blocks)
    next(one for one in blocks if isinstance(one, Heading) and one.text == heading)
    return next(one for one in blocks if isinstance(one, FigureTable))


def test_a_plan_is_told_line_by_line_with_owner_and_status(officer: OpenDesk) -> None:
    lines: dict[str, Value] = {
        paths.answer("bra-aap.1"): "Chronologies are kept",
        paths.answer("bra-aap.1.owner"): "Hana Head",
        paths.answer("bra-aap.1.due"): "2026-12-01",
        paths.answer("bra-aap.1.status"): "under_way",
        "repeat/improvement@b/added": True,
        paths.answer("bra-aap.1@b"): "Voice of the child in plans",
        paths.answer("bra-aap.1.status@b"): "done",
    }
    add_record(officer, "bra-audit-action-plan", "CQAWG", date(2026, 9, 3), lines)

    table = table_under(made(officer, "bracknell-audit-action-plan", "2026-Q3"), "What is to be improved")

    assert table.heads[0] == "Date"
    assert [(row[1], row[4], row[5]) for row in table.rows] == [
        ("Chronologies are kept", "Hana Head", "1 December 2026"),
        ("Voice of the child in plans", "", ""),
    ]
    assert [row[6] for row in table.rows] == ["Under way", "Done"]


def test_supervision_that_was_held_is_told_by_team_and_by_month(officer: OpenDesk) -> None:
    for month, held in ((8, 3), (9, 4)):
        fields: dict[str, Value] = {
            paths.header("month"): f"2026-{month:02}",
            paths.answer("roc-supret.1"): "North",
            paths.answer("roc-supret.1.planned"): 5,
            paths.answer("roc-supret.1.held"): held,
            "repeat/teams@b/added": True,
            paths.answer("roc-supret.1@b"): "South",
            paths.answer("roc-supret.1.planned@b"): 6,
            paths.answer("roc-supret.1.held@b"): 6,
        }
        add_record(officer, "roc-supervision-return", "Safeguarding", date(2026, month, 28), fields)

    report = made(officer, "rochdale-supervision-frequency", "2026-09")

    teams = table_under(report, "By team")
    assert [row[3:] for row in teams.rows] == [("North", "5", "4"), ("South", "6", "6")]
    counts = table_under(report, "All services")
    assert counts.heads[-2:] == ("Aug 2026", "Sep 2026")
    assert {str(row[0]): row[-2:] for row in counts.rows}["Entries"] == (1, 1)
    assert (9, 10) in [row[-2:] for row in counts.rows]


def test_of_a_register_small_counts_and_what_would_give_them_away_are_left_out(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("slough")
    for number in range(9):
        kind = "complaint" if number < 2 else "compliment"
        fields: dict[str, Value] = {
            paths.header("feedback_kind"): "compliment",
            paths.answer("slo-fb.3"): kind,
            paths.answer("slo-fb.3", "comment"): "About letters.",
        }
        add_record(officer, "slo-feedback", f"Service {number}", date(2026, 8, 5), fields)

    told = table_under(made(officer, "slough-compliments-complaints", "2026-Q3"), "How much")

    assert {str(row[0]): row[1:] for row in told.rows} == {
        "Entries": (0, 9, 0),
        "Compliment": (0, "left out", 0),
        "Complaint": (0, "left out", 0),
    }


def test_the_annual_plan_holds_what_is_planned_in_its_year(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")
    for title, year in (("Neglect", 2027), ("Of the year before", 2026)):
        entry = Entry("", EntryKind.PLAN, title, date(year, 3, 1), date(year, 3, 31))
        officer.desk.planning.programme.enter(entry)

    text = report_text(made(officer, "bracknell-annual-audit-plan", "2027"))

    assert "Neglect" in text
    assert "Of the year before" not in text


def test_the_library_of_good_practice_can_be_handed_out(officer: OpenDesk) -> None:
    told = Exemplar("", "A plan in the child's words", "The worker drew it with the child.", "Voice of the child")
    officer.desk.exemplars.add(told)

    text = report_text(made(officer, "good-practice-exemplars", "2026"))

    assert "A plan in the child's words" in text
    assert "The worker drew it with the child." in text


def test_figures_that_were_brought_in_are_told_by_topic_with_a_column_for_each_period(officer: OpenDesk) -> None:
    measured = (
        Measured("Assessments", "In time", "2026-08", "78%"),
        Measured("Assessments", "In time", "2026-09", "81%"),
        Measured("Re-referrals", "Within 12 months", "2026-09", "14"),
    )

    report = made(officer, "rochdale-performance-clinic", "2026-09", measured)

    tables = [one for one in report.blocks if isinstance(one, FigureTable) and one.heads[0] == "Measure"]
    assert [(one.title, one.heads, one.rows) for one in tables] == [
        ("Assessments", ("Measure", "Aug 2026", "Sep 2026"), (("In time", "78%", "81%"),)),
        ("Re-referrals", ("Measure", "Sep 2026"), (("Within 12 months", "14"),)),
    ]


def test_a_record_tells_no_name_of_a_worker_where_no_question_is_chosen(officer: OpenDesk) -> None:
    fields: dict[str, Value] = {
        paths.answer("bra-mr.1"): "Train everybody in chronologies",
        paths.answer("bra-mr.1.owner"): "Hana Head",
    }
    add_record(officer, "bra-management-response", "July to September 2026", date(2026, 11, 2), fields)

    text = report_text(made(officer, "bracknell-quarterly-report", "2026-Q3"))

    assert "Train everybody in chronologies" in text
    assert "Hana Head" not in text
