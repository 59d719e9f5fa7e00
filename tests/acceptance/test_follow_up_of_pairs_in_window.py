"""Herefordshire: the page of each of two forms of a case shows the one follow-up, and leads to where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qa_desktop.domain import follow_up, pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.presenters.audit_steps import FOLLOW_UP
from tests.acceptance.on_screen import words
from tests.acceptance.window import Screen
from tests.desks import OpenDesk
from tests.full_audits import actions, filled_in_full

INADEQUATE: dict[str, Value] = {paths.OVERALL_GRADE: "inadequate", paths.answer("her-audit.differ"): "no"}
TALKED = date(2026, 11, 20)


def signed_form(opened: OpenDesk, seat: str, more: Mapping[str, Value] | None = None) -> Audit:
    given: dict[str, Value] = {pairs.PAIR: "one", pairs.PART: seat, **INADEQUATE, **(more or {})}
    audit = filled_in_full(opened.desk, "her-audit", given)
    opened.desk.sharing.lock_grade(audit.id)
    return opened.desk.sign_audit(audit.id)


def page_of(screen: Screen, audit: Audit) -> FollowUpPage:
    page = screen.shell(audit.id, FOLLOW_UP).page
    assert isinstance(page, FollowUpPage)
    screen.until(page.case.isVisible)
    return page


def test_the_peers_form_says_where_the_follow_up_stands_and_leads_there_by_key(screen: Screen) -> None:
    lead, peer = (signed_form(screen.opened, seat) for seat in ("lead", "peer"))

    page = page_of(screen, peer)
    screen.until(lambda: "Olu Officer" in page.case.words.text())
    assert (page.talk.isVisible(), page.dates.isVisible(), page.written.isVisible()) == (False, False, False)
    page.focus_first()
    assert page.case.button.hasFocus()
    QTest.keyClick(page.case.button, Qt.Key.Key_Return)

    screen.until(lambda: screen.window.page is not None and getattr(screen.window.page, "audit", peer).id == lead.id)
    there = page_of(screen, lead)
    screen.until(lambda: "review" in there.dates.rows)
    assert (there.talk.isVisible(), there.dates.isVisible()) == (True, True)


def test_what_was_written_on_the_peers_form_is_read_on_both_and_counts(screen: Screen) -> None:
    lead, peer = (signed_form(screen.opened, seat) for seat in ("lead", "peer"))
    follow = screen.opened.desk.follow_up
    follow.discuss(peer.id, TALKED, "The child's own words")
    follow.meet(peer.id, "review", TALKED, "Seen at home")

    page = page_of(screen, screen.opened.desk.open_audit(peer.id))
    screen.until(page.written.isVisible)
    own, heading = [one.words for one in page.written.shown], words(page.written)[0]
    there = page_of(screen, screen.opened.desk.open_audit(lead.id))
    screen.until(there.written.isVisible)
    can_be_changed_there = [
        one for one in there.written.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]

    assert heading == "Written on this form"
    assert can_be_changed_there == []
    assert own[0] == "Talked through in supervision: Fri 20 November 2026. The child's own words."
    assert own[1].endswith("Fri 20 November 2026. Seen at home.")
    assert (words(there.written)[0], [one.words for one in there.written.shown]) == (
        "Written on the peer auditor’s form",
        own,
    )
    assert "Done on Fri 20 November 2026" in words(there.dates)


def test_the_talk_is_written_down_on_the_leads_form_and_asked_for_nowhere_else(screen: Screen) -> None:
    lead, peer = (signed_form(screen.opened, seat) for seat in ("lead", "peer"))
    page = page_of(screen, lead)
    page.talk.day.setFocus()
    QTest.keyClicks(page.talk.day, "20 November 2026")
    page.setFocus()

    desk = screen.opened.desk
    screen.until(lambda: desk.open_audit(lead.id).day(follow_up.DISCUSSED_ON) == TALKED)

    standing = desk.open_audit(peer.id).standing
    assert standing is not None
    assert (standing.carrier, standing.is_talked) == (lead.id, True)


def test_actions_of_the_peers_form_stay_there_and_the_leads_form_tells_of_them(screen: Screen) -> None:
    lead = signed_form(screen.opened, "lead")
    peer = signed_form(screen.opened, "peer", actions(("seen", "2026-12-21")))

    page = page_of(screen, peer)
    there_is = set(page.plan.rows)
    there = page_of(screen, lead)
    screen.until(lambda: "of its own" in there.case.words.text())

    assert there_is == {"seen"}
    assert "1 action of its own, 1 still to do or to check" in there.case.words.text()


def test_a_form_alone_shows_its_own_follow_up_until_the_other_is_signed(screen: Screen) -> None:
    peer = signed_form(screen.opened, "peer")

    page = screen.shell(peer.id, FOLLOW_UP).page

    assert isinstance(page, FollowUpPage)
    screen.until(lambda: "review" in page.dates.rows)
    assert (page.case.isVisible(), page.talk.isVisible(), page.dates.isVisible()) == (False, True, True)


def test_what_stands_on_the_peers_form_by_mistake_is_taken_back_there(screen: Screen) -> None:
    lead, peer = (signed_form(screen.opened, seat) for seat in ("lead", "peer"))
    follow = screen.opened.desk.follow_up
    follow.discuss(peer.id, TALKED, "The child's own words")
    follow.meet(peer.id, "review", TALKED, "Seen at home")
    page = page_of(screen, screen.opened.desk.open_audit(peer.id))
    screen.until(lambda: len(page.written.back_buttons) == 2)

    back = page.written.back_buttons[1]
    name = back.accessibleName()
    back.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(back, Qt.Key.Key_Space)
    screen.until(lambda: len(page.written.back_buttons) == 1)
    there = page_of(screen, lead)
    screen.until(lambda: "review" in there.dates.rows)

    assert name == "Take back: Review of an Inadequate audit"
    kept = screen.opened.desk.open_audit(peer.id)
    assert kept.day(follow_up.of_deadline("review", "done_on")) is None
    assert kept.day(follow_up.DISCUSSED_ON) == TALKED
    screen.until(lambda: there.written.shown)
    assert [one.what for one in there.written.shown] == ["Talked through in supervision"]


def test_undo_brings_again_what_was_taken_back(screen: Screen) -> None:
    peer = [signed_form(screen.opened, seat) for seat in ("lead", "peer")][1]
    screen.opened.desk.follow_up.discuss(peer.id, TALKED, "The child's own words")
    page = page_of(screen, screen.opened.desk.open_audit(peer.id))
    screen.until(lambda: len(page.written.back_buttons) == 1)

    page.written.back_buttons[0].click()
    screen.until(page.written.isHidden)
    taken = screen.opened.desk.open_audit(peer.id)
    screen.window.menus.action("undo").trigger()
    screen.until(lambda: len(page.written.back_buttons) == 1)

    again = screen.opened.desk.open_audit(peer.id)
    assert (taken.day(follow_up.DISCUSSED_ON), taken.text(follow_up.DISCUSSED)) == (None, "")
    assert (again.day(follow_up.DISCUSSED_ON), again.text(follow_up.DISCUSSED)) == (TALKED, "The child's own words")
