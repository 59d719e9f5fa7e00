"""The whole window over a real profile, for the acceptance tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk

Kind = TypeVar("Kind", bound=Page)


class OpenScreen(Protocol):
    """Opens the window of somebody with a role, over a new profile, once what is `there` before was made."""

    def __call__(self, role: Role, there: Callable[[OpenDesk], object] = ...) -> Screen:
        """Return the window."""
        ...


class Screen:
    """A profile in the window."""

    def __init__(
        self, qtbot: QtBot, window: MainWindow, opened: OpenDesk, navigator: Navigator, workers: Workers
    ) -> None:
        self._qtbot = qtbot
        self.workers = workers
        self.window = window
        self.opened = opened
        self.navigator = navigator

    def wait(self, kind: type[Kind]) -> Kind:
        """Wait until a page of this kind is on screen."""
        self._qtbot.waitUntil(lambda: isinstance(self.window.page, kind))
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def go(self, place: Place, kind: type[Kind]) -> Kind:
        """Go to a place by its button at the left, and wait for its page."""
        self.window.rail.buttons[place].click()
        return self.wait(kind)

    def home(self) -> HomePage:
        """Go to the home page and wait for what it shows of due work."""
        self.navigator.go(Place.HOME)
        page = self.wait(HomePage)
        self._qtbot.waitUntil(lambda: any(button.text() == "See" for button in page.buttons))
        return page

    def press_on_home(self, name: str) -> None:
        """Press the button of the home page whose name says what is meant."""
        (button,) = (one for one in self.home().buttons if name in one.accessibleName())
        button.click()

    def listed(self) -> DueWorkPage:
        """Return the list of due work with its rows."""
        page = self.wait(DueWorkPage)
        self._qtbot.waitUntil(lambda: page.model.rowCount() > 0)
        return page

    def shell(self, audit_id: str, step: str = "") -> AuditShell:
        """Open an audit at one of its pages, and wait for the page."""
        self.navigator.open_audit(audit_id, step)
        self._qtbot.waitUntil(
            lambda: isinstance(self.window.page, AuditShell) and self.window.page.audit.id == audit_id
        )
        shell = self.wait(AuditShell)
        self._qtbot.waitUntil(lambda: shell.page.is_complete)
        return shell

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        # The first question reads the whole library of tools, which takes its time on a busy machine.
        self._qtbot.waitUntil(lambda: bool(holds()), timeout=60_000)


def choose(view: QAbstractItemView, row: int = 0) -> None:
    """Put the cursor on a row of a list."""
    view.setCurrentIndex(view.model().index(row, 0, QModelIndex()))


@pytest.fixture
def open_screen(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, workers: Workers
) -> Iterator[OpenScreen]:
    """Open the window of somebody with a role, over a new profile."""
    assert qapp is not None
    made: list[Screen] = []

    def open_one(role: Role, there: Callable[[OpenDesk], object] = lambda _: None) -> Screen:
        opened = new_desk(tmp_path / role.value, "Olu Officer" if role is Role.QA_OFFICER else "Mo Manager", role)
        there(opened)
        window = MainWindow(theme, [workers.database, workers.documents])
        qtbot.addWidget(window)
        place = SettingsPlace(opened.place, has_passphrase=True)
        navigator = Navigator(window, workers, theme, lambda: place, opened.clock)
        navigator.take_desk(opened.desk)
        window.show()
        made.append(Screen(qtbot, window, opened, navigator, workers))
        return made[-1]

    yield open_one
    for one in made:
        one.navigator.leave_server()
    workers.stop()
    for one in made:
        one.opened.desk.close()


@pytest.fixture
def screen(open_screen: OpenScreen) -> Screen:
    """The window of a QA officer."""
    return open_screen(Role.QA_OFFICER)
