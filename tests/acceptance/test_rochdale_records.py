"""Rochdale: what goes on the child's record, the observation that two fill in and sign, and the private self-check."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qa_desktop.domain import flow, paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import resources_dir
from qa_desktop.ui.pages.about import AboutPage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.pages.sign import SignPage
from qa_desktop.ui.pages.sign_signatory import Way
from qa_desktop.ui.presenters.audit_steps import FILING
from qa_desktop.ui.widgets.buttons import SmallButton
from tests.acceptance.on_screen import CTRL, press, section, sections, words, write
from tests.desks import OpenDesk, new_desk
from tests.full_audits import WORKER, signed_in_full
from tests.ui.pages.conftest import Opener

EVENING = datetime(2026, 7, 3, 17, 5, tzinfo=UTC)
"""Five past six in the evening by the clock on the wall."""
NOTE = "Audit Case Note"


@pytest.mark.parametrize("tool", ["roc-t1-generic", "roc-t2-hos"])
def test_r4_the_case_note_has_its_heading_date_and_time_and_the_chronology_its_entry(real: OpenDesk, tool: str) -> None:
    real.desk.authority_settings.choose("rochdale")
    real.clock.moment = EVENING
    audit = signed_in_full(real.desk, tool, {paths.OVERALL_GRADE: "good"}, "48-2207")

    filed = {one.id: {label: text for label, text, _ in one.fields} for one in real.desk.filing_tasks(audit)}

    assert list(filed) == ["case-note", "chronology", "upload", "copy"]
    assert filed["case-note"]["Heading"] == filed["chronology"]["Heading"] == NOTE
    assert "Case ID 48-2207 completed on 3 July 2026 at 18:05" in filed["case-note"]["Text"]
    assert filed["chronology"]["Text"].startswith("3 July 2026, 18:05: ")
    assert filed["chronology"]["Text"].endswith("Overall judgement: Good.")
    assert [one.data[:5] for one in real.desk.documents_of(audit.id) if one.kind == "filing_note"] == [b"%PDF-"]


def test_r4_the_copy_goes_to_csc_audits_once_the_authority_gave_the_right_address(
    real: OpenDesk, tmp_path: Path
) -> None:
    real.desk.authority_settings.choose("rochdale")
    audit = signed_in_full(real.desk, "roc-t1-generic", {})
    copy = next(one for one in real.desk.filing_tasks(audit) if one.id == "copy")
    as_printed = real.desk.prepare_email.file(audit, "copy", copy.fields[-1][1], attach=True)
    own = tmp_path / "own.yaml"
    printed = (resources_dir() / "authorities" / "rochdale.yaml").read_text("utf-8")
    own.write_text(printed.replace("csc audits@rochdale.gov.uk", "csc_audits@rochdale.gov.uk"), encoding="utf-8")

    real.desk.authority_settings.choose_file(own)
    email = real.desk.prepare_email.file(audit, "copy", copy.fields[-1][1], attach=True)

    assert "csc audits" in copy.title
    assert (as_printed.to, as_printed.unknown) == ((), ("csc audits",))
    assert (email.to, email.unknown) == (("csc_audits@rochdale.gov.uk",), ())
    (attached,) = message_from_bytes(email.data, policy=policy.default).iter_attachments()
    assert attached.get_content()[:5] == b"%PDF-"


def test_r4_each_text_is_copied_and_each_step_ticked_by_keyboard(
    opener: Opener, real: OpenDesk, tmp_path: Path
) -> None:
    real.desk.authority_settings.choose("rochdale")
    audit = signed_in_full(real.desk, "roc-t1-generic", {})
    opened = opener.show(AuditShell(real.desk, opener.workers, audit), FILING)
    page = opened.shell.page
    assert isinstance(page, FilingPage)
    opened.qtbot.waitUntil(lambda: list(page.cards) == ["case-note", "chronology", "upload", "copy"])
    draft = tmp_path / "copy.eml"
    page.drafts.ask_path = lambda _: str(draft)

    page.cards["case-note"].copy_buttons[0].setFocus()
    press(opened, Qt.Key.Key_Space)
    opened.qtbot.waitUntil(lambda: QApplication.clipboard().text() == NOTE)
    for step in ("case-note", "chronology", "upload"):
        page.cards[step].box.setFocus()
        press(opened, Qt.Key.Key_Space)
    next(one for one in page.cards["copy"].findChildren(SmallButton) if "e-mail" in one.text()).click()
    opened.qtbot.waitUntil(draft.exists)

    kept = real.desk.open_audit(audit.id).filing
    assert [step for step, mark in kept.items() if mark.done and mark.by == "Alex Auditor"] == [
        "case-note",
        "chronology",
        "upload",
    ]


def missing_of(here: OpenDesk, values: dict[str, Value]) -> list[str]:
    """Try to sign an observation that says this much, and return what is missing."""
    audit = here.desk.start_audit(StartRequest("roc-observation", "P-17", WORKER))
    audit = here.desk.record(audit, {paths.header("nature"): "home_visits", **NO_ACTION, **values}).audit
    with pytest.raises(SeveralProblems) as raised:
        here.desk.sign_audit(audit.id)
    return [one.message for one in raised.value.mistakes]


NO_ACTION: dict[str, Value] = {paths.NO_ACTIONS_REASON: "Nothing is left to do"}
OBSERVED: dict[str, Value] = {paths.answer(f"roc-obs.{one}"): "Seen and heard at the visit." for one in (1, 2, 3)}
TOGETHER: dict[str, Value] = {paths.answer(f"roc-obs.{one}"): "Talked through on Friday." for one in (4, 6)}
SUPERVISOR: dict[str, Value] = {
    paths.signature("supervisor", "state"): "signed",
    paths.signature("supervisor", "name"): "Alex Auditor",
}


BY_OBSERVER = [
    "1 Record of observation: answer this",
    "2 Strengths identified: answer this",
    "3 Areas for development identified: answer this",
]
BY_BOTH = [
    "4 Conclusions/recommendation: answer this",
    "6 Aspects recommended for discussion and reflection at next…: answer this",
]
TO_SIGN = [
    "Signature of supervisee: sign, decline, or say that they are not present or sign later",
    "Signature of supervisor: sign",
]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, [*BY_OBSERVER, *BY_BOTH, *TO_SIGN]),
        (OBSERVED, [*BY_BOTH, *TO_SIGN]),
        ({**OBSERVED, **TOGETHER}, TO_SIGN),
        ({**OBSERVED, **TOGETHER, **SUPERVISOR}, TO_SIGN[:1]),
    ],
    ids=["nothing", "observer", "both", "one signature"],
)
def test_r8_an_observation_needs_the_observers_parts_the_joint_parts_and_two_signatures(
    real: OpenDesk, given: dict[str, Value], missing: list[str]
) -> None:
    assert missing_of(real, given) == missing


def test_r8_the_feedback_session_opens_on_screen_after_the_observer_and_both_sign(
    opener: Opener, real: OpenDesk
) -> None:
    opened = opener.on_real(real.desk, StartRequest("roc-observation", "P-17", WORKER))
    opened.shell.session.record({paths.header("nature"): "meeting", **NO_ACTION})
    joint = section(opened, "feedback")
    closed = [one.control.isEnabled() for one in joint.questions]

    for path in OBSERVED:
        write(opened, "section:observation", path, "Calm, and close to the child.")
    joint = section(opened, "feedback")
    opens = [one.control.isEnabled() for one in joint.questions]
    for path in TOGETHER:
        write(opened, "section:feedback", path, "We agreed on this.")
    opened.shell.go(flow.SIGN)
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, SignPage)
    in_turn = []
    for _ in range(2):
        in_turn.append((page.panel.role, page.panel.name.text()))
        page.panel.choose(Way.TYPE)
        page.panel.record_button.click()
        opened.settle()
    press(opened, Qt.Key.Key_Return, CTRL)
    opened.qtbot.waitUntil(lambda: opened.shell.audit.is_signed)

    assert (closed, opens) == ([False] * 3, [True] * 3)
    assert in_turn == [("supervisee", WORKER), ("supervisor", "Alex Auditor")]


def test_r14_the_77_practice_standards_are_a_check_of_ones_own_that_stays_ones_own(
    real: OpenDesk, tmp_path: Path
) -> None:
    audit = real.desk.start_audit(StartRequest("roc-practice-standards", "P-17"))
    standards = list(audit.tool.items)
    values: dict[str, Value] = {paths.answer(one.id): "partly" for one in standards}

    audit = real.desk.record(audit, values).audit

    assert len(standards) == 77
    assert all(audit.answer(one.id).value == "partly" for one in standards)
    assert audit.is_private
    assert real.desk.unsent().count == 0
    officer = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    with pytest.raises(NotAllowed, match="stays on this laptop"):
        real.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "own.qab")
    officer.desk.close()


def test_r14_every_standard_is_on_screen_and_answered_by_key_and_says_who_sees_it(
    opener: Opener, real: OpenDesk
) -> None:
    opened = opener.on_real(real.desk, StartRequest("roc-practice-standards", "P-17"))
    opened.shell.go(flow.ABOUT)
    opened.settle()
    about = opened.shell.page
    assert isinstance(about, AboutPage)

    shown = [one for page in sections(opened) for one in words(page) if one[:1].isdigit() and one[1:2] == "."]
    opened.shell.go("section:recording", paths.answer("RPS.5.7"))
    press(opened, Qt.Key.Key_2, CTRL)

    assert len({one.split(" ", 1)[0] for one in shown}) == 77
    assert about.private.isVisibleTo(about)
    assert opened.shell.audit.answer("RPS.5.7").value == "partly"
    assert not opened.shell.people.action.isEnabled()
