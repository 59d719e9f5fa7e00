"""Sync in the real window on a real profile: without a server nothing happens, with one everything is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qa_desktop import bootstrap
from qa_desktop.clock import FixedClock
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Role
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import ProfilePlace, resources_dir
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.sync import SyncPage
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.start_up import OpenWindow, WindowNeeds, make_window
from tests.desks import MOMENT, PASSPHRASE, new_desk

NOBODY_THERE = ServerAddress("127.0.0.1", "a1b2c3", port=9, certificate="nobody.crt")


class Opened:
    """The window on an unlocked profile."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        clock, place = FixedClock(MOMENT), ProfilePlace(folder)
        self.qtbot = qtbot
        self.desks: list[Desk] = []
        gate = bootstrap.ProfileKey(place, clock).gate
        self.parts: OpenWindow = make_window(WindowNeeds(gate, place, resources_dir(), clock))
        qtbot.addWidget(self.parts.window)
        self.parts.door.desk_opened.connect(self.desks.append)
        self.parts.window.show()
        self.parts.door.begin()
        qtbot.waitUntil(lambda: isinstance(self.parts.window.page, UnlockPage), timeout=20_000)
        page = self.parts.window.page
        assert isinstance(page, UnlockPage)
        page.line.setText(PASSPHRASE)
        page.open_button.click()
        qtbot.waitUntil(lambda: isinstance(self.parts.window.page, HomePage) and bool(self.desks), timeout=20_000)

    def close(self) -> None:
        for desk in self.desks:
            self.parts.workers.database.submit(desk.close, lambda _: None)
        self.parts.workers.stop()


@pytest.fixture
def opened() -> Iterator[list[Opened]]:
    windows: list[Opened] = []
    yield windows
    for window in windows:
        window.close()


def test_with_a_server_the_sync_page_tells_what_stood_in_the_way(
    qtbot: QtBot, tmp_path: Path, opened: list[Opened]
) -> None:
    mine = new_desk(tmp_path / "mine")
    mine.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    mine.desk.server.set(NOBODY_THERE, None)
    mine.desk.close()
    made = Opened(qtbot, tmp_path / "mine")
    opened.append(made)
    window = made.parts.window
    qtbot.waitUntil(window.top.sync_button.isVisible)
    assert "not synced yet" in window.top.sync_text

    made.parts.navigator.go(Place.SYNC)
    qtbot.waitUntil(lambda: isinstance(window.page, SyncPage))
    page = window.page
    assert isinstance(page, SyncPage)
    qtbot.waitUntil(page.sync_button.isVisible)
    page.sync_button.click()
    qtbot.waitUntil(page.runs.isVisible, timeout=20_000)

    assert made.desks[0].sync_facts().runs[0].words
    assert page.only_here.isVisible()


def test_without_a_server_nothing_is_offered_and_closing_is_not_held_up(
    qtbot: QtBot, tmp_path: Path, opened: list[Opened]
) -> None:
    mine = new_desk(tmp_path / "mine")
    mine.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    mine.desk.close()
    made = Opened(qtbot, tmp_path / "mine")
    opened.append(made)
    window = made.parts.window

    window.close()

    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.top.sync_button.isVisible()


def test_an_officer_is_offered_the_inbox(qtbot: QtBot, tmp_path: Path, opened: list[Opened]) -> None:
    new_desk(tmp_path / "mine", "Olu Officer", Role.QA_OFFICER).desk.close()
    made = Opened(qtbot, tmp_path / "mine")
    opened.append(made)

    qtbot.waitUntil(lambda: not made.parts.window.rail.buttons[Place.INBOX].isHidden())

    assert made.parts.window.menus.action("inbox").isEnabled()
