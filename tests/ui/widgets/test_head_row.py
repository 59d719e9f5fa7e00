"""Buttons at the head of a page stay together: beside its words, or all below them."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import PageHead
from tests.ui.conftest import show

LEAD = "Records of one kind, as they come in. They count once they are signed, and never before."


def shown(qtbot: QtBot, width: int, *names: str) -> tuple[QWidget, PageHead, list[SecondaryButton]]:
    head, buttons = PageHead("Registers", LEAD), [SecondaryButton(name) for name in names]
    page = QWidget()
    QVBoxLayout(page).addWidget(HeadRow(head, *buttons))
    page.resize(width, 300)
    show(qtbot, page)
    return page, head, buttons


def row_of(button: QWidget) -> QRect:
    row = button.parentWidget()
    assert row is not None
    return row.rect()


@pytest.mark.usefixtures("theme")
def test_buttons_stand_beside_the_words_at_the_right_end(qtbot: QtBot) -> None:
    _page, head, (first, second) = shown(qtbot, 1000, "Good practice", "New entry")

    assert head.geometry().right() < first.x() < first.geometry().right() < second.x()
    assert first.geometry().center().y() == second.geometry().center().y()
    assert second.geometry().right() == row_of(second).right()


def test_words_give_way_before_the_buttons_part(qtbot: QtBot, theme: Theme) -> None:
    _page, head, (first, second) = shown(qtbot, 620, "Good practice", "New entry")

    assert theme.points > 0
    assert head.width() < head.sizeHint().width()
    assert head.geometry().right() < first.x()
    assert first.y() == second.y()


@pytest.mark.usefixtures("theme")
def test_all_of_them_go_below_the_words_where_too_little_is_left(qtbot: QtBot) -> None:
    names = ("To moderate", "Panels and meetings", "Concerns about workers", "Due for disposal")
    _page, head, buttons = shown(qtbot, 800, *names)

    assert {one.y() for one in buttons} == {buttons[0].y()}
    assert buttons[0].y() > head.geometry().bottom()
    assert buttons[0].x() == head.x()


@pytest.mark.usefixtures("theme")
def test_a_narrow_page_wraps_them_and_nothing_is_cut_off(qtbot: QtBot) -> None:
    _page, head, buttons = shown(qtbot, 340, "To moderate", "Panels and meetings", "Concerns about workers")

    room = row_of(buttons[0])
    assert len({one.y() for one in buttons}) > 1
    assert all(room.contains(one.geometry()) for one in (head, *buttons))


@pytest.mark.usefixtures("theme")
def test_a_hidden_button_takes_no_room(qtbot: QtBot) -> None:
    _page, head, (first, second) = shown(qtbot, 1000, "Good practice", "New entry")
    second.hide()
    qtbot.waitUntil(lambda: first.geometry().right() == row_of(first).right())

    assert first.x() > head.geometry().right()
