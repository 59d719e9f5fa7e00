"""Following a signed audit up on screen: supervision half, check, talk in supervision, dates, a re-audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.domain import follow_up
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.record import Role
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.presenters.audit_steps import FOLLOW_UP, TELL, every_step
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.text import Words
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full
from tests.ui.accessibility import walk
from tests.ui.conftest import Look
from tests.ui.pages.conftest import Opened, Opener


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Tess Manager", Role.MANAGER)
    yield made
    made.desk.close()


def follow(opener: Opener, desk: OpenDesk, audit: Audit) -> tuple[Opened, FollowUpPage]:
    opened = opener.show(AuditShell(desk.desk, opener.workers, audit))
    opened.shell.go(FOLLOW_UP)
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, FollowUpPage)
    return opened, page


def press(opened: Opened, words: str) -> None:
    QTest.keyClicks(opened.focused(), words)


def test_r5_the_supervision_half_is_filled_in_later_with_initials_by_keyboard(
    manager: OpenDesk, opener: Opener
) -> None:
    """R5: the supervision half of the plan stays empty and is completed later with initials."""
    audit = signed_in_full(manager.desk, "roc-t1-generic", actions(("a1", "2026-12-21")))
    opened, page = follow(opener, manager, audit)
    row = page.plan.rows["a1"]
    assert (row.shown.half, row.shown.told) == (follow_up.Supervision(), ())
    page.focus_first()

    QTest.keyClick(opened.focused(), Qt.Key.Key_Space)
    opened.settle()
    assert row.editor is not None
    assert opened.focused() is row.editor.progress
    QTest.keyClick(opened.focused(), Qt.Key.Key_Down)
    QTest.keyClick(opened.focused(), Qt.Key.Key_Down)
    for words in ("3 December 2026", "TM", "", "Read back with the family"):
        QTest.keyClick(opened.focused(), Qt.Key.Key_Tab)
        press(opened, words)
    row.editor.save_button.setFocus()
    QTest.keyClick(opened.focused(), Qt.Key.Key_Space)
    opened.settle()

    half = follow_up.supervision(manager.desk.open_audit(audit.id), "a1")
    assert (half.reviewed_on, half.initials, half.completed) == (
        date(2026, 12, 3),
        "TM",
        "Read back with the family",
    )
    assert (half.progress, half.done_on) == (Progress.DONE, date(2026, 12, 3))
    assert not row.editor.isVisible()
    assert "Reviewed on Thu 3 December 2026 by TM." in row._told.text()
    assert opened.focused() is row.fill_button


def test_what_is_not_needed_is_told_where_reason_and_approver_are_missing(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "roc-t1-generic", actions(("a1", "2026-12-21")))
    opened, page = follow(opener, manager, audit)
    row = page.plan.rows["a1"]
    row.fill_in()
    assert row.editor is not None
    row.editor.progress.setCurrentIndex(tuple(Progress).index(Progress.NOT_NEEDED))

    row.editor.save_button.click()
    opened.settle()

    assert row.editor.fields["reason"].problem == "Say why it is not needed any more"
    assert row.editor.fields["approved_by"].problem == "Say who approved that it is not done"
    assert opened.focused() is row.editor.reason
    assert follow_up.supervision(manager.desk.open_audit(audit.id), "a1") == follow_up.Supervision()


def test_whoever_marked_an_action_as_done_is_not_offered_the_check(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "roc-t1-plo", actions(("a1", "2026-12-21")))
    opened, page = follow(opener, manager, audit)
    row = page.plan.rows["a1"]
    opened.shell.session.record({follow_up.of_action("a1", "progress"): "done"})
    opened.settle()

    assert row._state.text() == "Done, to be checked"
    assert not row.check_button.isVisible()
    assert "Somebody else" in row._refusal.text()


def test_an_action_is_given_to_somebody_else(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "roc-t1-generic", actions(("a1", "2026-12-21")))
    opened, page = follow(opener, manager, audit)
    row = page.plan.rows["a1"]

    row.give_button.click()
    press(opened, "N. Worker")
    QTest.keyClick(opened.focused(), Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: row._who.text() == "N. Worker")

    assert follow_up.owner_of(manager.desk.open_audit(audit.id), audit.actions[0]).name == "N. Worker"


def test_the_talk_in_supervision_and_a_date_are_kept(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "slo-case-audit", {"answer/slo-case.2/value": "no"})
    opened, page = follow(opener, manager, audit)
    assert "Not closed: 1 date waits to be marked as met." in page.not_closed.text

    page.talk.day.setFocus()
    press(opened, "2 December 2026")
    field = page.dates.rows["one-week"].findChild(DateField)
    assert isinstance(field, DateField)
    field.setFocus()
    press(opened, "26 November 2026")
    opened.settle()

    saved = manager.desk.open_audit(audit.id)
    assert saved.day(follow_up.DISCUSSED_ON) == date(2026, 12, 2)
    assert saved.day(follow_up.of_deadline("one-week", "done_on")) == date(2026, 11, 26)
    assert page.closed.text == "Closed. Nothing is left to do."


def test_h8_an_inadequate_audit_is_closed_on_screen_by_actions_and_a_better_service(
    manager: OpenDesk, opener: Opener
) -> None:
    """H8: the re-audit by a senior manager closes only if actions are done and the service improved."""
    plan = actions(("a1", "2026-12-21"))
    audit = signed_in_full(manager.desk, "her-audit", {**plan, "overall/grade": "inadequate"})
    opened, page = follow(opener, manager, audit)
    assert "1 action is still to do; no signed record says yet" in page.not_closed.text
    assert {one.task.rule.id: one.due.split(" · ")[0] for one in page.view.dates} == {
        "review": "Sat 2 January 2027",
        "re-audit": "Sun 21 February 2027",
    }

    opened.shell.session.record({follow_up.of_action("a1", "progress"): "done"})
    opened.settle()
    assert page.not_closed.text == (
        "Not closed: no signed record says yet that the service to the child and family is better."
    )
    signed_in_full(
        manager.desk,
        "her-inadequate",
        {"header/initial/value": (audit.id, "The initial audit"), "answer/her-inad.3.improved/value": "yes"},
    )
    opened.shell.session.replace(manager.desk.open_audit(audit.id))
    opened.qtbot.waitUntil(lambda: bool(page.again.links))

    assert page.closed.text.startswith("Closed. Nothing is left to do. The service is better")
    assert not page.not_closed.isVisible()


def test_a_re_audit_is_opened_from_the_page(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "her-audit", actions(("a1", "2026-12-21")))
    opened, page = follow(opener, manager, audit)

    with opened.qtbot.waitSignal(opened.shell.audit_requested) as asked:
        page.again.button.click()

    made, _ = asked.args
    assert manager.desk.open_audit(made).overall_grade == ""


def test_the_page_comes_after_telling_and_leads_back_to_the_work(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "roc-t1-generic", actions(("a1", "2026-12-21")))
    opened, _ = follow(opener, manager, audit)
    assert every_step(audit)[-2:] == (TELL, FOLLOW_UP)

    with opened.qtbot.waitSignal(opened.shell.left):
        opened.shell.go_on()


def test_the_page_fits_every_look_and_is_read_by_a_screen_reader(manager: OpenDesk, opener: Opener, look: Look) -> None:
    audit = signed_in_full(manager.desk, "roc-t1-plo", actions(("a1", "2026-11-21"), ("a2", "2026-12-21")))
    manager.desk.follow_up.review(
        audit.id, "a1", Review(date(2026, 12, 3), "Read back with the family", "TM", Progress.DONE)
    )
    opened, page = follow(opener, manager, manager.desk.open_audit(audit.id))
    page.plan.rows["a2"].fill_in()
    opened.window.resize(look.width, look.height)
    opened.settle()

    assert walk(opened.window) == []
    assert opened.window.width() == look.width


def test_a_re_audit_says_which_audit_it_follows_and_what_was_open(manager: OpenDesk, opener: Opener) -> None:
    audit = signed_in_full(manager.desk, "her-audit", actions(("a1", "2026-12-21")))
    again = manager.desk.re_audit(audit.id)

    opened = opener.show(AuditShell(manager.desk, opener.workers, again))
    opened.shell.go("about")
    opened.settle()

    words = [one.text() for one in opened.shell.page.findChildren(Words)]
    assert "Monthly Collaborative Case File Audit, 48-7, 21 November 2026, Tess Manager" in words
    assert "Do a1 and say so (P. Worker, due 21 December 2026)" in words
