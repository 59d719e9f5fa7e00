"""What a head of service keeps of a poor audit, what is handed in before it is moderated, and words without grades."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from qa_desktop.domain import follow_up, pairs, paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import is_provisional
from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.presenters.audit_follow_up import KEEPS_DATES
from qa_desktop.ui.presenters.audit_steps import FILING, FOLLOW_UP
from qa_desktop.ui.presenters.due_work import Which
from tests.acceptance.bringing import bring
from tests.acceptance.window import OpenScreen, Screen
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, filled_in_full, signed_in_full


def signed_elsewhere(folder: Path, to: OpenDesk, values: dict[str, Value]) -> AuditId:
    """Return the audit of somebody of another team, signed on their laptop and brought here."""
    auditor = new_desk(folder, "Ada Auditor")
    audit = signed_in_full(auditor.desk, "her-audit", values)
    bring(auditor, to, audit)
    auditor.desk.close()
    return audit.id


def test_r096_a_head_of_service_keeps_the_dates_of_an_inadequate_audit_and_no_more(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    given: dict[str, Value] = {paths.OVERALL_GRADE: "inadequate", **actions(("seen", "2026-12-21"))}
    found: list[AuditId] = []
    screen = open_screen(
        Role.HEAD_OF_SERVICE, lambda there: found.append(signed_elsewhere(tmp_path / "auditor", there, given))
    )
    (audit_id,) = found

    page = screen.shell(audit_id, FOLLOW_UP).page
    assert isinstance(page, FollowUpPage)
    assert page.refusal.text == KEEPS_DATES
    assert (page.plan.isEnabled(), page.talk.isEnabled(), page.dates.isEnabled()) == (False, False, True)
    page.focus_first()
    review = page.dates.rows["review"].day
    assert review is not None
    review.setFocus()
    QTest.keyClicks(review, "30 November 2026")
    page.setFocus()

    kept = follow_up.of_deadline("review", "done_on")
    screen.until(lambda: screen.opened.desk.open_audit(audit_id).day(kept) == date(2026, 11, 30))


def test_r042_a_form_that_goes_to_moderation_is_handed_in_before_and_filed_afterwards(screen: Screen) -> None:
    desk = screen.opened.desk
    seat: dict[str, Value] = {pairs.PAIR: "one", pairs.PART: "lead", paths.answer("her-audit.differ"): "yes"}
    begun = filled_in_full(desk, "her-audit", seat)
    desk.sharing.lock_grade(begun.id)
    audit = desk.sign_audit(begun.id)
    assert is_provisional(audit)

    page = screen.shell(audit.id, FILING).page
    assert isinstance(page, FilingPage)
    screen.until(lambda: "upload" in page.cards)
    assert (page.cards["submit"].box.isEnabled(), page.cards["upload"].box.isEnabled()) == (True, False)
    page.cards["submit"].box.click()

    screen.until(lambda: desk.open_audit(audit.id).filing.get("submit"))
    assert desk.open_audit(audit.id).filing["submit"].done


@pytest.mark.parametrize(
    ("tool", "values", "said"),
    [
        ("dur-collaborative-audit", {}, ""),
        ("bra-live-audit", {paths.OVERALL_GRADE: "requires_improvement"}, "Requires Improvement or inadequate"),
    ],
)
def test_d11_what_poor_grades_are_called_follows_the_authority_and_is_not_said_where_there_are_none(
    screen: Screen, tool: str, values: dict[str, Value], said: str
) -> None:
    desk = screen.opened.desk
    signed_in_full(desk, tool, values)
    desk.work.bring_up_to_date()

    home = screen.home()
    groups = [button.accessibleName() for button in home.buttons if button.text() == "See"]
    assert [one for one in groups if "mprovement" in one or "nadequate" in one] == ([f"See: {said}"] if said else [])
    page = screen.go(Place.WORK, DueWorkPage)
    screen.until(lambda: page.model.rowCount() > 0)

    offered = [page.which.itemText(row) for row in range(page.which.count())]
    assert offered[3:] == ([said] if said else [])
    if said:
        screen.press_on_home(said)
        narrowed = screen.listed()
        assert narrowed.question.which is Which.POOR
