"""What follows from an audit, in the window: dates, actions, ratings that come round, and whom to tell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.tracker import ActionsShown
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import Scope
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.look_again import LookAgainRequest
from qa_desktop.settings import resources_dir
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.actions import ActionsPage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.telling import TellPage
from qa_desktop.ui.presenters.audit_steps import TELL
from qa_desktop.ui.presenters.due_work import Which, WorkQuestion
from qa_desktop.ui.widgets.grade_card import GradeCard
from tests.acceptance.due import MET, at, signed_after_meeting, tell_people
from tests.acceptance.on_screen import words
from tests.acceptance.window import Screen, choose
from tests.full_audits import actions, signed_in_full

SAID = Qt.ItemDataRole.AccessibleTextRole
LATER = "2027-02-28"
FEEDBACK, GIVEN = paths.answer("dur-mod.1"), paths.answer("dur-mod.1.given")


def due(screen: Screen, kind: WorkKind) -> list[str]:
    """Go to the list of due work, choose a kind, and read its lines."""
    page = screen.go(Place.WORK, DueWorkPage)
    page.choose(WorkQuestion(Scope.ALL, Which.ALL, kind))
    screen.until(lambda: page.model.rows and all(row.line.kind is kind for row in page.model.rows))
    return [str(page.model.index(row, 0).data(SAID)) for row in range(len(page.model.rows))]


def tracked(screen: Screen, shown: ActionsShown, many: int) -> list[str]:
    """Go to the list of actions, choose which, and read its lines once there are so many."""
    page = screen.go(Place.ACTIONS, ActionsPage)
    page.choose(shown)
    screen.until(lambda: page.model.rowCount() == many)
    return [str(page.model.index(row, 0).data(SAID)) for row in range(many)]


def test_b5_immediate_actions_and_others_stand_in_the_list_with_their_days(screen: Screen) -> None:
    desk = screen.opened.desk
    desk.authority_settings.choose("bracknell-forest")
    signed_in_full(desk, "bra-live-audit", {**actions(("now", LATER), immediate=True), **actions(("soon", LATER))})

    first, second = tracked(screen, ActionsShown.OPEN, 2)
    screen.opened.clock.moment = datetime(2026, 11, 28, 9, tzinfo=UTC)
    (overdue,) = tracked(screen, ActionsShown.OVERDUE, 1)

    assert ("Do now" in first, "27 Nov" in first) == (True, True)
    assert ("Do soon" in second, "21 Dec" in second) == (True, True)
    assert "Do now" in overdue


def test_r12_remedial_work_of_a_thematic_audit_is_listed_for_the_fifth_day(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    signed_after_meeting(screen.opened, "roc-thematic", actions(("a1", "2026-12-21")))

    remedial = due(screen, WorkKind.DATE)
    (action,) = due(screen, WorkKind.ACTION)

    assert any("emedial" in one and "21 Nov" in one for one in remedial)
    assert "21 Nov" in action


def test_r15_hr_audits_and_iro_notifications_stand_in_one_list_until_they_are_done(screen: Screen) -> None:
    for number, tool in enumerate(("roc-hr-audit", "roc-iro-notification"), start=1):
        signed_in_full(screen.opened.desk, tool, actions((f"a{number}", f"2026-12-0{number}")), tool)

    listed = tracked(screen, ActionsShown.OPEN, 2)
    page = screen.wait(ActionsPage)
    choose(page.list, 1)
    page.open_button.click()

    assert "roc-hr-audit" in listed[0]
    assert "roc-iro-notification" in listed[1]
    assert screen.wait(AuditShell).audit.subject == "roc-iro-notification"


def test_h3_an_allocated_form_says_on_the_home_page_that_it_is_due_in_three_weeks(screen: Screen) -> None:
    opened = screen.opened
    opened.desk.authority_settings.choose("herefordshire")
    tell_people(opened, (opened.desk.owner.id, "Olu Officer", opened.desk.owner.role))
    at(opened, date(2026, 12, 1))
    opened.desk.allocate(AllocationRequest("Olu Officer", "her-audit", "HER-48"))
    screen.navigator.go_home()
    home = screen.wait(HomePage)
    screen.until(lambda: home.allocated.isVisible() and any("HER-48" in one for one in words(home.allocated)))

    told = " ".join(words(home.allocated))
    next(one for one in home.buttons if one.text() == "Start").click()
    begun = screen.wait(AuditShell)
    begun.close_audit(lambda: None)
    (form,) = due(screen, WorkKind.HAND_IN)

    assert "22 Dec" in told
    assert ("HER-48" in form, "22 Dec" in form) == (True, True)


def test_s7_a_rating_comes_round_each_quarter_and_the_authority_sets_its_colours(
    screen: Screen, tmp_path: Path
) -> None:
    opened = screen.opened
    own = tmp_path / "slough.yaml"
    text = (resources_dir() / "authorities" / "slough.yaml").read_text("utf-8")
    blue = '{code: blue, label: Blue, shape: diamond, tone: outstanding, colour: "#1D4FB8"}'
    assert blue in text
    own.write_text(text.replace(blue, blue.replace("label: Blue", 'label: Blue, descriptor: "Closed, no risk left"')))
    opened.desk.authority_settings.choose_file(own)
    rated: dict[str, Value] = {paths.header("rating_date"): MET.isoformat()}
    audit = signed_after_meeting(opened, "slo-brag-tool", rated)

    (again,) = due(screen, WorkKind.ROUND)
    shell = screen.shell(audit.id, "section:oversight")
    cards = shell.page.findChildren(GradeCard)

    assert "16 Feb" in again
    assert [card.point.code for card in cards][:4] == ["blue", "red", "amber", "green"]
    assert cards[0].point.descriptor == "Closed, no risk left"
    assert cards[0].point.colour == "#1D4FB8"


def told_on_page(screen: Screen, tool: str, values: dict[str, Value]) -> tuple[set[str], str]:
    """Return whom the page says that a signed audit is told to, and its first sentence."""
    audit = signed_in_full(screen.opened.desk, tool, values)
    page = screen.shell(audit.id, TELL).page
    assert isinstance(page, TellPage)
    heads = {words(card)[0] for card in page.cards.values()}
    return heads, next(one for one in words(page) if one.startswith("Still to be told"))


def test_h9_the_page_names_all_relevant_staff_and_managers_of_a_completed_audit(screen: Screen) -> None:
    heads, still = told_on_page(screen, "her-audit", {paths.OVERALL_GRADE: "good"})

    assert heads == {"All relevant staff and managers on the case"}
    assert still == "Still to be told: All relevant staff and managers on the case."


def test_s11_the_page_names_manager_worker_and_the_head_of_quality_assurance(screen: Screen) -> None:
    heads, _ = told_on_page(screen, "slo-case-audit", {paths.header("audited_as"): "head_of_service"})

    assert heads == {"Practice Manager", "Social Worker", "Head of Service Safeguarding and Quality Assurance"}


def test_d8_the_feedback_of_a_quarters_moderation_is_written_in_its_record_with_its_day(screen: Screen) -> None:
    desk = screen.opened.desk
    desk.authority_settings.choose("durham")
    signed_in_full(desk, "dur-collaborative-audit", {})
    quarter = ReportPeriod.parse("2026-Q4")
    (record,) = desk.looking_again.again(LookAgainRequest("dur-moderation", quarter, 1, "q4"))
    shell = screen.shell(record.id, "section:feedback")

    for path, typed in ((FEEDBACK, "Plans are graded more kindly."), (GIVEN, "4 January 2027")):
        shell.page.focus_place(path)
        focused = screen.window.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, typed)
        shell.flush()

    assert "At the start of the quarter." in " ".join(words(shell.page))
    screen.until(lambda: shell.audit.value(GIVEN) == "2027-01-04")
    kept = desk.open_audit(record.id)
    assert (kept.subject, kept.value(FEEDBACK)) == ("2026-Q4", "Plans are graded more kindly.")
