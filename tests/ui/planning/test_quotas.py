"""The page of quotas: by month, with what is missing, and a QA officer says what somebody is."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qa_desktop.ui.pages.quotas import QuotasPage
from qa_desktop.ui.presenters.quotas import QuotaLine, QuotasView
from qa_desktop.ui.quotas_wiring import QuotasWiring
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.planning.conftest import Stage


def test_the_page_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    page = QuotasPage("Home")
    rows = tuple(QuotaLine(str(number), f"Ben {number}", "Case audits", "▲ 1 of 2 done", "b") for number in range(9))
    page.show_view(QuotasView("Quotas of November 2026", "9 missing.", rows, (("", "As usual"),), True, ("", "")))
    show(qtbot, page, look)
    page.list.setCurrentIndex(page.model.index(0))

    assert walk(page) == []


def test_everybody_is_counted_and_a_post_that_is_chosen_counts_at_once(officer: Stage) -> None:
    desk = officer.here.desk
    desk.authority_settings.choose("slough")
    said: list[bool] = []
    wiring = QuotasWiring(desk, officer.workers, ("Home", lambda: None), lambda: said.append(True))
    page = wiring.page
    officer.window.show_page(page)
    officer.settle()
    before = {row.title: row.right for row in page.rows.shown}

    page.which.setCurrentIndex(2)
    page.which.activated.emit(2)
    without = [row.title for row in page.rows.shown]
    page.list.setCurrentIndex(page.model.index(0))
    page.post.setCurrentIndex(page.post.findData("Head of Service"))
    page.post.activated.emit(1)
    officer.settle()
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)

    assert before["Ben Auditor"] == "▲ 0 of 2 done, 2 missing"
    assert without == ["Oli Officer"]
    assert said == [True]
    assert "Oli Officer" in [row.title for row in page.rows.shown]
    assert page.head.title.text() == "Quotas of November 2026"
    page.earlier.click()
    officer.settle()
    assert page.head.title.text() == "Quotas of October 2026"
