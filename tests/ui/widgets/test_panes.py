"""Words stand whole in their column, and stay where they are when the scroll bar comes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.panes import ScrollingColumn, readable
from qa_desktop.ui.widgets.text import Words
from tests.ui.conftest import show

LONG = "To give a view of one child's case from outside the service, and to talk it through with the practitioner. " * 3


@pytest.fixture
def column(qtbot: QtBot, theme: Theme) -> ScrollingColumn:
    assert theme.points
    made = ScrollingColumn(widest=980)
    made.resize(900, 400)
    show(qtbot, made)
    return made


def test_words_held_to_a_readable_width_are_not_cut_off(column: ScrollingColumn) -> None:
    words = Words(LONG, parent=column.inner)
    column.body.addLayout(readable(words, 40))
    column.body.addStretch(1)
    QApplication.processEvents()

    assert words.width() <= words.maximumWidth()
    assert words.height() >= words.heightForWidth(words.width())


@pytest.mark.parametrize("width", [500, 900, 1600])
def test_nothing_wraps_anew_when_the_scroll_bar_comes(qtbot: QtBot, column: ScrollingColumn, width: int) -> None:
    column.resize(width, 400)
    words = Words(LONG, parent=column.inner)
    column.add(words)
    QApplication.processEvents()
    before = words.width()

    tall = QWidget(column.inner)
    tall.setFixedHeight(2000)
    column.add(tall)
    qtbot.waitUntil(column.verticalScrollBar().isVisible)

    assert words.width() == before
