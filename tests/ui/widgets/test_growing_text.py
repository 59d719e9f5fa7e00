"""Text is told when it settles, exactly as it was written, and nothing from outside moves the caret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.ui.conftest import show


@pytest.fixture
def edit(qtbot: QtBot, theme: Theme) -> GrowingTextEdit:
    assert theme.points
    made = GrowingTextEdit()
    made.resize(500, 100)
    show(qtbot, made)
    made.activateWindow()
    made.setFocus()
    return made


def write(edit: GrowingTextEdit, text: str) -> None:
    edit.textCursor().insertText(text)


def test_text_is_told_once_it_settles(qtbot: QtBot, edit: GrowingTextEdit) -> None:
    with qtbot.waitSignal(edit.text_settled, timeout=2000) as told:
        write(edit, "The plan names")

    assert told.args == ["The plan names"]
    assert edit.is_settled


def test_leaving_the_field_tells_the_text_at_once(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = QWidget()
    column = QVBoxLayout(page)
    edit, other = GrowingTextEdit(), QLineEdit()
    column.addWidget(edit)
    column.addWidget(other)
    show(qtbot, page)
    page.activateWindow()
    edit.setFocus()
    write(edit, "half a sen")

    with qtbot.waitSignal(edit.text_settled, timeout=300) as told:
        other.setFocus()

    assert told.args == ["half a sen"]


def test_what_was_told_is_not_told_again(qtbot: QtBot, edit: GrowingTextEdit) -> None:
    write(edit, "Good")
    edit.settle()

    with qtbot.assertNotEmitted(edit.text_settled):
        edit.settle()


def test_tab_leaves_the_field(edit: GrowingTextEdit) -> None:
    assert edit.tabChangesFocus()


def test_text_from_elsewhere_is_shown_and_not_told(qtbot: QtBot, edit: GrowingTextEdit) -> None:
    with qtbot.assertNotEmitted(edit.text_settled, wait=700):
        edit.set_text("Saved on another day")

    assert edit.text == "Saved on another day"


def test_text_from_elsewhere_leaves_the_caret_where_the_person_writes(edit: GrowingTextEdit) -> None:
    edit.set_text("The plan follows the assessment.")
    cursor = edit.textCursor()
    cursor.setPosition(len("The plan"))
    edit.setTextCursor(cursor)

    edit.set_text("The plan follows the assessment and names who does what.")

    assert edit.textCursor().position() == len("The plan")


def test_a_change_before_the_caret_moves_it_along_with_its_words(edit: GrowingTextEdit) -> None:
    edit.set_text("plan is clear")
    edit.moveCursor(QTextCursor.MoveOperation.End)

    edit.set_text("The plan is clear")

    assert edit.textCursor().position() == len("The plan is clear")


def test_the_same_text_from_elsewhere_leaves_a_selection_alone(edit: GrowingTextEdit) -> None:
    edit.set_text("The plan")
    edit.selectAll()

    edit.set_text("The plan")

    assert edit.textCursor().selectedText() == "The plan"


@given(
    st.text(
        st.characters(exclude_characters="\r\0\u2028\u2029\ufdd0\ufdd1\x1c\x1d\x1e\x85", codec="utf-8"), max_size=80
    )
)
def test_text_of_every_script_comes_back_unchanged(text: str) -> None:
    edit = GrowingTextEdit()

    edit.set_text(text)

    assert edit.text == text


@pytest.mark.parametrize(
    "text",
    ["no\u00a0break", "👩‍👧 said: “I want mum”", "مرحبا", "a\ttab", "=SUM(A1)", "<b>bold</b> &amp;", "line\n\nline\n"],
)
def test_text_that_editors_like_to_change_stays(edit: GrowingTextEdit, text: str) -> None:
    edit.set_text("something else")
    edit.set_text(text)

    assert edit.text == text


def test_pasted_markup_arrives_as_plain_words(edit: GrowingTextEdit) -> None:
    source = QMimeData()
    source.setHtml("<a href='x'>Bold</a>")
    source.setText("Bold")

    edit.insertFromMimeData(source)

    assert edit.text == "Bold"
    assert "href" not in edit.toHtml()


def test_the_field_grows_with_its_text_and_stops_growing(edit: GrowingTextEdit) -> None:
    small = edit.height()
    edit.set_text("line\n" * 8)
    middle = edit.height()
    edit.set_text("line\n" * 500)
    large = edit.height()
    edit.set_text("line\n" * 5000)

    assert small < middle < large
    assert edit.height() == large


def test_sixty_thousand_characters_are_taken(edit: GrowingTextEdit) -> None:
    text = "word " * 12_000

    edit.set_text(text)

    assert edit.text == text


def test_text_from_elsewhere_is_not_undone_in_the_field(edit: GrowingTextEdit) -> None:
    edit.set_text("Saved on another day")

    edit.undo()

    assert edit.text == "Saved on another day"


def test_undo_is_left_to_the_page_where_the_field_has_nothing_to_undo(qtbot: QtBot, edit: GrowingTextEdit) -> None:
    asked: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), edit, lambda: asked.append("page"))
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: asked == ["page"])
    write(edit, "words")
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert edit.text == ""
    assert asked == ["page"]


def test_words_are_counted_against_a_limit(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    edit = GrowingTextEdit(word_limit=3)
    field = LabelledField("Why this grade?", edit)
    qtbot.addWidget(field)

    edit.set_text("one two")
    within = field.count
    edit.set_text("one two three four")

    assert within == "2 of 3 words"
    assert field.count == "4 words, 1 over the limit of 3"
