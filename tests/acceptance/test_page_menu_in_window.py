"""The menu "This page" holds every action of every list, as its buttons are, and is worked by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.actions import ActionsPage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.home import HomePage
from tests.acceptance.window import OpenScreen, Screen, choose
from tests.full_audits import actions, signed_in_full

LISTS: dict[Place, dict[str, bool | None]] = {
    Place.HOME: {"Start an audit": True},
    Place.AUDITS: {"Open": False, "Start an audit": True},
    Place.WORK: {"Open": False, "Mark as done": False, "Calendar file": None},
    Place.ACTIONS: {"Open": False, "Copy the message": False, "Give to somebody else": False, "Draft messages": None},
    Place.IMPROVEMENTS: {"Open": False, "Draft messages": None},
    Place.PROGRAMME: {"Earlier": True, "Later": True, "Plan something": True},
    Place.REGISTERS: {"Open": False, "Good practice": True},
    Place.INSIGHT: {"Save as picture": None, "Save as spreadsheet": None},
    Place.ALLOCATE: {"Draw cases": True, "Allocate one case": True},
    Place.TOOLS: {"Write a tool": True, "Bring in from a spreadsheet": True},
    Place.SYNC: {"Connection settings": True},
}
"""Some of what can be done on each list, and whether it can before there is anything; None where that follows later."""


def opened_menu(screen: Screen) -> dict[str, QAction]:
    menu = screen.window.menus.page_menu
    menu.aboutToShow.emit()
    return {one.text().split("\t")[0].replace("&", ""): one for one in menu.actions()}


@pytest.mark.parametrize("place", LISTS, ids=lambda one: one.value)
def test_every_list_has_its_actions_in_the_menu_as_its_buttons_are(screen: Screen, place: Place) -> None:
    wanted = LISTS[place]
    screen.navigator.go(place)

    screen.until(lambda: wanted.keys() <= opened_menu(screen).keys())
    told = {name: one.isEnabled() for name, one in opened_menu(screen).items()}
    page = screen.window.page
    assert page is not None
    seen = {one.text(): one.isEnabled() for one in page.findChildren(QPushButton) if one.isVisible()}

    assert {name: can for name, can in told.items() if name in wanted} == {name: seen[name] for name in wanted}
    assert all(told[name] is can for name, can in wanted.items() if can is not None)
    assert screen.window.menus.page_menu.menuAction().isVisible()


@pytest.mark.parametrize("place", LISTS, ids=lambda one: one.value)
def test_no_two_entries_of_a_menu_have_one_letter_and_none_takes_a_key_of_the_window(
    screen: Screen, place: Place
) -> None:
    screen.navigator.go(place)
    screen.until(lambda: LISTS[place].keys() <= opened_menu(screen).keys())

    entries = screen.window.menus.page_menu.actions()
    letters = [one.text().split("&", 1)[1][0].casefold() for one in entries if "&" in one.text()]

    assert len(letters) == len(entries) == len(set(letters))
    assert [one.shortcuts() for one in entries] == [[] for _ in entries]


def test_an_entry_does_what_its_button_does_once_a_row_is_chosen(screen: Screen) -> None:
    signed_in_full(screen.opened.desk, "bra-live-audit", actions(("now", "2027-02-28")))
    page = screen.go(Place.ACTIONS, ActionsPage)
    screen.until(lambda: page.model.rowCount() == 1)
    before = opened_menu(screen)["Open"].isEnabled()
    choose(page.list)

    after = opened_menu(screen)
    assert (before, after["Open"].isEnabled(), after["Give to somebody else"].isEnabled()) == (False, True, True)
    after["Open"].trigger()

    assert screen.wait(AuditShell).audit.subject == "48-7"


def test_the_menu_is_worked_by_its_letters(screen: Screen) -> None:
    signed_in_full(screen.opened.desk, "bra-live-audit", {})
    page = screen.go(Place.AUDITS, AuditsPage)
    screen.until(lambda: page.model.rowCount() == 1)
    choose(page.list)
    menu = screen.window.menus.page_menu
    entry = opened_menu(screen)["Open"].text()

    menu.popup(screen.window.mapToGlobal(screen.window.rect().center()))
    QTest.keyClick(menu, getattr(Qt.Key, f"Key_{entry.split('&', 1)[1][0].upper()}"))

    assert screen.wait(AuditShell).audit.subject == "48-7"


def test_a_key_that_a_button_shows_is_shown_in_the_menu_and_still_acts_once(screen: Screen) -> None:
    screen.navigator.go(Place.HOME)
    screen.wait(HomePage)
    asked: list[str] = []
    screen.window.start_requested.connect(lambda: asked.append("start"))

    shown = opened_menu(screen)["Start an audit"].text().split("\t")[1]
    screen.window.menus.action("start").trigger()

    assert (shown, asked) == ("Ctrl+N", ["start"])


def test_a_manager_finds_only_what_a_manager_may_do(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.MANAGER)
    screen.go(Place.WORK, DueWorkPage)
    page: Page | None = screen.window.page
    assert page is not None

    hidden = [one.text() for one in page.findChildren(QPushButton) if one.text() and not one.isVisibleTo(page)]

    assert hidden
    assert not set(hidden) & set(opened_menu(screen))
