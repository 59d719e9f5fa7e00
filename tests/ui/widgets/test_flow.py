"""Columns that fit stand beside each other; what comes first may stand above where not all do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.widgets.flow import ColumnsLayout


def places(qtbot: QtBot, width: int, *, first_above: bool) -> list[tuple[int, int, int]]:
    """Return left, row and width of three equal items."""
    box = QWidget()
    qtbot.addWidget(box)
    layout = ColumnsLayout(box, gap=10, least_width=150, first_above=first_above)
    items = [QWidget() for _ in range(3)]
    for item in items:
        item.setFixedHeight(40)
        layout.addWidget(item)
    layout.setGeometry(QRect(0, 0, width, 200))
    return [(item.x(), item.y() // 50, item.width()) for item in items]


@pytest.mark.parametrize("first_above", [True, False])
def test_columns_that_fit_stand_beside_each_other(qtbot: QtBot, *, first_above: bool) -> None:
    assert places(qtbot, 620, first_above=first_above) == [(0, 0, 200), (210, 0, 200), (420, 0, 200)]


def test_the_first_stands_above_the_others_where_not_all_fit(qtbot: QtBot) -> None:
    assert places(qtbot, 410, first_above=True) == [(0, 0, 410), (0, 1, 200), (210, 1, 200)]
    assert places(qtbot, 410, first_above=False) == [(0, 0, 200), (210, 0, 200), (0, 1, 200)]


def test_one_column_is_one_column_either_way(qtbot: QtBot) -> None:
    alone = [(0, 0, 200), (0, 1, 200), (0, 2, 200)]

    assert places(qtbot, 200, first_above=True) == places(qtbot, 200, first_above=False) == alone


def test_items_stand_where_they_will_while_the_last_ones_are_still_to_come(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    layout = ColumnsLayout(box, gap=10, least_width=150)
    first = QWidget()
    first.setFixedHeight(40)
    layout.addWidget(first)

    layout.expect(3)
    layout.setGeometry(QRect(0, 0, 620, 200))

    assert (first.x(), first.width()) == (0, 200)
