"""Drawing signed audits for a panel in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.audit_link import linked_audits
from qa_desktop.domain.dip_sample import said_of
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Workers
from qa_desktop.ui.look_again_wiring import LookAgainWays, LookAgainWiring
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("panel")) / "profile", "Olu Officer", Role.QA_OFFICER)
    made.desk.authority_settings.choose("bracknell-forest")
    for _ in range(2):
        sign_an_audit(made.desk)
    yield made
    made.desk.close()


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def wiring(
    office: OpenDesk, workers: Workers, theme: Theme, look: Look, qtbot: QtBot, opened: list[str]
) -> LookAgainWiring:
    made = LookAgainWiring(office.desk, workers, LookAgainWays(opened.append, lambda: None))
    window = MainWindow(theme, [workers.database])
    window.show_page(made.page)
    show(qtbot, window, look)
    qtbot.waitUntil(made.page.draw_button.isEnabled)
    return made


def test_b8_a_panel_draws_audits_and_opens_the_record_of_each(
    wiring: LookAgainWiring, office: OpenDesk, qtbot: QtBot, opened: list[str]
) -> None:
    page = wiring.page
    assert page.record.currentText() == "Audit validation panel"
    page.number.setCurrentIndex(1)

    page.draw_button.click()
    qtbot.waitUntil(lambda: len(page.buttons) == 2)
    page.buttons[0].click()

    record = office.desk.open_audit(AuditId(opened[0]))
    assert record.tool.id == "bra-validation-panel"
    for _ in range(3):
        QApplication.processEvents()
    assert walk(page.window()) == []


def test_too_few_is_said_where_the_choice_is_made(wiring: LookAgainWiring, qtbot: QtBot) -> None:
    page = wiring.page
    page.number.setCurrentIndex(4)

    page.draw_button.click()
    qtbot.waitUntil(page.trouble.isVisible)

    said = " ".join(label.text() for label in page.trouble.findChildren(QLabel))
    assert "2 audits that can be looked at were signed in 2026-11; you asked for 5." in said
    assert page.draw_button.isEnabled()
    assert page.buttons == []


def test_s4_audits_are_chosen_for_a_theme_where_they_are_drawn(
    wiring: LookAgainWiring, office: OpenDesk, qtbot: QtBot, opened: list[str]
) -> None:
    page = wiring.page
    assert page.audits.isHidden()
    page.basis.setCurrentIndex(1)
    page.basis.activated.emit(1)
    qtbot.waitUntil(lambda: len(page.boxes) == 2)
    obstacles = walk(page.window())
    page.draw_button.click()
    said = " ".join(label.text() for label in page.trouble.findChildren(QLabel))

    wanted, box = next(iter(page.boxes.items()))
    box.setChecked(True)
    page.theme.setText("Plans after a step down")
    page.draw_button.click()
    qtbot.waitUntil(lambda: len(page.buttons) == 1)
    page.buttons[0].click()

    record = office.desk.open_audit(AuditId(opened[0]))
    assert obstacles == []
    assert "Say what the theme is" in said
    assert linked_audits(record) == (wanted,)
    assert not said_of(record)[0]
