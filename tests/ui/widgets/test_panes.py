"""Words stand whole in their column, and stay where they are when the scroll bar comes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.panes import LAYERS, Column, ScrollingColumn, readable
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


def come_to_rest() -> None:
    for _ in range(LAYERS):
        QApplication.processEvents()


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


def test_a_column_ends_where_its_content_ends(column: ScrollingColumn) -> None:
    for _ in range(6):
        held = QWidget(column.inner)
        Column(held).addWidget(Words(LONG, parent=held))
        column.add(held)
    come_to_rest()

    assert column.inner.height() == column.inner.heightForWidth(column.inner.width()) > column.viewport().height()
    last = column.inner.findChildren(Words)[-1]
    below = column.inner.height() - last.mapTo(column.inner, last.rect().bottomLeft()).y()
    assert below <= column.body.contentsMargins().bottom() + 1


def test_what_stands_is_not_measured_anew_for_what_comes_below_it(column: ScrollingColumn) -> None:
    first = CountingWords(column.inner)
    column.add(first)
    for _ in range(9):
        column.add(Words(LONG, parent=column.inner))
    come_to_rest()
    first.asked.clear()

    column.add(Words(LONG, parent=column.inner))
    come_to_rest()

    assert column.verticalScrollBar().isVisible()
    assert set(first.asked) <= {first.width()}


def test_what_stands_is_not_squeezed_when_more_comes_than_there_is_room_for(column: ScrollingColumn) -> None:
    words = [Words(LONG, parent=column.inner) for _ in range(12)]
    for one in words:
        column.add(one)
    come_to_rest()
    log = MoveLog(words)

    column.add(Words(LONG, parent=column.inner))
    come_to_rest()

    assert log.moved == []


def test_there_is_room_at_once_for_what_is_shown(column: ScrollingColumn) -> None:
    for _ in range(12):
        column.add(Words(LONG, parent=column.inner))
    come_to_rest()
    last = Words(LONG, parent=column.inner)
    column.add(last)

    last.show()

    assert column.inner.height() >= last.geometry().bottom()
    assert column.verticalScrollBar().maximum() == column.inner.height() - column.viewport().height()


class MoveLog(QObject):
    """Notes which widgets take another place or size."""

    def __init__(self, watched: Sequence[QWidget]) -> None:
        super().__init__()
        self.moved: list[QObject] = []
        for one in watched:
            one.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.moved.append(watched)
        return False


class CountingWords(Words):
    """Words that know for which widths they were asked how high they are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(LONG, parent=parent)
        self.asked: list[int] = []

    @override
    def heightForWidth(self, width: int, /) -> int:
        self.asked.append(width)
        return super().heightForWidth(width)
