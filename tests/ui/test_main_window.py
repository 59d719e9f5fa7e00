"""The window keeps its promises: one page, pair mode, cover, keys, and a close that loses nothing."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from qa_desktop.errors import DiskProblem
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.background import Worker
from qa_desktop.ui.cover import Cover
from qa_desktop.ui.dialogs.keys_list import KeysList
from qa_desktop.ui.keys import ANYWHERE, AUDIT, GRADES, KEYS, QUOTATIONS
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.top_bar import TopBar
from qa_desktop.ui.widgets.buttons import PrimaryButton
from tests.ui.conftest import show


class Sheet(Page):
    """A page with one line, that remembers what it was asked."""

    suits_pair_mode = True

    def __init__(self) -> None:
        super().__init__("Case 48-2207")
        self.line = QLineEdit()
        self.line.setAccessibleName("Line")
        QVBoxLayout(self).addWidget(self.line)
        self.asked: list[str] = []

    @override
    def focus_first(self) -> None:
        self.line.setFocus()

    @override
    def undo(self) -> None:
        self.asked.append("undo")

    @override
    def redo(self) -> None:
        self.asked.append("redo")

    @override
    def flush(self) -> None:
        self.asked.append("flush")


class Elsewhere(Page):
    """A page that has no place in pair mode."""


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, worker: Worker) -> MainWindow:
    made = MainWindow(theme, [worker])
    show(qtbot, made)
    return made


@pytest.fixture
def page(window: MainWindow) -> Sheet:
    made = Sheet()
    window.show_page(made)
    return made


def press(window: MainWindow, key_id: str) -> None:
    window.menus.action(key_id).trigger()


def test_a_page_that_leaves_the_screen_hands_over_what_was_typed(window: MainWindow, page: Sheet) -> None:
    window.show_page(Elsewhere())

    assert page.asked == ["flush"]


def test_a_page_that_comes_on_screen_takes_the_focus(window: MainWindow, page: Sheet) -> None:
    assert window.focusWidget() is page.line


def test_undo_and_redo_go_to_the_page(window: MainWindow, page: Sheet) -> None:
    press(window, "undo")
    press(window, "redo")

    assert page.asked == ["undo", "redo"]


def test_pair_mode_hides_the_way_to_other_cases(window: MainWindow, page: Sheet) -> None:
    assert page.isVisible()

    press(window, "pair_mode")

    assert window.is_in_pair_mode
    assert not window.rail.isVisible()
    assert not window.menuBar().isVisible()
    assert not window.top.menu_button.isVisible()
    assert not window.menus.action("home").isEnabled()


def test_pair_mode_enlarges_the_text_and_leaving_it_makes_it_small_again(
    window: MainWindow, page: Sheet, theme: Theme
) -> None:
    assert page.isVisible()

    press(window, "pair_mode")
    enlarged = theme.points
    press(window, "pair_mode")

    assert [enlarged, theme.points] == pytest.approx([14.0, 11.0])
    assert window.menuBar().isVisible()


def test_pair_mode_ends_with_the_audit(window: MainWindow, page: Sheet) -> None:
    assert page.isVisible()
    press(window, "pair_mode")

    window.show_page(Elsewhere())

    assert not window.is_in_pair_mode


def test_pair_mode_cannot_begin_on_a_page_with_other_cases(window: MainWindow) -> None:
    window.show_page(Elsewhere())

    window.set_pair_mode(on=True)

    assert not window.is_in_pair_mode


def test_one_key_covers_the_screen_and_uncovers_it_with_the_focus_where_it_was(window: MainWindow, page: Sheet) -> None:
    press(window, "cover")
    covered = (window.is_covered, page.isVisible(), window.menuBar().isVisible())
    press(window, "cover")

    assert covered == (True, False, False)
    assert page.isVisible()
    assert window.focusWidget() is page.line


def test_no_key_acts_under_the_cover_but_uncovering_and_closing(window: MainWindow, page: Sheet) -> None:
    press(window, "cover")
    press(window, "undo")

    alive = {name for name in ("undo", "start", "home", "cover", "quit") if window.menus.action(name).isEnabled()}
    assert alive == {"cover", "quit"}
    assert page.asked == []


def close_button(dialog: KeysList) -> PrimaryButton:
    button = dialog.findChild(PrimaryButton)
    assert button is not None
    return button


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, page: Sheet) -> KeysList:
    assert page.isVisible()
    return opened_keys_list(qtbot, window)


def opened_keys_list(qtbot: QtBot, window: MainWindow) -> KeysList:
    made = KeysList(window)
    made.open()
    qtbot.waitUntil(made.isVisible)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    close_button(made).setFocus()
    return made


def test_the_key_that_covers_works_in_dialogs_and_covers_them_too(window: MainWindow, dialog: KeysList) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_F12)
    cover = dialog.findChild(Cover)

    assert window.is_covered
    assert cover is not None
    assert cover.geometry() == dialog.rect()
    assert not close_button(dialog).isEnabled()


def test_the_key_of_one_window_does_not_reach_the_dialogs_of_another(
    qtbot: QtBot, theme: Theme, window: MainWindow
) -> None:
    other = MainWindow(theme, [])
    qtbot.addWidget(other)
    dialog = opened_keys_list(qtbot, window)

    QTest.keyClick(dialog, Qt.Key.Key_F12)

    assert (window.is_covered, other.is_covered) == (True, False)


def test_an_uncovered_dialog_is_as_it_was(qtbot: QtBot, window: MainWindow, dialog: KeysList) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_F12)
    cover = dialog.findChild(Cover)
    assert cover is not None

    cover.back_button.click()
    qtbot.waitUntil(lambda: dialog.findChild(Cover) is None)

    assert not window.is_covered
    assert close_button(dialog).isEnabled()
    assert dialog.isVisible()


def test_the_window_title_never_names_a_case(window: MainWindow, page: Sheet) -> None:
    assert page.crumb not in window.windowTitle()


def test_the_crumb_follows_the_page(window: MainWindow, page: Sheet) -> None:
    page.set_crumb("Case 48-2208")

    assert window.top.crumb_text == "Case 48-2208"


def test_a_place_of_the_rail_is_asked_for_and_not_taken(qtbot: QtBot, window: MainWindow, page: Sheet) -> None:
    assert page.isVisible()

    with qtbot.waitSignal(window.place_requested) as asked:
        window.rail.buttons[Place.TOOLS].click()

    assert asked.args == [Place.TOOLS]
    assert not window.rail.buttons[Place.TOOLS].isChecked()


def test_arrows_move_between_the_places(window: MainWindow) -> None:
    window.activateWindow()
    window.rail.buttons[Place.HOME].setFocus()

    QTest.keyClick(window.rail.buttons[Place.HOME], Qt.Key.Key_Down)

    assert window.focusWidget() is window.rail.buttons[Place.AUDITS]


def test_before_a_profile_is_open_there_is_no_way_to_other_pages(window: MainWindow) -> None:
    window.show_page(UnlockPage())

    assert not window.rail.isVisible()
    assert not window.menus.action("home").isEnabled()


def test_a_narrow_window_folds_the_rail_into_a_menu(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page(Elsewhere())
    window.resize(683, 768)
    qtbot.waitUntil(lambda: not window.rail.isVisible())

    assert window.top.menu_button.isVisible()
    assert [action.text() for action in window.top.menu_button.menu().actions()][:2] == ["Home", "Audits"]


def test_no_layout_makes_the_bar_on_top_lower_than_its_buttons_in_large_text(qtbot: QtBot, theme: Theme) -> None:
    theme.choose(Appearance(text_percent=200))
    holder, bar = QWidget(), TopBar()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(bar)

    show(qtbot, holder)

    assert column.minimumSize().height() >= bar.pair_button.sizeHint().height()


def test_a_problem_that_no_page_takes_is_said_above_the_page(qtbot: QtBot, window: MainWindow, worker: Worker) -> None:
    def fail() -> None:
        raise DiskProblem("The disk is full. Make room, then try again.")

    with qtbot.waitSignal(worker.problem_met):
        worker.submit(fail, lambda _: None)

    assert window.notice_text == "The disk is full. Make room, then try again."


def test_a_bug_is_said_plainly_and_without_content(qtbot: QtBot, window: MainWindow, worker: Worker) -> None:
    def fail() -> None:
        raise ValueError("canary: what the child said")

    with qtbot.waitSignal(worker.bug_found):
        worker.submit(fail, lambda _: None)

    assert "What was saved is safe" in window.notice_text
    assert "canary" not in window.notice_text


def test_closing_waits_for_what_is_being_saved(qtbot: QtBot, window: MainWindow, page: Sheet, worker: Worker) -> None:
    gate = threading.Event()
    saved: list[str] = []
    worker.submit(gate.wait, lambda _: None)
    worker.submit(lambda: saved.append("the last answer"), lambda _: None)

    window.close()
    waiting = window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())

    assert waiting
    assert page.asked == ["flush"]
    assert saved == ["the last answer"]


@pytest.mark.parametrize("places", [(ANYWHERE, AUDIT, GRADES), (ANYWHERE, QUOTATIONS)])
def test_no_key_is_used_twice_where_both_are_heard(places: tuple[str, ...]) -> None:
    every = [QKeySequence(keys).toString() for entry in KEYS if entry.group in places for keys in entry.keys]

    assert len(every) == len(set(every))
    assert {entry.group for entry in KEYS} == {ANYWHERE, AUDIT, GRADES, QUOTATIONS}
    assert all(every)


def test_every_action_of_the_window_has_its_key(window: MainWindow) -> None:
    anywhere = [entry for entry in KEYS if entry.group == "Anywhere"]

    for entry in anywhere:
        assert [keys.toString() for keys in window.menus.action(entry.id).shortcuts()] == [
            QKeySequence(keys).toString() for keys in entry.keys
        ]


def test_larger_text_is_asked_for_by_key_and_told(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    with qtbot.waitSignal(window.text_size_changed):
        press(window, "larger")

    assert theme.appearance.text_percent == 110
