"""What a person does on the reports page, for the acceptance tests."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.ui.pages.report_part import ReportPartCard
from qa_desktop.ui.pages.reports import ReportsPage
from qa_desktop.ui.reports_wiring import ReportsWiring
from tests.acceptance.window import Screen


def choose(screen: Screen, page: ReportsPage, report: str, period: str = "") -> None:
    """Choose a report, and a period other than the usual one; wait for its parts."""
    screen.until(lambda: page.report.findData(report) >= 0)
    page.report.setCurrentIndex(page.report.findData(report))
    page.report.activated.emit(page.report.currentIndex())
    if period:
        page.period.setCurrentIndex(page.period.findData(period))
        page.period.activated.emit(page.period.currentIndex())
    screen.until(lambda: page.view is not None and (page.view.report, page.view.period) == page.chosen)
    screen.until(lambda: page.turns.is_done)


def card(page: ReportsPage, part: str) -> ReportPartCard:
    """Return the card of a part."""
    return next(one for one in page.cards if one.line.id == part)


def wiring(page: ReportsPage) -> ReportsWiring:
    """Return what joins the page with the services."""
    return next(one for one in page.children() if isinstance(one, ReportsWiring))


def write(page: ReportsPage, part: str, text: str) -> None:
    """Write the words of a part."""
    card(page, part).words.setPlainText(text)
    card(page, part).words.settle()


def saved_text(screen: Screen, page: ReportsPage, folder: Path) -> str:
    """Save the report that is chosen as text, and return the text."""
    joined, (name, period) = wiring(page), page.chosen
    joined.ask_file = lambda file, _kind: str(folder / file)
    page.format.setCurrentIndex(page.format.findData(".txt"))
    page.save_button.click()
    screen.until(lambda: page.trouble.text or (joined.saved and joined.saved.file.name == f"{name}-{period}.txt"))
    assert page.trouble.text == ""
    return (folder / f"{name}-{period}.txt").read_text(encoding="utf-8")
