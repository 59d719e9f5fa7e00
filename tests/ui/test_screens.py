"""Every page of the window can be used by keyboard and by ear, in every theme, at every width and text size."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.background import Worker
from qa_desktop.ui.dialogs.keys_list import KeysList
from qa_desktop.ui.dialogs.leaving import Leaving
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.theme import Theme
from tests.ui.accessibility import Problem, walk
from tests.ui.conftest import Look, show
from tests.ui.samples import PAGES


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


def test_the_list_of_keys_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = KeysList()
    show(qtbot, dialog)

    assert walk(dialog) == []


def test_the_warning_before_leaving_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = Leaving(3)
    show(qtbot, dialog)
    dialog.show_ended(unsent=3, why="The server does not answer. Check whether the VPN is on, or try again later.")

    assert walk(dialog) == []


def test_the_covered_window_has_no_obstacle(qtbot: QtBot, window: MainWindow, look: Look) -> None:
    window.show_page(PAGES["home"]())
    show(qtbot, window, look)

    window.set_covered(covered=True)

    assert walk(window) == []


class Faulty(QWidget):
    """A screen with one of each fault that the walker looks for."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.nameless = QLineEdit()
        self.tiny = QPushButton("Go")
        self.tiny.setFixedSize(20, 20)
        self.first, self.second = QPushButton("First"), QPushButton("Second")
        for widget in (self.nameless, self.tiny, self.first, self.second):
            column.addWidget(widget)
        QWidget.setTabOrder(self.tiny, self.second)
        QWidget.setTabOrder(self.second, self.first)


def test_the_walker_finds_each_kind_of_fault(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    screen = Faulty()
    show(qtbot, screen)

    kinds = {problem.kind for problem in walk(screen)}

    assert {"no name", "under 24 px", "tab goes up"} <= kinds


def test_the_walker_names_the_widget_that_is_at_fault(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    screen = Faulty()
    show(qtbot, screen)

    assert Problem("under 24 px", "QPushButton 'Go' 20x44") in walk(screen)
