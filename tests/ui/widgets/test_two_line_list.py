"""A list of two-line rows cuts nothing where there is room, and folds where there is little."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from qa_desktop.ui.item_models.two_lines import LINES_ROLE, TwoLineModel
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineDelegate, TwoLineList, TwoLines
from tests.ui.conftest import show

ROW = TwoLines("48-2207", "By Ada Auditor", "New · Inadequate · Entries after signing · Signed twice")


def lines(index: Index) -> TwoLines:
    row: TwoLines = index.data(LINES_ROLE)
    return row


def make(qtbot: QtBot, width: int, *, folds: bool) -> TwoLineList:
    made = TwoLineList("Audits", lines, folds=folds)
    model = TwoLineModel(made)
    model.show_rows((ROW,))
    made.setModel(model)
    made.resize(width, 300)
    show(qtbot, made)
    return made


def right_box(made: TwoLineList, row: TwoLines) -> QRect:
    delegate = made.itemDelegate()
    assert isinstance(delegate, TwoLineDelegate)
    return delegate._right_box(QRect(0, 0, made.viewport().width(), 40), row)


def test_words_at_the_right_take_what_a_short_title_leaves(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    made = make(qtbot, 700, folds=False)

    box = right_box(made, ROW)

    assert box.width() > 0.4 * made.viewport().width()
    assert box.width() >= made.fontMetrics().horizontalAdvance(ROW.right) * 0.85


def test_a_long_title_leaves_them_their_share(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    made = make(qtbot, 700, folds=False)

    box = right_box(made, TwoLines("A title that goes on and on " * 8, "", "Right " * 40))

    assert box.width() == round(made.viewport().width() * 0.4)


def test_a_folded_row_without_a_caption_leaves_no_line_empty(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    made = make(qtbot, 480, folds=True)

    below, in_its_place = right_box(made, ROW), right_box(made, TwoLines("Signed", "", "Ada Auditor"))

    assert in_its_place.top() < below.top()


@pytest.mark.parametrize(("width", "folds", "is_taller"), [(480, True, True), (480, False, False), (1100, True, False)])
def test_only_a_narrow_list_that_folds_gives_them_a_line_of_their_own(
    qtbot: QtBot, theme: Theme, width: int, *, folds: bool, is_taller: bool
) -> None:
    assert theme.points
    usual = make(qtbot, 1100, folds=False).sizeHintForRow(0)

    made = make(qtbot, width, folds=folds)

    assert (made.sizeHintForRow(0) > usual) is is_taller
    assert (right_box(made, ROW).left() == 0) is is_taller


def test_the_tip_of_a_row_says_all_of_it(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    made = make(qtbot, 300, folds=False)

    tip = made.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)

    assert tip == f"48-2207, By Ada Auditor, {ROW.right}"
