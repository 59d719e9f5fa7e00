"""Nothing is ordered from the window without a preview and a typed reference; the second person's order deletes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.clock import LONDON
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.dialogs.order_disposal import OrderDisposal
from qa_desktop.ui.due_wiring import DueWays, DueWiring
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.pages.due import DuePage
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.presenters.due import ORDERED_BY_TWO
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.services.test_look_after_due import AUTHORITY, DUE_ON, PERIODS, carry
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.due_samples import order_disposal


def within_a_minute(qtbot: QtBot, comes: Callable[[], bool]) -> None:
    """Wait for something; the first question reads the whole library of tools, which takes long on a busy machine."""
    qtbot.waitUntil(comes, timeout=60_000)


@dataclass
class Bench:
    """A window on the page."""

    one: OpenDesk
    window: MainWindow
    wiring: DueWiring
    qtbot: QtBot
    told: list[str] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        model = self.wiring.page.model
        return [model.index(row).data() for row in range(model.rowCount())]

    def wait_for(self, rows: int) -> None:
        page = self.wiring.page
        within_a_minute(self.qtbot, lambda: page.model.rowCount() == rows and not page.busy.is_waiting)

    def choose(self, row: int) -> None:
        page = self.wiring.page
        page.list.setCurrentIndex(page.model.index(row))

    def said(self) -> list[str]:
        return [one.text() for one in self.wiring.page.details.findChildren(QLabel)]

    def ask(self) -> OrderDisposal:
        """Open the preview of the chosen audit by its key."""
        QTest.keyClick(self.wiring.page.list, Qt.Key.Key_Return)
        within_a_minute(self.qtbot, lambda: self.wiring.dialog is not None and self.wiring.dialog.isVisible())
        assert self.wiring.dialog is not None
        return self.wiring.dialog


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def officers(tmp_path: Path) -> Iterator[tuple[OpenDesk, OpenDesk]]:
    oli, ola = (new_desk(tmp_path / name, f"{name} Officer", Role.QA_OFFICER) for name in ("Oli", "Ola"))
    for one in (oli, ola):
        one.desk.authority.pin(AUTHORITY.fingerprint)
        one.desk.authority(AUTHORITY.sign(retention=PERIODS))
    yield oli, ola
    oli.desk.close()
    ola.desk.close()


def opened(one: OpenDesk, qtbot: QtBot, theme: Theme, workers: Workers) -> Bench:
    """Show the page seven years after the audits of these tests were signed."""
    one.clock.moment = datetime(DUE_ON.year, DUE_ON.month, DUE_ON.day, 12, tzinfo=LONDON)
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    told: list[str] = []
    ways = DueWays(lambda: told.append("back"), "Inbox", lambda: told.append("soon"))
    wiring = DueWiring(one.desk, workers, window, ways)
    window.show_page(wiring.page, Place.INBOX)
    window.show()
    return Bench(one, window, wiring, qtbot, told)


def test_a_disposal_is_ordered_by_one_person_and_confirmed_by_another_from_the_keyboard(
    qtbot: QtBot, theme: Theme, workers: Workers, officers: tuple[OpenDesk, OpenDesk]
) -> None:
    oli, ola = officers
    audit = sign_an_audit(oli.desk)
    first = opened(oli, qtbot, theme, workers)
    first.wait_for(1)
    first.choose(0)
    dialog = first.ask()
    assert not dialog.order_button.isEnabled()
    QTest.keyClicks(dialog.line, "48-2207")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    within_a_minute(qtbot, lambda: not first.wiring.page.order_button.isVisible())
    assert first.told == ["soon"]
    assert "A second person has to confirm it." in first.said()

    carry(oli, ola, audit)
    second = opened(ola, qtbot, theme, workers)
    second.wait_for(1)
    second.choose(0)
    assert second.wiring.page.order_button.text() == "Confirm disposal"
    confirming = second.ask()
    confirming.line.setText("48-2207")
    confirming.order_button.click()

    within_a_minute(qtbot, lambda: ORDERED_BY_TWO in second.said())
    assert not second.wiring.page.order_button.isVisible()
    assert second.told == ["soon"]
    oli.store.bring([ola.desk.owner], ola.store.operations(audit), [])
    first.wiring.refresh_standing()
    first.wait_for(0)
    assert first.wiring.page.empty.isVisible()
    assert not oli.desk.documents_of(audit)


@pytest.mark.parametrize("typed", ["", "48-2208", "48-220", "yes"])
def test_nothing_is_ordered_while_something_else_is_typed(
    qtbot: QtBot, theme: Theme, workers: Workers, officers: tuple[OpenDesk, OpenDesk], typed: str
) -> None:
    oli, _ = officers
    sign_an_audit(oli.desk)
    bench = opened(oli, qtbot, theme, workers)
    bench.wait_for(1)
    bench.choose(0)
    dialog = bench.ask()
    dialog.line.setText(typed)

    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    dialog.order_button.click()
    within_a_minute(qtbot, lambda: not (workers.database.busy or workers.documents.busy))

    assert dialog.isVisible()
    assert oli.desk.erase.certificates() == ()


def test_a_key_that_is_pressed_twice_opens_one_preview(
    qtbot: QtBot, theme: Theme, workers: Workers, officers: tuple[OpenDesk, OpenDesk]
) -> None:
    oli, _ = officers
    sign_an_audit(oli.desk)
    bench = opened(oli, qtbot, theme, workers)
    bench.wait_for(1)
    bench.choose(0)

    QTest.keyClick(bench.wiring.page.list, Qt.Key.Key_Return)
    bench.ask()
    within_a_minute(qtbot, lambda: not workers.documents.busy)

    assert len(bench.window.findChildren(OrderDisposal)) == 1
    bench.ask().reject()
    assert bench.wiring.dialog is None


def test_what_a_hold_keeps_says_why_and_offers_its_release_alone(
    qtbot: QtBot, theme: Theme, workers: Workers, officers: tuple[OpenDesk, OpenDesk]
) -> None:
    oli, _ = officers
    audit = sign_an_audit(oli.desk)
    oli.desk.sharing.holds.place(audit, Terms(HoldReason.COURT, "The court has it."))
    bench = opened(oli, qtbot, theme, workers)
    bench.wait_for(1)
    bench.choose(0)
    page = bench.wiring.page
    assert not page.order_button.isVisible()
    assert any("a court asks for it" in words for words in bench.said())
    assert "“The court has it.”" in bench.said()

    page.release_button.click()

    within_a_minute(qtbot, lambda: not page.release_button.isVisible())
    assert oli.desk.sharing.holds.has_asked(audit)


def test_an_order_that_is_refused_says_why_and_the_dialog_stays(
    qtbot: QtBot, theme: Theme, workers: Workers, officers: tuple[OpenDesk, OpenDesk]
) -> None:
    oli, _ = officers
    audit = sign_an_audit(oli.desk)
    bench = opened(oli, qtbot, theme, workers)
    bench.wait_for(1)
    bench.choose(0)
    dialog = bench.ask()
    oli.desk.sharing.holds.place(AuditId(audit), Terms(HoldReason.COMPLAINT))
    dialog.line.setText("48-2207")

    dialog.order_button.click()

    within_a_minute(qtbot, dialog.problem.isVisible)
    assert "on hold" in dialog.problem.text
    assert dialog.isVisible()


def test_whoever_may_not_order_sees_why(qtbot: QtBot, theme: Theme, workers: Workers, tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    bench = opened(auditor, qtbot, theme, workers)

    within_a_minute(qtbot, bench.wiring.page.empty.isVisible)

    said = [one.text() for one in bench.wiring.page.empty.findChildren(QLabel)]
    assert said[0] == "You may not order disposals"
    assert not bench.wiring.page.list.isVisible()
    auditor.desk.close()


@pytest.mark.parametrize("place", [Place.INBOX, Place.SETTINGS])
def test_the_inbox_and_the_settings_lead_there_and_back(
    qtbot: QtBot, theme: Theme, workers: Workers, officers: tuple[OpenDesk, OpenDesk], place: Place
) -> None:
    oli, _ = officers
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    navigator = Navigator(window, workers, theme, lambda: SettingsPlace(oli.place, has_passphrase=True), oli.clock)
    navigator.take_desk(oli.desk)
    navigator.go(place)
    within_a_minute(qtbot, lambda: isinstance(window.page, InboxPage | SettingsPage))
    here = window.page
    assert isinstance(here, InboxPage | SettingsPage)

    here.due_button.click()
    there = window.page
    assert isinstance(there, DuePage)
    there.back_button.click()

    within_a_minute(qtbot, lambda: type(window.page) is type(here))
    assert window.rail.buttons[place].isChecked()


def test_the_preview_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = order_disposal()
    show(qtbot, dialog)

    assert walk(dialog) == []
