"""Concerns about workers in the window: offered to few, read one at a time, gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.record import Role
from qa_desktop.domain.worker_concern import WorkerConcern
from qa_desktop.services.note_access import Access
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.restricted import RestrictedPage
from qa_desktop.ui.presenters.restricted import RestrictedRow
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.restricted_wiring import RestrictedWays, RestrictedWiring
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.text import Words
from qa_desktop.ui.widgets.two_line_list import TwoLines
from tests.acceptance.window import Screen
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show

SECRET = "They were alone with the child behind a locked door"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def row(number: int) -> RestrictedRow:
    concern = WorkerConcern(f"c{number}", AuditId("a1"), PersonId("ben"), NOON, SECRET, "W. Worker")
    lines = TwoLines("Concern of 21 Nov", "Recorded by Ben, beside 48-2207 · Live Case File Audit", "▲ Nobody told yet")
    return RestrictedRow(concern, lines, ("About: W. Worker", SECRET), is_here=True, may_add=True)


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)
    audit = made.desk.open_audit(sign_an_audit(made.desk))
    made.desk.restricted_concerns.record(audit, {"what": SECRET, "about": "W. Worker"})
    yield made
    made.desk.close()


def screen_of(opened: OpenDesk, workers: Workers, qtbot: QtBot, theme: Theme) -> Screen:
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(opened.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, opened.clock)
    navigator.take_desk(opened.desk)
    window.show()
    return Screen(qtbot, window, opened, navigator, workers)


def said(page: RestrictedPage) -> str:
    return " ".join(one.text() for one in page.details.findChildren(Words))


def test_the_page_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    page = RestrictedPage()
    page.show_rows(tuple(row(number) for number in range(9)))
    page.list.setCurrentIndex(page.model.index(0))
    show(qtbot, page, look)

    assert walk(page) == []


def test_an_officer_finds_it_by_the_inbox_reads_it_and_says_what_came_of_it(
    officer: OpenDesk, workers: Workers, qtbot: QtBot, theme: Theme
) -> None:
    screen = screen_of(officer, workers, qtbot, theme)
    screen.navigator.go(Place.INBOX)
    screen.wait(InboxPage).restricted_button.click()
    page = screen.wait(RestrictedPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    before = said(page)
    page.list.setCurrentIndex(page.model.index(0))

    wiring = page.findChild(RestrictedWiring)
    assert wiring is not None
    page.add_button.click()
    qtbot.waitUntil(lambda: wiring.dialog is not None)
    assert wiring.dialog is not None
    wiring.dialog.outcome.set_text("The LADO looks into it")
    wiring.dialog.record_button.click()

    qtbot.waitUntil(lambda: "The LADO looks into it" in said(page))
    assert SECRET not in before
    assert SECRET in said(page)
    assert officer.desk.restricted_concerns.all()[0].outcome == "The LADO looks into it"
    screen.navigator.leave_server()


def test_a_manager_is_offered_nothing(tmp_path: Path, workers: Workers, qtbot: QtBot, theme: Theme) -> None:
    manager = new_desk(tmp_path / "manager", "Mo Manager", Role.MANAGER)
    screen = screen_of(manager, workers, qtbot, theme)
    screen.navigator.go(Place.INBOX)

    assert screen.wait(InboxPage).restricted_button.isHidden()
    screen.navigator.leave_server()
    manager.desk.close()


@pytest.mark.usefixtures("theme")
def test_reading_what_somebody_else_recorded_is_noted_once(officer: OpenDesk, workers: Workers, qtbot: QtBot) -> None:
    noted: list[Access] = []

    class Sharing:
        def note_access(self, _audits: object, access: Access) -> None:
            noted.append(access)

    sent: list[int] = []
    desk = replace(officer.desk, sharing=Sharing())  # type: ignore[arg-type] # notes alone are looked at
    wiring = RestrictedWiring(desk, workers, RestrictedWays(lambda _: None, lambda: None, lambda: sent.append(1)))
    qtbot.addWidget(wiring.page)
    qtbot.waitUntil(lambda: wiring.page.model.rowCount() == 1)
    wiring.page.list.setCurrentIndex(wiring.page.model.index(0))
    assert wiring.page.chosen is not None

    wiring.page.show_rows((row(1), row(2)))
    for place in (0, 1, 0):
        wiring.page.list.setCurrentIndex(wiring.page.model.index(place))

    qtbot.waitUntil(lambda: len(sent) == 2)
    assert noted == [Access.RESTRICTED_READ] * 2
