"""Reports say plainly where there is nothing, or too little, to show: no empty charts, headings or columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.bootstrap.months.reports import reports_of_month
from qa_desktop.domain import paths
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.report import BarsChart, Heading, HeatChart, Report
from qa_desktop.services.make_report import ReportWish
from tests.acceptance.report_seeds import herefordshire, theme
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import add_record


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def made(desk: OpenDesk, kind: str, period: str) -> Report:
    make = desk.desk.reports()
    return make(ReportWish(make.template(kind), ReportPeriod.parse(period)))


def test_where_all_grades_are_left_out_a_sentence_says_so_instead_of_a_chart(officer: OpenDesk) -> None:
    herefordshire(officer, audits=3)

    report = made(officer, "quarterly-qa-report", "2026-Q3")

    assert not [one for one in report.blocks if isinstance(one, BarsChart | HeatChart)]
    text = report_text(report)
    assert "Overall grade: there are too few audits to show their grades." in text
    assert "Overall grade by team: there are too few audits to show their grades." in text


def test_a_month_without_audits_has_none_of_each_grade_and_no_month_lies_in_the_future(officer: OpenDesk) -> None:
    herefordshire(officer)

    report = made(officer, "conference-material", "2026")

    (chart,) = (one.told for one in report.blocks if isinstance(one, BarsChart))
    assert [bar.name for bar in chart.bars] == ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    assert all(bar.tells(place) for bar in chart.bars if not bar.total for place in range(len(bar.counts)))


def test_a_record_that_answers_none_of_the_questions_leaves_no_heading(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("herefordshire")
    silent: dict[str, Value] = {paths.answer("her-ff.1"): "no"}
    said: dict[str, Value] = {paths.answer("her-ff.1"): "yes", paths.answer("her-ff.2"): "They listened to me."}
    add_record(officer, "her-family-feedback", "HER-1", date(2026, 8, 3), silent)
    alone = report_text(made(officer, "quarterly-qa-report", "2026-Q3"))
    add_record(officer, "her-family-feedback", "HER-2", date(2026, 8, 4), said)

    report = made(officer, "quarterly-qa-report", "2026-Q3")

    assert "No feedback of families was recorded with audits of this quarter." in alone
    told = [one.text for one in report.blocks if isinstance(one, Heading) and one.level > 1]
    assert told == ["Family feedback within a peer audit, 4 August 2026"]


def test_a_table_has_no_title_that_its_heading_says_already(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("herefordshire")
    add_record(officer, "her-audit", "HER-1", date(2026, 8, 3), theme(1, "strength", "Direct work", "It was seen."))

    report = made(officer, "conference-material", "2026")

    headings = [one.text for one in report.blocks if isinstance(one, Heading)]
    assert "Themes" in headings
    assert [one.title for one in report.blocks if isinstance(one, FigureTable)] == [""]


def test_a_register_of_which_every_count_is_left_out_is_a_sentence(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")
    fields: dict[str, Value] = {paths.header("feedback_kind"): "family", paths.answer("bra-fb.1"): "We were heard."}
    add_record(officer, "bra-feedback", "Family", date(2026, 8, 3), fields)

    text = report_text(made(officer, "bracknell-family-feedback", "2026-Q3"))

    assert "There are too few entries to show how many." in text


def test_what_is_counted_names_every_form_that_the_parts_tell_of_and_no_other(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")

    lado = made(officer, "bracknell-lado", "2026-Q3").counted
    plan = made(officer, "bracknell-annual-audit-plan", "2026").counted
    quarter = made(officer, "bracknell-quarterly-report", "2026-Q3").counted

    assert lado.startswith(
        "Signed audits and records of July to September 2026, as far as they came to this laptop: "
        "LADO service evaluation form."
    )
    assert plan == "Nothing in this report is counted from audits."
    assert "Live Case File Audit; Flash, themed" in quarter
    assert "; Regulation 44 visit; Family feedback and surveys." in quarter


def test_the_annual_plan_tells_what_comes_round_once_and_has_no_empty_column(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")

    report = made(officer, "bracknell-annual-audit-plan", "2027")

    (plan,) = (one for one in report.blocks if isinstance(one, FigureTable))
    assert plan.heads == ("When", "What", "Kind", "Who")
    when = {row[1]: row[0] for row in plan.rows}
    assert len(when) == len(plan.rows)
    assert when["Regulation 44 visit"] == "Every month, 2027"
    assert when["Complaints: themes to CQAWG, a report to SLT"] == "Every quarter, 2027"
    assert when["Learning from QA Events, for CSC and Early Help"] == "Every half-year, 2027"
    assert when["Published report on complaints"] == "December 2027"


def test_a_comment_is_a_sentence_of_its_own_behind_the_answer(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("herefordshire")
    fields: dict[str, Value] = {
        paths.header("feedback_kind"): "complaint",
        paths.answer("her-fb.8"): "early_resolution",
        paths.answer("her-fb.8", "comment"): "Letters come too late.",
    }
    add_record(officer, "her-feedback", "MASH", date(2026, 9, 3), fields)

    text = report_text(made(officer, "quarterly-qa-report", "2026-Q3"))

    assert ". Letters come too late." in text


def test_audits_without_grades_of_which_every_count_is_left_out_are_a_sentence(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")
    add_record(officer, "bra-audit-variants", "B-1", date(2026, 8, 3), {paths.about("team"): "North"})

    report = made(officer, "bracknell-quarterly-report", "2026-Q3")

    assert not [one for one in report.blocks if isinstance(one, FigureTable) and one.heads[0] == "Team"]
    assert "there are too few audits to show them by team." in report_text(report)


def test_the_reports_of_a_month_that_is_played_are_of_a_time_in_which_something_was_signed(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")
    add_record(officer, "bra-live-audit", "B-1", date(2026, 10, 5), {})

    names = {name for name, _ in reports_of_month(officer.desk, date(2026, 9, 1))}

    assert "bracknell-monthly-summary-2026-10.pdf" in names
    assert "bracknell-conference-and-review-2026-Q3.docx" in names
