"""The page of how far lead and peer agree."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Worker
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.agreement import AgreementPage
from qa_desktop.ui.presenters.agreement import Basis, agreement_view, periods
from qa_desktop.ui.theme import Theme
from tests.services.test_measure_agreement import OCTOBER, measured
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show

TODAY = date(2026, 1, 20)


def page_with(number: int, qtbot: QtBot) -> AgreementPage:
    page = AgreementPage(periods(TODAY))
    page.show_agreement(agreement_view(measured(Role.QA_OFFICER, number)(OCTOBER), Basis.FIRST_GIVEN))
    qtbot.waitUntil(lambda: len(page.cards) == (7 if number else 0))
    return page


def test_the_page_has_no_obstacle(qtbot: QtBot, qapp: QApplication, theme: Theme, look: Look) -> None:
    assert look.percent
    worker = Worker("test", qapp)
    window = MainWindow(theme, [worker])
    window.show_page(page_with(30, qtbot))
    show(qtbot, window, look)

    assert walk(window) == []
    assert window.width() == look.width
    worker.stop()


def test_each_domain_says_its_figures_and_shows_its_table(qtbot: QtBot) -> None:
    page = page_with(30, qtbot)
    qtbot.addWidget(page)

    plans = page.cards[3]

    words = [label.text() for label in plans.findChildren(QLabel)]
    assert "Quality of plans" in words
    assert any(one.startswith("30 pairs. The same grade in 67%") for one in words)
    assert "The lead gave the better grade in 10, the peer in 0." in words
    named = [label.accessibleName() for label in plans.findChildren(QLabel)]
    assert "Good, Inadequate: 10" in named


def test_of_a_few_pairs_nothing_is_told(qtbot: QtBot) -> None:
    page = page_with(19, qtbot)
    qtbot.addWidget(page)

    words = [label.text() for label in page.cards[0].findChildren(QLabel)]

    assert words == ["Overall grade", "19 pairs, too few to tell anything."]


@pytest.mark.parametrize("name", ["2026-01", "2025-02", "2026-Q1", "2025-Q2", "2026", "2025"])
def test_the_last_twelve_months_four_quarters_and_two_years_can_be_chosen(name: str) -> None:
    found = [one for one, _ in periods(TODAY)]

    assert name in found
    assert len(found) == 18
    assert "2025-01" not in found
