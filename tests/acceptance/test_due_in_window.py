"""Due work in the window: from the home page to the list, and from a line to the page of its audit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.pages.observed import ObservedPage
from tests.acceptance.due import MET, at, signed_after_meeting
from tests.acceptance.window import Screen


def test_b7_the_officers_home_leads_to_the_audits_with_a_poor_grade(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    for subject, grade in (("Good", "good"), ("Poor", "requires_improvement")):
        signed_after_meeting(screen.opened, "bra-live-audit", {paths.OVERALL_GRADE: grade}, subject=subject)

    screen.press_on_home("Requires Improvement or inadequate")

    page = screen.listed()
    assert {row.line.subject for row in page.model.rows} == {"Poor"}
    page.list.setCurrentIndex(page.model.index(0, 0))
    page.open_button.click()
    assert screen.wait(AuditShell).audit.subject == "Poor"


def test_r9_the_observation_that_question_10_raises_is_listed_and_marked_as_done(screen: Screen, qtbot: QtBot) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    signed_after_meeting(screen.opened, "roc-supervision-file", {paths.answer("roc-sup.10"): "yes"})

    screen.press_on_home("Tasks from answers")

    page = screen.listed()
    (row,) = page.model.rows
    assert (row.line.kind, "observation" in row.title) == (WorkKind.FOLLOW_UP, True)
    page.list.setCurrentIndex(page.model.index(0, 0))
    page.done_button.click()
    qtbot.waitUntil(page.empty.isVisible)
    assert screen.opened.desk.home().work.of_kind["follow_up"] == 0


def test_s3_a_line_of_the_home_page_opens_what_became_of_its_audit(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("slough")
    signed_after_meeting(screen.opened, "slo-case-audit", {paths.answer("slo-case.2"): "no"})

    screen.press_on_home("Individual actions on the case file")

    shell = screen.wait(AuditShell)
    assert isinstance(shell.page, FollowUpPage)


def test_a_store_of_an_earlier_version_is_worked_out_by_itself_when_it_is_opened(screen: Screen, qtbot: QtBot) -> None:
    opened = screen.opened
    signed_after_meeting(opened, "slo-case-audit")
    with opened.store._write() as run:
        run("DELETE FROM work")
        run("INSERT INTO to_summarise (audit) SELECT id FROM audit")

    screen.navigator.take_desk(opened.desk)

    qtbot.waitUntil(lambda: bool(opened.desk.home().work.lines))
    assert not opened.store.sync.to_summarise()


def test_d3_the_window_shows_who_was_observed_twice_in_a_year_and_who_is_overdue(screen: Screen, qtbot: QtBot) -> None:
    opened = screen.opened
    opened.desk.authority_settings.choose("durham")
    who = {paths.about("practitioner"): "Ben", paths.header("observed_on"): "2026-03-02"}
    signed_after_meeting(opened, "dur-practice-observation", who, met=date(2026, 3, 2), subject="Ben")
    at(opened, MET)
    screen.navigator.go(Place.WORK)
    listed = screen.listed()
    qtbot.waitUntil(listed.observed_button.isVisible)

    listed.observed_button.click()

    page = screen.wait(ObservedPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    words = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Ben, 1 of 2 in the last twelve months · last on 2 Mar, ■ 75 days overdue"
    page.back_button.click()
    screen.wait(DueWorkPage)
