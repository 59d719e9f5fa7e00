"""A list of thousands is dressed and measured as quickly as a short one; a short one shows its longest words whole."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import SMALLEST_TARGET
from qa_desktop.ui.widgets.select import MOST_MEASURED, Select


@pytest.mark.parametrize(("count", "by_the_first"), [(MOST_MEASURED, False), (MOST_MEASURED + 1, True)])
def test_only_a_long_list_is_laid_out_by_its_first_row(
    qtbot: QtBot, theme: Theme, count: int, *, by_the_first: bool
) -> None:
    assert theme.points
    select = Select("Question")
    qtbot.addWidget(select)

    for number in range(count):
        select.addItem(f"Question {number}", number)

    view = select.view()
    assert isinstance(view, QListView)
    assert view.uniformItemSizes() is by_the_first


def test_what_stands_behind_the_measured_rows_does_not_widen_it(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    select = Select("Question")
    qtbot.addWidget(select)
    for number in range(MOST_MEASURED):
        select.addItem(f"Question {number:03}", number)
    before = select.sizeHint().width()

    select.addItem("A question whose words are longer than all of those above", -1)

    assert select.sizeHint().width() == before


def test_the_rows_of_the_opened_list_are_as_high_as_a_finger_needs(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    select = Select("Question")
    qtbot.addWidget(select)
    select.addItems(["First", "Second"])

    select.show()
    select.showPopup()
    height = select.view().visualRect(select.model().index(0, 0)).height()
    select.hidePopup()

    assert height >= SMALLEST_TARGET
