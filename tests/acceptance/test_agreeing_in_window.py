"""Agreeing and telling in the window: whom a grade is told to, views that differ, and learning for everybody."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import is_provisional
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.telling import TellPage
from qa_desktop.ui.presenters.audit_steps import TELL
from tests.acceptance.on_screen import CTRL, open_tool, press, words
from tests.desks import OpenDesk
from tests.full_audits import signed_in_full
from tests.sample_audits import COMPLETE_BRA
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener

POINTS = "Write the child's own words into every plan."


def plan(opened: Opened, path: str = "") -> PlanPage:
    """Go to “Agree and plan”, at a field where one is named."""
    opened.shell.go(flow.PLAN, path)
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, PlanPage)
    return page


@pytest.mark.parametrize(
    ("tool", "key", "told"),
    [
        ("roc-t1-generic", Qt.Key.Key_4, "Head of Service and Assistant Director"),
        ("roc-t1-generic", Qt.Key.Key_3, "Head of Service, Team Manager and IRO/Conference Chair"),
        ("roc-t1-generic", Qt.Key.Key_2, "Team Manager"),
        ("roc-t1-generic", Qt.Key.Key_1, "Team Manager, Head of Service and Assistant Director"),
        ("roc-t2-hos", Qt.Key.Key_4, "Team Manager, Head of Service and Assistant Director"),
    ],
)
def test_r3_whom_a_judgement_is_told_to_is_said_before_anybody_signs(
    opener: Opener, bench: Bench, tool: str, key: Qt.Key, told: str
) -> None:
    given: dict[str, Value] = {paths.OVERALL_REASON: "What was found.", paths.about("iro_or_chair"): "yes"}
    opened = open_tool(opener, bench, tool, given)
    page = plan(opened, paths.OVERALL_GRADE)

    press(opened, key, CTRL)

    assert f"The note goes to {told}." in " ".join(words(page))


def test_b4_both_views_are_written_down_and_the_quality_assurance_team_is_asked(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, "bra-live-audit", COMPLETE_BRA)
    page = plan(opened)
    page._disagreement.add_button.click()
    entry = bench.made_ids[-1]

    for field, typed in (("auditor_view", "Requires improvement"), ("practitioner_view", "Good")):
        page.fields.focus(paths.entry("disagreement", entry, field))
        QTest.keyClicks(opened.focused(), typed)
    page._disagreement.entries[entry]._asked.setFocus()
    press(opened, Qt.Key.Key_Space)

    (one,) = opened.shell.audit.disagreements
    assert (one.auditor_view, one.practitioner_view, one.advice) == ("Requires improvement", "Good", "asked")
    assert is_provisional(opened.shell.audit)
    assert opened.shell.audit.overall_grade == "requires_improvement"


def test_b10_key_recommendations_are_drafted_to_all_staff_from_the_page_of_telling(
    opener: Opener, real: OpenDesk, tmp_path: Path
) -> None:
    real.desk.authority_settings.choose("bracknell-forest")
    audit = signed_in_full(real.desk, "bra-live-audit", {}, "48-2207")
    opened = opener.show(AuditShell(real.desk, opener.workers, audit), TELL)
    page = opened.shell.page
    assert isinstance(page, TellPage)
    draft = tmp_path / "learning.eml"
    page.drafts.ask_path = lambda _: str(draft)

    page.points.setFocus()
    QTest.keyClicks(page.points, POINTS)
    page.learning_button.setFocus()
    press(opened, Qt.Key.Key_Space)
    opened.qtbot.waitUntil(draft.exists)

    message = message_from_bytes(draft.read_bytes(), policy=policy.default)
    body = message.get_body()
    assert body is not None
    assert POINTS in body.get_content()
    assert "48-2207" not in message.as_string()
    assert list(message.iter_attachments()) == []
    opened.qtbot.waitUntil(lambda: "All CSC staff" in page.drafts.done.text)
