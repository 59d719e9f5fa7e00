"""Two-seat grading in the window: unseen choices, the hand-over, looking together, and what becomes of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.two_seats import Moment
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.seats import SeatsPage
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.sign import SignPage
from qa_desktop.ui.widgets.grade import GradeBadge
from qa_desktop.ui.widgets.grade_card import GradeCard
from tests.ui.audit_bench import AUDIT, Bench, audit_of, small_tool, staged_tool
from tests.ui.pages.conftest import Opened, Opener
from tests.ui.pages.test_audit_sign import BOTH, READY

GRADE = paths.answer("q.1")
KEY = (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def begun(bench: Bench, opener: Opener, step: str = "section:plan_section") -> tuple[Opened, SeatsPage]:
    opened = opener.on_bench(bench, READY | BOTH)
    opened.shell.go(step)
    QTest.keyClick(opened.focused(), *KEY)
    page = opened.shell.page
    assert isinstance(page, SeatsPage)
    return opened, page


def choose(page: SeatsPage, number: int | None) -> None:
    """Let whoever's turn it is choose a grade by its place, or skip."""
    if number is None:
        page.buttons[1].click()
        return
    assert page.group is not None
    page.group.cards[number].click()
    page.buttons[0].click()


def both(page: SeatsPage, first: int | None, second: int | None) -> None:
    choose(page, first)
    page.buttons[0].click()
    choose(page, second)


def shown(page: QWidget) -> str:
    """Return every word on the page, badges and chosen cards included."""
    QApplication.processEvents()
    words = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    words += [one.accessibleName() for one in page.findChildren(GradeBadge) if one.isVisible()]
    words += [
        f"chosen {one.point.label}" for one in page.findChildren(GradeCard) if one.isVisible() and one.isChecked()
    ]
    return " | ".join(words)


def test_it_is_offered_beside_a_grade_and_beside_the_overall_grade(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY)
    opened.shell.go("section:plan_section")
    section = opened.shell.page
    assert isinstance(section, SectionPage)

    assert section.seats.button.isVisible()
    section.seats.button.click()
    assert opened.shell.step == "seats"
    opened.shell.go("plan")
    assert isinstance(opened.shell.page, PlanPage)
    assert opened.shell.page.grade_at_hand() == paths.OVERALL_GRADE


@pytest.mark.parametrize(("step", "there"), [("section:matrix_section", True), ("section:form_section", False)])
def test_the_menu_offers_it_where_a_grade_is_at_hand(bench: Bench, opener: Opener, step: str, *, there: bool) -> None:
    opened = opener.on_bench(bench, READY)

    opened.shell.go(step)

    actions = {one.text(): one.isEnabled() for one in opened.shell.page_actions()}
    assert actions["Each chooses first"] is there


def test_it_is_absent_where_the_tool_has_no_grades_and_once_it_is_signed(bench: Bench, opener: Opener) -> None:
    without = opener.on_bench(bench, {}, staged_tool())
    without.shell.go("plan")
    signed = opener.on_bench(bench, READY | BOTH, signed=True)
    signed.shell.go("section:plan_section")
    page = signed.shell.page
    assert isinstance(page, SectionPage)

    assert without.shell.page.grade_at_hand() == ""
    assert not page.seats.button.isVisible()


def test_the_first_choice_is_nowhere_to_be_seen_until_both_had_their_turn(bench: Bench, opener: Opener) -> None:
    _, page = begun(bench, opener)

    choose(page, 0)
    handing = shown(page)
    page.buttons[0].click()
    second = shown(page)
    choose(page, 2)

    assert "Hand the laptop over" in handing
    assert "Outstanding" not in handing
    assert "Auditor chooses now" in second
    assert "chosen" not in second
    assert "Outstanding" in shown(page)
    assert "Requires improvement" in shown(page)
    assert bench.store.values() == {}


def test_nothing_goes_on_before_somebody_chooses_or_skips(bench: Bench, opener: Opener) -> None:
    _, page = begun(bench, opener)

    assert not page.buttons[0].isEnabled()
    choose(page, None)

    assert page.seats.moment is Moment.HAND_OVER


def test_what_both_chose_becomes_the_grade_with_one_press(bench: Bench, opener: Opener) -> None:
    opened, page = begun(bench, opener)
    both(page, 1, 1)

    page.buttons[0].click()
    opened.settle()

    assert bench.store.values() == {GRADE: "G"}
    assert opened.shell.step == "section:plan_section"


def test_a_difference_is_talked_about_and_leaves_nothing(bench: Bench, opener: Opener) -> None:
    opened, page = begun(bench, opener)
    both(page, 1, 2)

    page.buttons[0].click()
    opened.settle()

    assert (opened.shell.step, bench.store.values()) == ("section:plan_section", {})


def test_a_difference_that_remains_is_recorded_with_both_views(bench: Bench, opener: Opener) -> None:
    opened, page = begun(bench, opener, "plan")
    both(page, 1, 2)

    page.buttons[1].click()
    opened.settle()

    (found,) = opened.shell.audit.disagreements
    assert (found.about, found.auditor_view, found.practitioner_view) == ("overall", "Requires improvement", "Good")
    assert opened.shell.audit.overall_grade == "RI"
    assert opened.focused().accessibleName() == "Auditor's view"


def test_who_skips_is_told_and_no_difference_is_offered(bench: Bench, opener: Opener) -> None:
    _, page = begun(bench, opener)

    both(page, None, 2)

    assert "Skipped" in shown(page)
    assert [button.text() for button in page.buttons] == ["Choose together"]


def test_beginning_again_forgets_what_was_not_revealed(bench: Bench, opener: Opener) -> None:
    opened, page = begun(bench, opener)
    choose(page, 0)

    opened.shell.go("section:plan_section")
    QTest.keyClick(opened.focused(), *KEY)

    assert page.seats.choices == ()
    assert not opened.shell.session.first_choices


@pytest.mark.parametrize("ticks", [(True, True), (True, False), (False, True), (False, False)])
def test_choices_are_thrown_away_at_signing_unless_both_keep_them(
    bench: Bench, opener: Opener, ticks: tuple[bool, bool]
) -> None:
    signed = audit_of(small_tool(), READY | BOTH, signed=True)
    bench.services = {"sign_audit": lambda audit_id, _pin: {AUDIT: signed}[audit_id]}
    opened, page = begun(bench, opener)
    both(page, 0, 2)
    opened.shell.go("sign")
    sign = opened.shell.page
    assert isinstance(sign, SignPage)
    assert sign.first_choices.isVisible()

    for box, on in zip(sign.first_choices.boxes, ticks, strict=True):
        box.setChecked(on)
    sign.finish()
    opened.qtbot.waitUntil(lambda: opened.shell.audit.is_signed)

    kept = {"prep/q.1/first_practitioner": "O", "prep/q.1/first_auditor": "RI"}
    assert bench.store.values() == (kept if all(ticks) else {})
    assert {change.stream.name for batch in bench.store.written for change in batch} <= {"private:owner"}
    assert not opened.shell.session.first_choices
    assert not sign.first_choices.isVisible()


def test_nothing_is_asked_at_signing_where_nobody_chose_apart(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY | BOTH)

    opened.shell.go("sign")
    sign = opened.shell.page

    assert isinstance(sign, SignPage)
    assert not sign.first_choices.isVisible()
