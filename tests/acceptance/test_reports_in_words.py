"""Reports tell of their own forms, section by section, and name periods and services in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.report import BarsChart, Heading, Report
from qa_desktop.services.make_report import ReportWish
from tests.acceptance.report_seeds import text_under
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import add_record

SEPTEMBER = date(2026, 9, 3)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def made(desk: OpenDesk, kind: str, period: str, measured: tuple[Measured, ...] = (), topic: str = "") -> Report:
    make = desk.desk.reports()
    return make(ReportWish(make.template(kind), ReportPeriod.parse(period), topic, measured))


def under(report: Report, heading: str) -> str:
    return text_under(report_text(report), heading)


def graded(desk: OpenDesk, tool: str, number: int, more: Mapping[str, Value] | None = None) -> None:
    for place in range(number):
        fields: dict[str, Value] = {paths.OVERALL_GRADE: "good", paths.about("team"): "North", **(more or {})}
        add_record(desk, tool, f"{tool}-{place}", SEPTEMBER, fields)


def test_a_comment_does_not_run_into_its_answer(officer: OpenDesk) -> None:
    fields: dict[str, Value] = {
        paths.answer("slo-tp.3"): "no",
        f"{paths.answer('slo-tp.3').removesuffix('/value')}/comment": "Nothing is said of the priorities.",
    }
    add_record(officer, "slo-team-plan", "North 2026", SEPTEMBER, fields)

    assert "No. Nothing is said of the priorities." in under(
        made(officer, "golden-thread", "2026-Q3"), "Do plans follow from one another?"
    )


def test_quarters_are_told_in_words_beside_a_topic_and_in_tables(officer: OpenDesk) -> None:
    measured = (
        Measured("Supervision", "Held", "2026-Q3", "81%"),
        Measured("Supervision", "Held", "2026-09", "80%"),
    )

    assert "Held, Q3 2026: 81%" in report_text(made(officer, "quantity-and-quality", "2026", measured, "Supervision"))
    table = next(
        block
        for block in made(officer, "durham-performance-indicators", "2026-09", measured).blocks
        if isinstance(block, FigureTable)
    )
    assert table.heads == ("Measure", "Q3 2026")


def test_open_actions_are_those_of_the_forms_that_the_report_is_of(officer: OpenDesk) -> None:
    action: dict[str, Value] = {"action/a/what": "Visit", "action/a/who": "Sam", "action/a/due": "2026-10-01"}
    graded(officer, "roc-t1-generic", 2, action)

    assert under(made(officer, "rochdale-thematic-audits", "2026-09"), "Actions that are open").strip() == (
        "No action is open."
    )
    told = under(made(officer, "rochdale-tier-1-themes", "2026-09"), "Actions that are open")
    assert "North. 31 to 60 days late: 2; Total: 2" in told


def test_a_whole_record_is_told_under_its_sections_and_says_which_service_it_is_of(officer: OpenDesk) -> None:
    tool = officer.desk.tool("roc-sqr-report")
    asked = {section.title: section.items[0] for section in tool.sections if not section.repeat}
    fields: dict[str, Value] = {paths.header("report_state"): "final"}
    fields |= {paths.answer(item.id): "Written down." for item in asked.values()}
    add_record(officer, "roc-sqr-report", "Leaving Care", SEPTEMBER, fields)

    blocks = made(officer, "rochdale-service-quality-review", "2026").blocks

    assert [block.text for block in blocks if isinstance(block, Heading) and block.level == 3] == list(asked)
    assert "SQR Feedback Report: Leaving Care, 3 September 2026" in [
        block.text for block in blocks if isinstance(block, Heading) and block.level == 2
    ]


def test_charts_of_several_forms_say_of_which_they_are(officer: OpenDesk) -> None:
    for tool in ("roc-t1-generic", "roc-t1-plo"):
        graded(officer, tool, 6)

    blocks = made(officer, "rochdale-team-profiles", "2026-09").blocks

    titles = [block.told.title for block in blocks if isinstance(block, BarsChart)]
    assert [one.partition(":")[0] for one in titles] == ["Tier 1 Generic Audit Tool", "Tier 1 PLO Audit Tool"]
