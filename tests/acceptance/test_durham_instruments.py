"""Durham: the matrix of What Good Looks Like on screen, strengths beside areas for improvement, and no grade."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from qa_desktop.domain import flow, paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.tool import AnswerType
from qa_desktop.settings import resources_dir
from qa_desktop.ui.pages.plan import PlanPage
from tests.acceptance.on_screen import boxes, grades, open_tool, press, section, sections, words, write
from tests.desks import MOMENT, OpenDesk
from tests.full_audits import signed_in_full
from tests.sample_audits import audit_of, shipped_ids, shipped_tool
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opener

TOOL = "dur-collaborative-audit"
ROWS = {
    "Contact/Referral": 7,
    "Basic Information": 7,
    "Assessment": 16,
    "Planning": 11,
    "Review": 8,
    "Management Oversight": 5,
}
STRENGTHS, IMPROVEMENT = paths.answer("dur-ca.strengths"), paths.answer("dur-ca.improvement")


def test_d1_the_matrix_has_six_rows_with_all_54_points() -> None:
    matrix = [(one.title, one.items[0]) for one in shipped_tool(TOOL).sections[:6]]

    assert {title: len(item.guidance) for title, item in matrix} == ROWS
    assert sum(ROWS.values()) == 54
    assert {item.type for _, item in matrix} == {AnswerType.CHECKLIST}
    assert len({point.text for _, item in matrix for point in item.guidance}) == 54


def test_d1_every_point_of_the_six_rows_can_be_read_and_ticked_on_screen(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, TOOL)
    points = {one.title: [point.text for point in one.items[0].guidance] for one in shipped_tool(TOOL).sections}

    shown = {page.view.section.title: boxes(page) for page in sections(opened)}

    assert {title: len(found) for title, found in shown.items() if found} == ROWS
    assert all(shown[title] == points[title] for title in ROWS)
    section(opened, "contact-referral")
    press(opened, Qt.Key.Key_Space)
    assert opened.shell.audit.is_seen(shipped_tool(TOOL).sections[0].items[0].guidance[0].id)


@pytest.mark.parametrize(("given", "missing"), [(STRENGTHS, IMPROVEMENT), (IMPROVEMENT, STRENGTHS)])
def test_d2_an_audit_with_one_of_the_two_is_not_signed(given: str, missing: str) -> None:
    audit = audit_of(TOOL, {given: "The plan is in the child's own words."})

    asked = [one.path for one in flow.blockers(audit)]

    assert missing in asked
    assert given not in asked


def test_d2_who_fills_in_strengths_alone_is_led_to_areas_for_improvement(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, TOOL)
    write(opened, "section:together", STRENGTHS, "Danger statements in plain words.")

    opened.shell.go(flow.PLAN)
    opened.settle()
    opened.shell.footer.settle_link.click()
    page = opened.shell.page
    assert isinstance(page, PlanPage)
    links = {one.text(): one for one in page.summary.links}
    links["Areas for improvement: answer this"].click()
    opened.settle()

    assert not any(one.startswith("Strengths") for one in links)
    assert opened.shell.step == "section:together"
    assert opened.focused().accessibleName() == "Areas for improvement"


def test_d11_no_tool_of_durham_asks_for_a_grade() -> None:
    tools = [shipped_tool(one) for one in shipped_ids() if one.startswith("dur-")]

    assert len(tools) == 10
    assert [one.id for one in tools if one.overall is not None or one.escalation] == []
    assert [item.id for one in tools for item in one.items if item.type is AnswerType.SCALE] == []
    settings = (resources_dir() / "authorities" / "durham.yaml").read_text("utf-8")
    assert "scales:" not in settings
    assert "escalation:" not in settings


def test_d11_an_audit_is_signed_without_a_grade_and_its_note_names_none(real: OpenDesk) -> None:
    real.desk.authority_settings.choose("durham")

    audit = signed_in_full(real.desk, TOOL, {})

    note = compose_note(audit, NoteOccasion(MOMENT))
    assert audit.is_signed
    assert (audit.overall_grade, note.overall, note.overall_label) == ("", None, "")
    assert [one.label for part in note.sections for one in part.answers if one.grade is not None] == []


def test_d11_no_page_of_the_audit_offers_a_grade(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, TOOL)

    offered = [grades(page) for page in sections(opened)]
    opened.shell.go(flow.PLAN)
    opened.settle()

    assert [one for one in offered if one] == []
    assert grades(opened.shell.page) == []
    assert not any("grade" in one.lower() for one in words(opened.shell.page))
