"""From the search one gets into its list by key."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.search_line import SearchLine
from tests.ui.conftest import show


class Searched(QWidget):
    def __init__(self, *rows: str) -> None:
        super().__init__()
        self.line, self.list = SearchLine("Search", "Search"), QListView()
        self.list.setModel(QStringListModel(list(rows), self.list))
        self.line.search_in(self.list)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list)


@pytest.fixture
def searched(qtbot: QtBot, theme: Theme) -> Searched:
    assert theme.points
    made = Searched("one", "two")
    show(qtbot, made)
    made.activateWindow()
    made.line.setFocus()
    return made


def test_down_goes_to_the_first_row(searched: Searched) -> None:
    QTest.keyClick(searched.line, Qt.Key.Key_Down)

    assert searched.list.hasFocus()
    assert searched.list.currentIndex().row() == 0


def test_down_keeps_a_row_that_was_chosen(searched: Searched) -> None:
    searched.list.setCurrentIndex(searched.list.model().index(1, 0))

    QTest.keyClick(searched.line, Qt.Key.Key_Down)

    assert searched.list.currentIndex().row() == 1


def test_down_stays_where_nothing_was_found(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    nothing = Searched()
    show(qtbot, nothing)
    nothing.activateWindow()
    nothing.line.setFocus()

    QTest.keyClick(nothing.line, Qt.Key.Key_Down)

    assert nothing.line.hasFocus()


def test_escape_forgets_the_words(searched: Searched) -> None:
    searched.line.setText("tier")

    QTest.keyClick(searched.line, Qt.Key.Key_Escape)

    assert searched.line.text() == ""
