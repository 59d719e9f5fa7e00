"""Due work in the window: from the home page to the list, and from a line to the page of its audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.observed import ObservedPage
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.acceptance.due import MET, at, signed_after_meeting
from tests.desks import OpenDesk, new_desk

Kind = TypeVar("Kind", bound=Page)


class Screen:
    """A profile in the window."""

    def __init__(self, qtbot: QtBot, window: MainWindow, opened: OpenDesk, navigator: Navigator) -> None:
        self._qtbot = qtbot
        self.window = window
        self.opened = opened
        self.navigator = navigator

    def wait(self, kind: type[Kind]) -> Kind:
        """Wait until a page of this kind is on screen."""
        self._qtbot.waitUntil(lambda: isinstance(self.window.page, kind))
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def home(self) -> HomePage:
        """Go to the home page and wait for what it shows of due work."""
        self.navigator.go(Place.HOME)
        page = self.wait(HomePage)
        self._qtbot.waitUntil(lambda: any(button.text() == "See" for button in page.buttons))
        return page

    def listed(self) -> DueWorkPage:
        """Return the list of due work with its rows."""
        page = self.wait(DueWorkPage)
        self._qtbot.waitUntil(lambda: page.model.rowCount() > 0)
        return page


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Screen]:
    workers = Workers(Worker("database", qapp), Worker("documents", qapp))
    opened = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(opened.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, opened.clock)
    navigator.take_desk(opened.desk)
    window.show()
    yield Screen(qtbot, window, opened, navigator)
    navigator.leave_server()
    workers.stop()
    opened.desk.close()


def press(page: HomePage, name: str) -> None:
    """Press the button whose name says what is meant."""
    (button,) = (one for one in page.buttons if name in one.accessibleName())
    button.click()


def test_b7_the_officers_home_leads_to_the_audits_with_a_poor_grade(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    for subject, grade in (("Good", "good"), ("Poor", "requires_improvement")):
        signed_after_meeting(screen.opened, "bra-live-audit", {paths.OVERALL_GRADE: grade}, subject=subject)

    press(screen.home(), "Requires improvement or inadequate")

    page = screen.listed()
    assert {row.line.subject for row in page.model.rows} == {"Poor"}
    page.list.setCurrentIndex(page.model.index(0, 0))
    page.open_button.click()
    assert screen.wait(AuditShell).audit.subject == "Poor"


def test_r9_the_observation_that_question_10_raises_is_listed_and_marked_as_done(screen: Screen, qtbot: QtBot) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    signed_after_meeting(screen.opened, "roc-supervision-file", {paths.answer("roc-sup.10"): "yes"})

    press(screen.home(), "Tasks from answers")

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

    press(screen.home(), "Individual actions on the case file")

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
