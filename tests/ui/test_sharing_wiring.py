"""The window says whose an audit is and who has a part in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.sharing_wiring import SharingWiring
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk


@dataclass
class Side:
    """One person's window with an audit open."""

    wiring: SharingWiring
    window: MainWindow
    shell: AuditShell

    @property
    def home(self) -> AuditHomePage:
        page = self.shell.page
        assert isinstance(page, AuditHomePage)
        return page

    def people(self) -> list[str]:
        """Return what the card of people says: names and parts in turn."""
        return [label.text() for label in self.home._people.findChildren(QLabel) if not label.isHidden()]


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


Open = Callable[[OpenDesk, AuditId], Side]


@pytest.fixture
def open_audit(qtbot: QtBot, theme: Theme, workers: Workers) -> Open:
    def opened(one: OpenDesk, audit_id: AuditId) -> Side:
        window = MainWindow(theme, [workers.database, workers.documents])
        qtbot.addWidget(window)
        shell = AuditShell(one.desk, workers, one.desk.open_audit(audit_id))
        wiring = SharingWiring(one.desk, workers, window)
        wiring.attach(shell)
        shell.open_at()
        window.show_page(shell, full_width=True)
        window.show()
        return Side(wiring, window, shell)

    return opened


def begun(one: OpenDesk) -> AuditId:
    return one.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker")).id


def carry(audit_id: AuditId, sender: OpenDesk, receiver: OpenDesk) -> None:
    """Bring an audit from one laptop to another, as sync does."""
    pinned = sender.store.load(audit_id).tool_hash
    receiver.store.keep_tool(pinned, sender.store.tool_definition(pinned))
    receiver.store.bring([sender.desk.owner], sender.store.operations(audit_id), [])


def test_the_home_of_a_shared_audit_names_its_owner_and_not_who_reads_it(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    carry(audit_id, ada, ben)

    side = open_audit(ben, audit_id)

    qtbot.waitUntil(lambda: "Ada Auditor" in side.people())
    shown = side.people()
    assert shown[shown.index("Ada Auditor") + 1] == ada.desk.open_audit(audit_id).tool.words.auditor
    assert shown[shown.index("Ben Bell") + 1] == "Peer auditor"


def test_the_home_of_an_audit_that_was_handed_over_names_the_new_owner(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    ada.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)

    side = open_audit(ada, audit_id)

    qtbot.waitUntil(lambda: "Ben Bell" in side.people())
    assert "Ada Auditor" not in side.people()


def test_an_officer_who_only_reads_an_audit_is_not_shown_as_its_auditor(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk], officer: OpenDesk
) -> None:
    ada, _ = two
    audit_id = begun(ada)
    carry(audit_id, ada, officer)

    side = open_audit(officer, audit_id)

    qtbot.waitUntil(lambda: "Ada Auditor" in side.people())
    assert "Olu Officer" not in side.people()
