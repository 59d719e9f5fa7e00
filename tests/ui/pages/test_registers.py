"""The page of registers: what a row and a table say, and how a period narrows the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_desktop.domain.register import EntriesShown, EntryQuestion, Span
from qa_desktop.ui.presenters.registers import table_of
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.register_samples import COUNTS, registers_empty, registers_page


def test_a_row_says_the_day_the_words_and_what_is_overdue(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = registers_page()
    show(qtbot, page)

    assert [row.lines.right for row in page.entries.model.rows] == ["■ 1 of 2 things overdue", "Not signed yet", ""]
    assert [row.lines.caption for row in page.entries.model.rows] == [
        "20 Nov · P. Worker · The worker went back twice to hear what the boy himself wanted",
        "no date",
        "31 Dec 2025 · N. Worker · Planning",
    ]


def test_the_table_reads_out_what_a_cell_counts_and_leaves_nought_blank(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = registers_page()
    show(qtbot, page)
    counts = page.counts.counts

    cell = counts.index(1, 1)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "A key success, October 2026: 2"
    assert (cell.data(), counts.index(1, 2).data()) == ("2", "")
    quarter = table_of(COUNTS, Span.MONTH).periods[0]
    assert quarter == ("2026-11", "Nov 2026", "November 2026")


def test_a_period_chosen_in_the_table_by_keyboard_narrows_the_list(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = registers_page()
    show(qtbot, page)
    asked: list[EntryQuestion] = []
    page.question_asked.connect(asked.append)

    page.counts.setFocus()
    page.counts.setCurrentIndex(page.counts.counts.index(0, 1))
    QTest.keyClick(page.counts, Qt.Key.Key_Return)
    page.which.setCurrentIndex(2)
    page.which.activated.emit(2)

    assert asked[-1] == EntryQuestion("slo-pair-notices", EntriesShown.OVERDUE, "2026-10")
    assert page.period.currentText() == "October 2026"
    page.choose("slo-compliments-complaints")
    assert asked[-1].period == "", "a month of one register says nothing of another"


def test_an_empty_register_says_how_the_first_entry_is_made(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = registers_empty()
    show(qtbot, page)

    assert not page.counts.isVisible()
    assert page.entries.empty.isVisible()
    with qtbot.waitSignal(page.new_requested) as begun:
        page.new_button.click()
    assert begun.args == ["slo-feedback"]
