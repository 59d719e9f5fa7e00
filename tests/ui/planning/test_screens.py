"""Every page of the officer's plan can be used by keyboard and by ear, in every look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.authority_settings import Selection
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.domain.sampling.share_out import Auditor, Reach
from qa_desktop.services.reallocate import Load
from qa_desktop.ui.background import Worker
from qa_desktop.ui.dialogs.give_allocation import GiveAllocation
from qa_desktop.ui.dialogs.replace_case import ReplaceCase
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.allocations import AllocationsPage
from qa_desktop.ui.pages.draw_list import DrawListPage
from qa_desktop.ui.pages.draw_wish import DrawWishPage
from qa_desktop.ui.pages.drawn import DrawnPage
from qa_desktop.ui.pages.share_out import ShareOutPage
from qa_desktop.ui.presenters.allocations import AllocationsView, GiveView, PlanRow, Showing
from qa_desktop.ui.presenters.draw import ListView, WishView, WrongView
from qa_desktop.ui.presenters.drawn import ShareView, drawn_view
from qa_desktop.ui.theme import Theme
from tests.domain.sampling.lists import population, recorded
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROW = PlanRow("1", "48-2207 · Live Case File Audit", "Ben Auditor · due 18 Dec", "▲ Declined", ("Declined.", "“Away”"))
LOADS = tuple(Load(key, name, "auditor", "North", "East", 3, 12, 2) for key, name in (("b", "Ben"), ("c", "Cal")))  # type: ignore[arg-type] # a plain text is a person's id


def allocations() -> Page:
    page = AllocationsPage()
    rows = (ROW, *(PlanRow(str(number), f"48-{number}", "Ben", "Taken", ("Taken.",)) for number in range(2, 30)))
    page.show_view(AllocationsView(dict.fromkeys(Showing, rows), "29 audits allocated, 1 for you to look at."))
    page.list.setCurrentIndex(page.model.index(0))
    return page


def draw_list() -> Page:
    page = DrawListPage()
    headings = ("Case ID", "Team", "Service", "Case status", "Social worker", "Last audit")
    columns = dict(zip(("reference", "team", "service", "status", "worker", "audited"), headings, strict=True))
    wrong = tuple(WrongView(row, "no case reference") for row in range(2, 40))
    view = ListView(
        "cases.xlsx", headings, columns, ("Open", "Closed"), "Open", "399 cases in 437 rows", ("Look.",), wrong
    )
    page.show_list(view)
    return page


def draw_wish() -> Page:
    page = DrawWishPage()
    selections = (Selection("tier-2", "Tier 2 cases", "random"),)
    columns = (("team", "Team"), ("Plan type", "Plan type"))
    page.show_view(
        WishView(
            "cases.xlsx: 399 cases", columns, (("Open", 300), ("Closed", 99)), (("East", 399),), selections, ("open",)
        )
    )
    page.spread.setCurrentIndex(1)
    page.draw_button.click()  # nothing is filled in: the problems are shown
    return page


def drawn() -> Page:
    page = DrawnPage()
    page.show_drawn(drawn_view(recorded(population(), Scheme(Spread.WHOLE, 4))), can_send=False)
    return page


def share_out() -> Page:
    page = ShareOutPage(TODAY)
    people = tuple(Auditor(one.name, one.person, one.team, one.service, role="Team Manager") for one in LOADS)
    page.show_view(ShareView("Tier 2 cases", people, (("t2", "Tier 2"),), Reach.OWN_TEAM, True, "t2", True))
    return page


PAGES = {one.__name__: one for one in (allocations, draw_list, draw_wish, drawn, share_out)}


@pytest.fixture
def window(qapp: QApplication, theme: Theme) -> Iterator[MainWindow]:
    worker = Worker("test", qapp)
    yield MainWindow(theme, [worker])
    worker.stop()


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
def test_the_page_has_no_obstacle(qtbot: QtBot, window: MainWindow, look: Look, make: Callable[[], Page]) -> None:
    window.show_page(make())
    show(qtbot, window, look)

    assert walk(window) == []
    assert window.width() == look.width


def test_the_dialogs_have_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    give = GiveView("1", "48-2207 · Live Case File Audit", "Ben has it now", LOADS, "c", {"c": (("2", "48-2208"),)})
    for dialog in (GiveAllocation(give), ReplaceCase("48-2207")):
        show(qtbot, dialog)

        assert walk(dialog) == []
