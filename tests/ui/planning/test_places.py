"""The officer's places in the whole window: who is offered them, where they lead, and what is decided there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.dialogs.give_allocation import GiveAllocation
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.allocations import AllocationsPage
from qa_desktop.ui.pages.draw_list import DrawListPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.programme import ProgrammePage
from qa_desktop.ui.pages.quotas import QuotasPage
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.directories import tell
from tests.ui.planning.conftest import BEN, CAL

P = TypeVar("P", bound=Page)


@dataclass(frozen=True, slots=True)
class Screen:
    """The window of one person."""

    qtbot: QtBot
    window: MainWindow
    workers: Workers
    here: OpenDesk
    navigator: Navigator

    def go(self, place: Place, kind: type[P]) -> P:
        self.navigator.go(place)
        return self.wait(kind)

    def wait(self, kind: type[P]) -> P:
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind))
        self.settle()
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def settle(self) -> None:
        for _ in range(2):
            self.qtbot.waitUntil(lambda: not (self.workers.database.busy or self.workers.documents.busy))
            QApplication.processEvents()


def opened(folder: Path, role: Role, qtbot: QtBot, theme: Theme, workers: Workers) -> Screen:
    here = new_desk(folder, "Oli Owner", role)
    tell(here, BEN, CAL)
    here.desk.authority_settings.choose("slough")
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(here.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, here.clock)
    navigator.take_desk(here.desk)
    window.show()
    return Screen(qtbot, window, workers, here, navigator)


@pytest.fixture
def window_workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    yield made
    made.stop()


@pytest.fixture
def officer(tmp_path: Path, qtbot: QtBot, theme: Theme, window_workers: Workers) -> Iterator[Screen]:
    made = opened(tmp_path / "officer", Role.QA_OFFICER, qtbot, theme, window_workers)
    yield made
    made.navigator.leave_server()
    made.here.desk.close()


def test_what_somebody_declined_is_given_to_whom_has_fewest(officer: Screen) -> None:
    desk = officer.here.desk
    desk.allocate.several([AllocationRequest("Ben Auditor", "slo-case-audit", f"48-{number}") for number in range(2)])
    mine = desk.allocate(AllocationRequest("Oli Owner", "slo-case-audit", "48-9", date(2026, 12, 18)))
    desk.planning.answers.decline(mine.id, "On leave")
    page = officer.go(Place.ALLOCATE, AllocationsPage)
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)
    page.list.setCurrentIndex(page.model.index(0))

    page.give_button.click()
    officer.qtbot.waitUntil(lambda: bool(officer.window.findChildren(GiveAllocation)))
    (dialog,) = officer.window.findChildren(GiveAllocation)
    offered = dialog.give_button.text()
    dialog.give_button.click()
    officer.settle()

    (given,) = [one for one in desk.allocate.known() if one.subject == "48-9"]
    assert offered == "Give to Cal Auditor"
    assert given.person == CAL.key
    assert page.model.rowCount() == 0
    assert "Given" in officer.window.notice_text


def test_an_allocation_is_taken_back_from_the_list(officer: Screen) -> None:
    desk = officer.here.desk
    desk.allocate(AllocationRequest("Ben Auditor", "slo-case-audit", "48-1"))
    page = officer.go(Place.ALLOCATE, AllocationsPage)
    page.list.setCurrentIndex(page.model.index(0))

    page.withdraw_button.click()
    officer.settle()

    assert desk.allocate.known() == ()
    assert page.empty.isVisible()


def test_the_places_lead_to_each_other_and_back(officer: Screen) -> None:
    allocations = officer.go(Place.ALLOCATE, AllocationsPage)
    allocations.draw_button.click()
    listing = officer.wait(DrawListPage)
    listing.left.emit()
    officer.wait(AllocationsPage)
    officer.go(Place.PROGRAMME, ProgrammePage)
    home = officer.go(Place.HOME, HomePage)

    home.quotas_button.click()

    quotas = officer.wait(QuotasPage)
    assert quotas.model.rowCount() == 3
    quotas.left.emit()
    officer.wait(HomePage)


def test_an_auditor_is_offered_the_programme_and_their_own_quota_alone(
    tmp_path: Path, qtbot: QtBot, theme: Theme, window_workers: Workers
) -> None:
    auditor = opened(tmp_path / "auditor", Role.AUDITOR, qtbot, theme, window_workers)
    home = auditor.go(Place.HOME, HomePage)
    auditor.settle()

    assert not auditor.window.rail.buttons[Place.ALLOCATE].isVisible()
    assert auditor.window.rail.buttons[Place.PROGRAMME].isVisible()
    assert not home.quotas_button.isVisible()
    assert home.quota_words == "Case audits: 0 of 2 done"
    auditor.navigator.leave_server()
    auditor.here.desk.close()
