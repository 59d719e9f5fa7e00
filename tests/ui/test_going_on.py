"""An audit on screen goes on with a newer version of its tool: offered quietly, shown first, then done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.bootstrap import tool_library
from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.newer_version import EarlierVersionsPage, NewerVersionPage
from qa_desktop.ui.presenters.inbox import _history_row
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.domain.two_versions import ANSWERED, FIRST, SECOND
from tests.ui.accessibility import walk
from tests.ui.conftest import LOOKS, Look

SOMEBODY = PersonId("01900000-0000-7000-8000-000000000001")
Kind = TypeVar("Kind", bound=Page)


class Window:
    """A profile in the window, with an audit that was begun with the first version."""

    def __init__(self, qtbot: QtBot, window: MainWindow, navigator: Navigator, opened: OpenDesk) -> None:
        self.qtbot = qtbot
        self.window = window
        self.navigator = navigator
        self.opened = opened
        audit = opened.desk.start_audit(StartRequest("t-steps", "48-2207"))
        self.audit_id: AuditId = opened.desk.record(audit, ANSWERED).audit.id

    def add(self, text: str) -> None:
        """Put a version into the library."""
        file = self.opened.place.folder / "tool.yaml"
        file.write_text(text, encoding="utf-8")
        tool_library(self.opened.place).add(file, self.opened.place.tools)

    def wait(self, kind: type[Kind], other_than: QWidget | None = None) -> Kind:
        """Wait until a page of this kind is on screen, and settled."""
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind) and self.window.page is not other_than)
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def open(self) -> AuditHomePage:
        """Open the audit at its home, and wait until everything that is read for it is shown."""
        before = self.window.page
        self.navigator.open_audit(self.audit_id)
        shell = self.wait(AuditShell, other_than=before)
        self.qtbot.waitUntil(lambda: not self.busy())
        page = shell.page
        assert isinstance(page, AuditHomePage)
        return page

    def busy(self) -> bool:
        """Tell whether the database worker has anything to do, or to tell."""
        done: list[bool] = []
        self.navigator._workers.database.submit(lambda: None, lambda _: done.append(True))
        self.qtbot.waitUntil(lambda: bool(done))
        return False


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile")
    file = tmp_path / "first.yaml"
    file.write_text(FIRST, encoding="utf-8")
    tool_library(made.place).add(file, made.place.tools)
    yield made
    made.desk.close()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, theme: Theme, opened: OpenDesk) -> Iterator[Window]:
    workers = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    main = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(main)
    main.resize(1366, 768)
    place = SettingsPlace(opened.place, has_passphrase=True)
    navigator = Navigator(main, workers, theme, lambda: place, opened.clock)
    navigator.take_desk(opened.desk)
    main.show()
    yield Window(qtbot, main, navigator, opened)
    workers.stop()


def words_on(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.text()]


def test_without_a_newer_version_nothing_is_said(window: Window) -> None:
    home = window.open()

    assert home.version.isHidden()


def test_a_newer_version_is_offered_in_one_line(window: Window) -> None:
    window.add(SECOND)

    home = window.open()

    assert home.version.offer.text == "Version 2.0 of this tool is in use. This audit keeps version 1.0."
    assert home.version.isVisible()
    assert home.version.went_on.isHidden()


def test_nothing_is_offered_in_pair_mode(window: Window) -> None:
    window.add(SECOND)
    home = window.open()

    home.set_pair_mode(on=True)
    quiet = home.version.isHidden()
    home.set_pair_mode(on=False)

    assert (quiet, home.version.isHidden()) == (True, False)


def test_what_would_change_is_shown_and_left_again(window: Window) -> None:
    window.add(SECOND)
    window.open().version.offer.action_requested.emit()

    page = window.wait(NewerVersionPage)
    window.qtbot.waitUntil(lambda: not page._to_make)

    said = words_on(page)
    assert "Go on with version 2.0" in said
    assert any(one.startswith("2 answers stay, 4 entries fall away, 1 new question, ") for one in said)
    assert {"Falls away", "New questions", "The form is empty.", "What did the child say?"} <= set(said)
    assert "Now: Is the plan clear to the family?" in said
    page.back_button.click()
    shell = window.wait(AuditShell)
    assert shell.audit.tool.version == "1.0"


def test_the_audit_goes_on_and_tells_what_it_left_behind(window: Window) -> None:
    window.add(SECOND)
    window.open().version.offer.action_requested.emit()
    window.wait(NewerVersionPage).go_on_button.click()

    shell = window.wait(AuditShell)
    window.busy()

    home = shell.page
    assert isinstance(home, AuditHomePage)
    assert (shell.audit.tool.version, shell.audit.answer("plan").value) == ("2.0", "fair")
    assert home.version.went_on.text() == "Begun with version 1.0, gone on with 2.0 on 21 November 2026."
    assert home.version.earlier.text() == "Read 4 entries of earlier versions"
    home.version.earlier.click()
    page = window.wait(EarlierVersionsPage)
    window.qtbot.waitUntil(lambda: not page._to_make)
    assert {"Is the form filled in?: note", "The form is empty.", "Manager"} <= set(words_on(page))


def test_what_was_typed_is_on_disk_before_the_audit_goes_on(window: Window) -> None:
    window.add(SECOND)
    home = window.open()
    home.session.record({paths.answer("words"): "Typed a moment ago."})

    home.version.offer.action_requested.emit()
    window.wait(NewerVersionPage).go_on_button.click()

    shell = window.wait(AuditShell)
    assert shell.audit.answer("words").value == "Typed a moment ago."


def test_a_refusal_is_said_on_the_page_and_can_be_tried_again(window: Window) -> None:
    window.add(SECOND)
    window.open().version.offer.action_requested.emit()
    page = window.wait(NewerVersionPage)
    window.opened.desk.sharing.parts.hand_over(window.audit_id, SOMEBODY)

    page.go_on_button.click()

    window.qtbot.waitUntil(lambda: not page.problem.isHidden())
    assert "handed this audit" in page.problem.text
    assert page.go_on_button.isEnabled()


def test_a_version_that_another_laptop_went_on_with_is_shown_at_once(window: Window) -> None:
    window.add(SECOND)
    home = window.open()
    shell = window.wait(AuditShell)
    window.opened.desk.go_on(window.audit_id)

    audits = window.navigator._audits
    assert audits is not None
    audits.refresh()

    again = window.wait(AuditShell, other_than=shell)
    assert home.session is not again.session
    assert again.audit.tool.version == "2.0"


def test_the_history_of_a_received_audit_tells_the_versions(window: Window) -> None:
    window.add(SECOND)
    audit = window.opened.desk.go_on(window.audit_id)
    log = window.opened.desk.audit_log(audit.id)

    (row,) = (_history_row(audit, one, window.opened.clock.now()) for one in log if one.what.startswith("go_on"))

    assert (row.title, row.caption) == ("Went on with a newer version of the tool", "1.0 → 2.0")


@pytest.mark.parametrize("look", [LOOKS[1], LOOKS[4]], ids=str)
def test_what_is_said_of_the_version_is_no_obstacle(window: Window, theme: Theme, look: Look) -> None:
    theme.choose(Appearance(look.scheme, look.percent))
    window.window.resize(look.width, look.height)
    window.add(SECOND)
    home = window.open()
    offered = walk(window.window)

    window.opened.desk.go_on(window.audit_id)
    home = window.open()
    QApplication.processEvents()

    assert home.version.earlier.isVisible()
    assert (offered, walk(window.window)) == ([], [])
