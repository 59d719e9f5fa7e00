"""Charts and the insight page speak as the authority does: standards in Bracknell Forest, sections in Durham."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.figures.tables import FigureTable, bars_table
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import BarsChart, Report
from qa_desktop.services.make_report import ReportWish
from qa_desktop.ui.presenters.insight import InsightQuestion, InsightSources, Shown, choices_of, shown_title
from qa_desktop.ui.presenters.insight_charts import answered
from tests.acceptance.report_seeds import durham_feedback, theme
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


def live_audits(desk: OpenDesk) -> None:
    desk.desk.authority_settings.choose("bracknell-forest")
    fields: dict[str, Value] = {
        paths.answer("bra-live.3"): "good",
        paths.OVERALL_GRADE: "good",
        paths.OVERALL_REASON: "Seen.",
        paths.about("team"): "North",
        **theme(1, "development", "Delay", "It took long."),
    }
    for number in range(6):
        add_record(desk, "bra-live-audit", f"B-{number}", date(2026, 8, 3), fields)


def sources(desk: OpenDesk) -> InsightSources:
    own = desk.desk
    return InsightSources(
        own.figures, own.planning.quotas, own.registers, own.improvements.list, dict, lambda: date(2026, 11, 21)
    )


def test_a_report_of_bracknell_forest_tells_of_standards_and_never_of_domains(officer: OpenDesk) -> None:
    live_audits(officer)

    report = made(officer, "bracknell-quarterly-report", "2026-Q3")

    charts = [bars_table(one.told, one.first, report.policy) for one in report.blocks if isinstance(one, BarsChart)]
    by_standard = next(one for one in charts if one.title.endswith("by standard"))
    assert by_standard.title == "Live Case File Audit, by standard"
    assert by_standard.heads[0] == "Standard"
    assert not [one for one in charts if "omain" in f"{one.title} {one.heads}"]


def test_what_rochdale_grades_question_by_question_is_called_so(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("rochdale")
    fields: dict[str, Value] = {paths.answer("roc-t1-generic.1"): "good", paths.answer("roc-t1-generic.2"): "good"}
    for number in range(6):
        add_record(officer, "roc-t1-generic", f"R-{number}", date(2026, 8, 3), fields)

    report = made(officer, "rochdale-tier-1-themes", "2026-08")

    charts = [bars_table(one.told, one.first, report.policy) for one in report.blocks if isinstance(one, BarsChart)]
    (by_question,) = (one for one in charts if ", by " in one.title)
    assert by_question.title == "Tier 1 Generic Audit Tool, by question"
    assert by_question.heads[0] == "Question"


def test_durham_tells_areas_for_improvement(officer: OpenDesk) -> None:
    durham_feedback(officer)
    told = theme(1, "development", "Supervision", "Supervision is late.", "Supervision is late.")
    add_record(officer, "dur-collaborative-audit", "D-2", date(2026, 5, 6), told)

    report = made(officer, "quality-of-practice", "2026-Q2")

    tables = [one for one in report.blocks if isinstance(one, FigureTable) and "What it is" in one.heads]
    kinds = {row[1] for one in tables for row in one.rows}
    assert "Area for improvement" in kinds
    assert "Area for development" not in kinds


def test_an_authority_is_told_by_its_name_and_what_is_empty_says_why(officer: OpenDesk) -> None:
    live_audits(officer)
    figures = FigureFilter(tool="bra-live-audit")

    (chart,) = answered(sources(officer), InsightQuestion(figures, Shown.AUTHORITIES)).charts
    actions = answered(sources(officer), InsightQuestion(figures, Shown.ACTIONS))

    assert [row[0] for row in chart.table.rows] == ["Bracknell Forest"]
    assert (actions.charts, actions.empty) == ((), "No action of these audits is open.")


def test_several_authorities_are_offered_and_printed_by_their_names(officer: OpenDesk) -> None:
    live_audits(officer)
    assert choices_of(sources(officer)).authorities == ()
    add_record(officer, "dur-collaborative-audit", "D-1", date(2026, 9, 3), {})

    offered = choices_of(sources(officer)).authorities
    view = answered(sources(officer), InsightQuestion(FigureFilter(authority="DUR"), Shown.MONTHS))

    assert offered == (("BRA", "Bracknell Forest"), ("DUR", "Durham"))
    assert "Authority: Durham" in view.counted


def test_a_table_of_records_that_have_a_date_of_their_own_has_no_two_columns_of_one_name(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("durham")
    add_record(officer, "dur-deep-dive", "Neglect", date(2026, 5, 6), {paths.header("topic"): "Neglect"})

    report = made(officer, "themed-learning", "2026-Q2")

    (table,) = (one for one in report.blocks if isinstance(one, FigureTable))
    assert table.heads == ("Date of the record", "Topic", "Date", "What it says for this deep dive")


def test_the_insight_page_offers_and_shows_standards(officer: OpenDesk) -> None:
    live_audits(officer)
    figures = FigureFilter(tool="bra-live-audit")

    choices = choices_of(sources(officer))
    offered = [shown_title(one, choices.words) for one in choices.shown]
    (domains,) = answered(sources(officer), InsightQuestion(figures, Shown.DOMAINS)).charts
    (heat,) = answered(sources(officer), InsightQuestion(figures, Shown.MAP_TEAMS)).charts

    assert "By standard" in offered
    assert "Standards and teams" in offered
    assert (domains.table.title, domains.table.heads[0]) == ("By standard", "Standard")
    assert heat.table.title.startswith("Standards by team")
    assert heat.table.heads[0] == "Standard"
