"""A person signs in and enrols in the window; the officer approves in theirs; the laptop begins by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.exchange import Outcome
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.pages.devices import DevicesPage
from qa_desktop.ui.pages.settings import SettingsPage
from tests.desks import new_desk
from tests.sync.newcomers import enrolled, newcomer
from tests.sync.server.laptops import Server
from tests.sync.windows import open_window

pytestmark = pytest.mark.usefixtures("keyring")

PATIENCE_MS = 30_000


def settings_of(qtbot: QtBot, window: MainWindow, navigator: Navigator) -> SettingsPage:
    navigator.go(Place.SETTINGS)
    qtbot.waitUntil(lambda: isinstance(window.page, SettingsPage), timeout=PATIENCE_MS)
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def test_a_person_enters_sign_in_and_code_and_the_laptop_waits_and_then_begins(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, server: Server, workers: Workers
) -> None:
    officer = enrolled(tmp_path / "oli", server)
    ada = new_desk(tmp_path / "ada")
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson("Ada Auditor", "auditor", "north"))
    window, navigator = open_window(qtbot, qapp, ada, workers)
    page = settings_of(qtbot, window, navigator)

    page.connection.database.setText(server.database)
    page.connection.server.setText(f"localhost:{server.cluster.port}")
    page.connection.user.setText(access.login)
    page.connection.password.setText(access.password)
    page.connection.authority.setText(str(server.cluster.ca))
    page.connection.keep_button.click()
    qtbot.waitUntil(page.laptop.code.isVisible, timeout=PATIENCE_MS)
    page.laptop.code.setText(access.code)
    page.laptop.enrol_button.click()
    qtbot.waitUntil(lambda: "second person" in window.top.sync_text, timeout=PATIENCE_MS)
    (waiting,) = (one for one in officer.at.desk.devices.list() if one.is_waiting)
    officer.at.desk.devices.approve(waiting)
    window.top.sync_button.click()
    qtbot.waitUntil(page.laptop.laptops_button.isVisible, timeout=PATIENCE_MS)

    assert waiting.fingerprint == page.laptop.fingerprint.text().replace("\n", " ")
    assert ada.desk.standing() is Standing.ENROLLED
    workers.stop()
    ada.desk.close()
    officer.at.desk.close()


def test_an_officer_approves_a_laptop_in_the_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, server: Server, workers: Workers
) -> None:
    officer, ada = enrolled(tmp_path / "oli", server), newcomer(tmp_path / "ada", server)
    ada.at.desk.devices.enrol(ada.access.code)
    officer.at.desk.sync_now(lambda: False)
    window, navigator = open_window(qtbot, qapp, officer.at, workers)
    page = settings_of(qtbot, window, navigator)
    qtbot.waitUntil(page.laptop.laptops_button.isVisible, timeout=PATIENCE_MS)

    page.laptop.laptops_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page, DevicesPage) and len(window.page.rows) > 1, timeout=PATIENCE_MS)
    laptops = window.page
    assert isinstance(laptops, DevicesPage)

    laptops.rows[0].compared.click()
    laptops.rows[0].approve_button.click()
    qtbot.waitUntil(laptops.done.isVisible, timeout=PATIENCE_MS)

    assert laptops.done.text.startswith("Approved: a laptop of Ada Auditor.")
    assert ada.at.desk.sync_now(lambda: False).outcome is Outcome.DONE
    workers.stop()
    ada.at.desk.close()
    officer.at.desk.close()
