"""A page is made in turns: its focus is there at once, what stands stays where it is, and Tab goes in reading order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qa_desktop.ui.pages.audit_page import AuditPage, stops_in_order
from tests.sample_audits import COMPLETE_BRA, shipped_tool
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener

STEPS = ("home", "about", "section:standard-3", "plan", "sign")
WIDTHS = (1366, 683)


@pytest.fixture(params=WIDTHS)
def opened(request: pytest.FixtureRequest, opener: Opener, bench: Bench) -> Opened:
    made = opener.on_bench(bench, {**COMPLETE_BRA, "person/p1/role": "Line manager"}, shipped_tool("bra-live-audit"))
    made.window.resize(request.param, 768)
    made.shell.go("check")
    made.settle()
    return made


def places(page: AuditPage) -> dict[QLabel, tuple[QPoint, int]]:
    """Return where each word of a page stands, and how wide it is."""
    shown = (label for label in page.sheet.findChildren(QLabel) if label.isVisible() and label.text())
    return {label: (label.mapTo(page.sheet, QPoint(0, 0)), label.width()) for label in shown}


@pytest.mark.parametrize("step", STEPS[1:])
def test_what_stands_after_the_first_turn_stays_where_it_is(opened: Opened, step: str) -> None:
    opened.shell.go(step)
    page = opened.shell.page
    QApplication.processEvents()  # the turn in which the page is painted first, with what stands round it
    first = places(page)
    focused = opened.focused()

    opened.settle()

    assert first
    last = places(page)
    assert {label.text(): last.get(label) for label in first} == {label.text(): first[label] for label in first}
    assert opened.focused() is focused


@pytest.mark.parametrize("step", STEPS)
def test_tab_goes_through_the_whole_page_in_reading_order(opened: Opened, step: str) -> None:
    opened.shell.go(step)
    opened.settle()
    page = opened.shell.page
    stops = [stop for stop in stops_in_order(page) if stop.isVisible() and stop.isEnabled()]

    reached = [stops[0]]
    walker: QWidget | None = stops[0].nextInFocusChain()
    while walker is not None and walker is not stops[0]:
        if walker in stops:
            reached.append(walker)
        walker = walker.nextInFocusChain()

    assert reached == stops
