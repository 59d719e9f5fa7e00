"""Two who audit a case on forms of their own lock their first grades in the window."""

import pytest

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.plan import PlanPage
from tests.acceptance.pairs import QUESTIONS
from tests.desks import OpenDesk
from tests.ui.pages.conftest import Opened, Opener

FORM: dict[str, Value] = {pairs.PAIR: "pair-1", pairs.PART: "lead", paths.header("form"): "lead"}


@pytest.fixture
def opened(opener: Opener, real: OpenDesk) -> Opened:
    found = opener.on_real(real.desk, StartRequest("her-audit", "HER-48", fields=FORM))
    found.shell.go("plan")
    found.settle()
    return found


def page_of(opened: Opened) -> PlanPage:
    page = opened.shell.page
    assert isinstance(page, PlanPage)
    return page


def test_h2_first_grades_are_locked_once_all_are_given_and_then_stay(opened: Opened) -> None:
    card = page_of(opened).first_grades
    assert card.isVisible()
    assert not card.lock_button.isEnabled()
    given: dict[str, Value] = {paths.answer(key): "good" for key in QUESTIONS}
    opened.shell.session.record({**given, paths.OVERALL_GRADE: "good"})
    opened.settle()
    opened.qtbot.waitUntil(card.lock_button.isEnabled)

    card.lock_button.click()
    opened.qtbot.waitUntil(lambda: pairs.is_locked(opened.shell.audit))
    opened.settle()

    assert not card.lock_button.isVisible()
    assert pairs.first_given(opened.shell.audit)["overall"] == "good"
    assert "Talk with the peer auditor" in card.words.text()


def test_an_audit_of_one_person_has_nothing_to_lock(opener: Opener, real: OpenDesk) -> None:
    found = opener.on_real(real.desk, StartRequest("her-audit", "HER-48"))
    found.shell.go("plan")
    found.settle()

    assert not page_of(found).first_grades.isVisible()
