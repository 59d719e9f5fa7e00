"""An audit signed in one window comes into the officer's inbox in another, through a real server over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import SystemClock
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.record import Role
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.settings import resources_dir
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme, load_window_fonts
from tests.desks import sign_an_audit
from tests.sync.keyring_in_memory import Keyring
from tests.sync.server.laptops import Server
from tests.sync.signed_in import signed_in

BACKEND = "tests.sync.keyring_in_memory.Keyring"


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> type[Keyring]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", BACKEND)
    Keyring.kept.clear()
    return Keyring


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    yield made
    made.stop()


def test_what_one_signs_the_officer_finds_in_the_inbox_with_its_note(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, server: Server, workers: Workers
) -> None:
    auditor = signed_in(tmp_path / "auditor", server, "Ada Auditor", Role.AUDITOR)
    officer = signed_in(tmp_path / "officer", server, "Olu Officer", Role.QA_OFFICER)
    audit_id = sign_an_audit(auditor.desk)
    sent = auditor.desk.sync_now(lambda: False)
    load_window_fonts(resources_dir() / "fonts")
    theme = Theme(qapp, Appearance())
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(officer.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, SystemClock())
    navigator.take_desk(officer.desk)
    window.show()

    qtbot.waitUntil(window.top.sync_button.isVisible)
    window.top.sync_button.click()
    inbox_button = window.rail.buttons[Place.INBOX]
    qtbot.waitUntil(lambda: inbox_button.text() == "Inbox 1", timeout=20_000)
    inbox_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page, InboxPage) and window.page.model.rowCount() == 1)
    page = window.page
    assert isinstance(page, InboxPage)
    page.list.setCurrentIndex(page.model.index(0))
    page.open_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page, ReceivedPage) and window.page.open_button.isEnabled())
    received = window.page

    assert sent.outcome is Outcome.DONE
    assert isinstance(received, ReceivedPage)
    assert received.preview.document.pageCount() > 0
    mine, theirs = ({one.id: one.data for one in laptop.desk.documents_of(audit_id)} for laptop in (auditor, officer))
    assert mine
    assert mine == theirs
    workers.stop()
    auditor.desk.close()
    officer.desk.close()
