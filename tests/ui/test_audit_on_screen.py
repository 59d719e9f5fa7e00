"""What the window tells of the audit on screen follows the person from page to page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile")
    yield made
    made.desk.close()


@pytest.fixture
def workers(qapp: QApplication, opened: OpenDesk) -> Iterator[Workers]:
    assert opened.desk.owner.name
    made = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    yield made
    made.stop()


def show(qtbot: QtBot, theme: Theme, workers: Workers, opened: OpenDesk) -> tuple[MainWindow, Navigator]:
    """Open the profile in a window."""
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(opened.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, opened.clock)
    navigator.take_desk(opened.desk)
    return window, navigator


def test_sync_leaves_the_open_audit_alone_until_the_person_goes_elsewhere(
    qtbot: QtBot, theme: Theme, workers: Workers, opened: OpenDesk
) -> None:
    kept: list[AuditId | None] = []
    audit_id = opened.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker")).id
    desk = replace(opened.desk, sharing=replace(opened.desk.sharing, keep_in_sight=kept.append))
    window, navigator = show(qtbot, theme, workers, replace(opened, desk=desk))

    navigator.open_audit(audit_id)
    qtbot.waitUntil(lambda: kept == [audit_id])
    navigator.go(Place.AUDITS)

    qtbot.waitUntil(lambda: kept == [audit_id, None])
    page = window.page
    assert isinstance(page, AuditsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


@pytest.mark.parametrize("is_own", [True, False], ids=["own", "somebody else's"])
def test_opening_an_audit_of_somebody_else_is_recorded(
    qtbot: QtBot, theme: Theme, workers: Workers, opened: OpenDesk, *, is_own: bool
) -> None:
    audit_id = opened.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker")).id
    if not is_own:
        eve = replace(opened.desk.owner, id=PersonId("00000000-0000-7000-8000-000000000001"), name="Eve Auditor")
        opened.store.bring([eve], [], [])
        opened.desk.sharing.parts.hand_over(audit_id, eve.id)
    window, navigator = show(qtbot, theme, workers, opened)

    navigator.open_audit(audit_id)
    qtbot.waitUntil(lambda: isinstance(window.page, AuditShell))

    assert [one.what for one in opened.store.sync.unreported(9)] == ([] if is_own else ["opened"])
