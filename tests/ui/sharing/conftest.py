"""Two people's windows with one audit, on real profiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.dialogs.give_part import GivePart
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.sharing_wiring import SharingWays, SharingWiring
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import SecondaryButton
from tests.desks import OpenDesk, new_desk


@dataclass
class Side:
    """One person's window with an audit open."""

    wiring: SharingWiring
    window: MainWindow
    shell: AuditShell
    given: list[str]

    @property
    def home(self) -> AuditHomePage:
        page = self.shell.page
        assert isinstance(page, AuditHomePage)
        return page

    def share_button(self) -> SecondaryButton | None:
        """Return the button that hands over, where the page offers it."""
        buttons = (one for one in self.home.findChildren(SecondaryButton) if not one.isHidden())
        return next((one for one in buttons if one.text() == "Hand over or share"), None)

    def ask(self, qtbot: QtBot) -> GivePart:
        """Press the button and return the dialog."""
        qtbot.waitUntil(lambda: self.share_button() is not None)
        button = self.share_button()
        assert button is not None
        button.click()
        qtbot.waitUntil(lambda: self.wiring.dialog is not None and self.wiring.dialog.isVisible())
        assert self.wiring.dialog is not None
        return self.wiring.dialog

    def people(self) -> list[str]:
        """Return what the card of people says: names and parts in turn."""
        return [label.text() for label in self.home._people.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    yield made
    made.stop()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[OpenDesk, OpenDesk]]:
    ada, ben = new_desk(tmp_path / "ada"), new_desk(tmp_path / "ben", "Ben Bell")
    ada.store.bring([ben.desk.owner], [], [])
    ben.store.bring([ada.desk.owner], [], [])
    yield ada, ben
    ada.desk.close()
    ben.desk.close()


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


class Open(Protocol):
    def __call__(self, one: OpenDesk, audit_id: AuditId, *, unreachable: bool = False) -> Side: ...


@pytest.fixture
def open_audit(qtbot: QtBot, theme: Theme, workers: Workers) -> Open:
    def opened(one: OpenDesk, audit_id: AuditId, *, unreachable: bool = False) -> Side:
        given: list[str] = []
        window = MainWindow(theme, [workers.database, workers.documents])
        qtbot.addWidget(window)
        shell = AuditShell(one.desk, workers, one.desk.open_audit(audit_id))
        ways = SharingWays(lambda: given.append(str(audit_id)), lambda: not unreachable)
        wiring = SharingWiring(one.desk, workers, window, ways)
        wiring.attach(shell)
        shell.open_at()
        window.show_page(shell, full_width=True)
        window.show()
        qtbot.waitUntil(lambda: shell.page.is_complete)
        return Side(wiring, window, shell, given)

    return opened


def begun(one: OpenDesk) -> AuditId:
    return one.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker")).id


def carry(audit_id: AuditId, sender: OpenDesk, receiver: OpenDesk) -> None:
    """Bring an audit from one laptop to another, as sync does."""
    pinned = sender.store.load(audit_id).tool_hash
    receiver.store.keep_tool(pinned, sender.store.tool_definition(pinned))
    receiver.store.bring([sender.desk.owner], sender.store.operations(audit_id), [])


def choose(dialog: GivePart, name: str) -> None:
    dialog.list.setCurrentIndex(dialog.model.index(names(dialog).index(name)))


def names(dialog: GivePart) -> list[str]:
    return [dialog.model.index(row).data() for row in range(dialog.model.rowCount())]
