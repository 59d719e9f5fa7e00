"""The way in, as a person meets it: setting up, unlocking, a busy profile, a damaged store."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from qa_desktop import bootstrap
from qa_desktop.clock import FixedClock
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import ProfilePlace, resources_dir
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.setup import SetUpPage
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.start_up import OpenWindow, WindowNeeds, make_window
from tests.desks import MOMENT, PASSPHRASE, new_desk


class Opened:
    """A window on a profile folder, with the services once they are there."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        clock = FixedClock(MOMENT)
        place = ProfilePlace(folder)
        self.qtbot = qtbot
        self.desks: list[Desk] = []
        self.parts: OpenWindow = make_window(
            WindowNeeds(bootstrap.ProfileKey(place, clock).gate, place, resources_dir(), clock)
        )
        qtbot.addWidget(self.parts.window)
        self.parts.door.desk_opened.connect(self.desks.append)
        self.parts.window.show()
        self.parts.door.begin()

    @property
    def page(self) -> object:
        return self.parts.window.page

    def wait_for(self, kind: type) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.page, kind), timeout=20_000)

    def wait_for_desk(self) -> Desk:
        self.qtbot.waitUntil(lambda: bool(self.desks), timeout=20_000)
        return self.desks[0]

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


def test_every_window_collects_garbage_on_its_own_thread(qtbot: QtBot, tmp_path: Path, opened: list[Opened]) -> None:
    gc.enable()

    opened.append(Opened(qtbot, tmp_path / "new"))

    assert not gc.isenabled()
    assert opened[0].parts.window.findChild(GarbageRound) is not None


def test_a_new_person_is_led_from_set_up_to_an_empty_home(qtbot: QtBot, tmp_path: Path, opened: list[Opened]) -> None:
    window = Opened(qtbot, tmp_path / "new")
    opened.append(window)
    window.wait_for(SetUpPage)
    page = window.page
    assert isinstance(page, SetUpPage)
    page.name.setText("Ada Auditor")
    page.team.setText("North")
    page.by_passphrase.setChecked(True)
    page.passphrase.setText(PASSPHRASE)
    page.again.setText(PASSPHRASE)
    page.continue_button.click()
    qtbot.waitUntil(page.code.isVisible, timeout=20_000)
    assert len(page.code.code.text().replace("-", "")) >= 26
    assert not page.continue_button.isEnabled()
    page.code.kept.setChecked(True)
    page.continue_button.click()
    window.wait_for(HomePage)
    assert window.wait_for_desk().owner.name == "Ada Auditor"


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(qtbot: QtBot, tmp_path: Path, opened: list[Opened]) -> None:
    new_desk(tmp_path / "mine").desk.close()
    window = Opened(qtbot, tmp_path / "mine")
    opened.append(window)
    window.wait_for(UnlockPage)
    page = window.page
    assert isinstance(page, UnlockPage)
    page.line.setText("not the passphrase")
    page.open_button.click()
    qtbot.waitUntil(lambda: "wrong" in _words(page), timeout=20_000)
    page.line.setText(PASSPHRASE)
    page.open_button.click()
    window.wait_for(HomePage)


def test_a_profile_that_is_open_elsewhere_is_said_and_left_alone(
    qtbot: QtBot, tmp_path: Path, opened: list[Opened]
) -> None:
    first = new_desk(tmp_path / "mine")
    window = Opened(qtbot, tmp_path / "mine")
    opened.append(window)
    window.wait_for(UnlockPage)
    page = window.page
    assert isinstance(page, UnlockPage)
    with qtbot.waitSignal(window.parts.door.stayed_shut, timeout=20_000) as told:
        page.line.setText(PASSPHRASE)
        page.open_button.click()
    assert told.args
    assert "open" in told.args[0].sentence
    assert first.desk.list_audits(SummaryFilter()) == ()
    first.desk.close()


def test_an_audit_opens_at_the_question_where_the_work_stopped(
    qtbot: QtBot, tmp_path: Path, opened: list[Opened]
) -> None:
    mine = new_desk(tmp_path / "mine")
    audit = mine.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    mine.desk.set_place(audit.id, "section:standard-3|answer/bra-live.3/comment", "Child's Plan")
    mine.desk.close()
    window = Opened(qtbot, tmp_path / "mine")
    opened.append(window)
    window.wait_for(UnlockPage)
    page = window.page
    assert isinstance(page, UnlockPage)
    page.line.setText(PASSPHRASE)
    page.open_button.click()
    window.wait_for(HomePage)
    window.parts.navigator.open_audit(audit.id)
    window.wait_for(AuditShell)
    shell = window.page
    assert isinstance(shell, AuditShell)
    assert shell.step == "section:standard-3"


def _words(page: UnlockPage) -> str:
    return " ".join(button.text() for button in page.summary.findChildren(QAbstractButton))
