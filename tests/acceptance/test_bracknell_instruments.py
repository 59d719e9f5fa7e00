"""Bracknell Forest: the seven standards with every prompt, actions with who and date, and the heading on the file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qa_desktop.domain import flow
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.presenters.audit_steps import FILING
from qa_desktop.ui.widgets.text import Words
from tests.acceptance.on_screen import boxes, open_tool, press, section, words, write
from tests.desks import OpenDesk
from tests.full_audits import signed_in_full
from tests.sample_audits import COMPLETE_BRA, audit_of, shipped_tool
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opener

TOOL = "bra-live-audit"
PROMPTS = {
    "Case Description and Child's History": 12,
    "Assessment & Analysis": 13,
    "Child's Plan": 15,
    "Review and Statutory Duties": 14,
    "Partnership and Participation": 25,
    "Impact, Outcomes & Permanency": 7,
    "Supervision & Management Oversight": 8,
}
PARTS = {"W-BRA.4.2": 6, "W-BRA.4.3": 5, "W-BRA.4.4": 18}
"""The cases in which a LAC review is always held, what the IRO does before one, and the checks of a care plan."""


def test_b2_seven_standards_have_a_statement_and_94_prompts_and_there_are_seven_indicators() -> None:
    standards = shipped_tool(TOOL).sections[:7]
    indicators = shipped_tool(TOOL).section("practice-indicators")
    assert indicators is not None

    assert {one.title: len(one.points) for one in standards} == PROMPTS
    assert sum(PROMPTS.values()) == 94
    assert all(one.statement for one in standards)
    assert len(indicators.points) == 7
    parts = {str(one.id): len(one.parts) for one in standards[3].points if one.parts}
    assert parts == PARTS


def test_b2_a_standard_shows_its_statement_and_all_its_prompts_on_screen(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, TOOL)
    shown: dict[str, int] = {}

    for standard in shipped_tool(TOOL).sections[:7]:
        page = section(opened, str(standard.id))
        ticks = opened.shell.guidance.points
        shown[standard.title] = len(ticks)
        assert standard.statement in words(page)
        texts = zip((one.text() for one in ticks), standard.points, strict=True)
        assert all(text.startswith(point.text) for text, point in texts)
    indicators = section(opened, "practice-indicators")

    assert shown == PROMPTS
    assert len(boxes(indicators)) == 7


def test_b2_the_six_triggers_and_the_18_checks_can_be_read_one_by_one(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, TOOL)
    section(opened, "standard-4")
    points = {str(one.id): one for one in shipped_tool(TOOL).sections[3].points}
    pane = opened.shell.guidance
    assert pane.points

    listed = [one.text().split("\n") for one in pane.findChildren(Words) if one.text().startswith("a  ")]

    assert [len(lines) for lines in listed] == list(PARTS.values())
    for lines, point in zip(listed, PARTS, strict=True):
        assert lines == [f"{letter}  {text}" for letter, text in points[point].parts]
    pane.points[1].setFocus()
    press(opened, Qt.Key.Key_Space)
    assert opened.shell.audit.is_seen("W-BRA.4.2")


def about_actions(audit: Audit) -> list[str]:
    """Return what of the plan keeps an audit from being signed."""
    return [one.message for one in flow.blockers(audit) if one.message.startswith("Action")]


WITHOUT = {
    "who": "Action 1: Say who will do it: a name or a role",
    "due": "Action 1: Give a date",
    "what": "Action 1: Say what will change",
}


@pytest.mark.parametrize("field", list(WITHOUT))
def test_b3_an_action_without_who_or_date_keeps_the_audit_from_being_signed(field: str) -> None:
    plan = {path: value for path, value in COMPLETE_BRA.items() if path != f"action/a1/{field}"}

    assert about_actions(audit_of(TOOL, plan)) == [WITHOUT[field]]
    assert about_actions(audit_of(TOOL, COMPLETE_BRA)) == []


@pytest.mark.parametrize("tool", [TOOL, "roc-t1-generic", "dur-collaborative-audit"])
@pytest.mark.parametrize("asap", ["ASAP", "a.s.a.p.", "as soon as possible", "Immediately"])
def test_b3_asap_is_no_date_and_no_event_that_stands_for_one(tool: str, asap: str) -> None:
    action: dict[str, Value] = {"action/a1/what": "Write the chronology", "action/a1/who": "Worker"}
    instead: dict[str, Value] = {"action/a1/event": asap, "action/a1/review_on": "2026-12-01"}

    assert check_value(shipped_tool(tool), "action/a1/due", asap) is not None
    refused = about_actions(audit_of(tool, {**action, **instead}))
    assert refused == ["Action 1: Give a date. “ASAP” is not a timescale"]


def test_b3_asap_is_refused_at_its_field_and_the_plan_says_what_is_missing(opener: Opener, bench: Bench) -> None:
    values = {**COMPLETE_BRA, "action/a1/due": None, "action/a2/who": None}
    opened = open_tool(opener, bench, TOOL, values)

    write(opened, flow.PLAN, "action/a1/due", "ASAP")
    page = opened.shell.page
    assert isinstance(page, PlanPage)
    said = words(page)
    opened.shell.footer.settle_link.click()

    assert "Give a date. “ASAP” is not a timescale" in said
    assert opened.shell.audit.actions[0].due is None
    links = {one.text(): one for one in page.summary.links if one.text().startswith("Action")}
    assert list(links) == [WITHOUT["due"], WITHOUT["who"].replace("Action 1", "Action 2")]
    links[WITHOUT["due"]].click()
    assert opened.focused().accessibleName() == "By when"


@pytest.mark.parametrize("tool", [TOOL, "bra-audit-variants"])
@pytest.mark.parametrize(("met", "month"), [(date(2026, 3, 31), "March"), (date(2026, 11, 2), "November")])
def test_b6_actions_are_filed_under_the_month_of_the_meeting(real: OpenDesk, tool: str, met: date, month: str) -> None:
    real.desk.authority_settings.choose("bracknell-forest")
    real.clock.moment = datetime(met.year, met.month, met.day, 12, tzinfo=UTC)
    audit = real.desk.start_audit(StartRequest(tool, "48-2207", "A. Practitioner"))
    real.clock.moment = datetime(met.year, met.month + 1, 3, 12, tzinfo=UTC)

    fields = {one.id: one.fields for one in real.desk.filing_tasks(audit)}

    assert fields["audit-action-plan"][0] == ("Heading", f"Audit Action Plan - {month}", None)
    assert f'"Audit Action Plan - {month}"' in fields["management-chronology"][1][1]


def test_b6_the_heading_is_copied_to_the_file_as_it_stands(opener: Opener, real: OpenDesk) -> None:
    audit = signed_in_full(real.desk, TOOL, {})
    opened = opener.show(AuditShell(real.desk, opener.workers, audit), FILING)
    page = opened.shell.page
    assert isinstance(page, FilingPage)
    opened.qtbot.waitUntil(lambda: "audit-action-plan" in page.cards)

    page.cards["audit-action-plan"].copy_buttons[0].setFocus()
    press(opened, Qt.Key.Key_Space)

    opened.qtbot.waitUntil(lambda: QApplication.clipboard().text() == "Audit Action Plan - November")
