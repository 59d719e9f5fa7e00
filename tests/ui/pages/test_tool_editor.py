"""The editor keeps every change at once, checks it, says what is wrong at its field, and undoes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.tool_edit.questions import without_question
from qa_desktop.domain.tool_edit.tree import Path, put, records_at, text_at, value_at
from qa_desktop.errors import DiskProblem
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.pages.tool_editor_form import KeptCard
from qa_desktop.ui.presenters.tool_editor_outline import place_from, step_id
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.select import Select
from tests.ui.editor_bench import FIRST, SECOND
from tests.ui.open_editor import OpenEditor, open_editor


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme, workers: Workers) -> OpenEditor:
    assert theme.points
    return open_editor(qtbot, workers)


def test_what_is_typed_is_kept_without_leaving_the_field(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    control = editor.binding((*FIRST, "help")).control
    control.setFocus()

    with editor.qtbot.waitSignal(editor.page.session.saved):
        QTest.keyClicks(control, "Look at the file")

    assert text_at(editor.drafts.kept[-1].keys, (*FIRST, "help")) == "Look at the file"
    assert control.hasFocus()


def test_what_was_typed_is_kept_when_the_page_leaves_the_screen(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    QTest.keyClicks(editor.binding((*FIRST, "help")).control, "Look")

    editor.page.flush()
    editor.qtbot.waitUntil(lambda: bool(editor.drafts.kept))

    assert text_at(editor.drafts.kept[-1].keys, (*FIRST, "help")) == "Look"


def test_what_could_not_be_kept_is_said_and_kept_with_the_next_change(editor: OpenEditor) -> None:
    editor.drafts.fails_with = DiskProblem("The disk is full.")
    with editor.qtbot.waitSignal(editor.page.session.not_saved) as told:
        editor.page.session.put(("title",), "One")

    with editor.qtbot.waitSignal(editor.page.session.saved):
        editor.page.session.put(("purpose",), "Two")

    assert told.args == ["The disk is full."]
    kept = editor.drafts.kept[-1].keys
    assert (text_at(kept, ("title",)), text_at(kept, ("purpose",))) == ("One", "Two")


def test_what_could_not_be_kept_is_kept_before_the_page_leaves_the_screen(editor: OpenEditor) -> None:
    editor.drafts.fails_with = DiskProblem("The disk is full.")
    with editor.qtbot.waitSignal(editor.page.session.not_saved):
        editor.page.session.put(("title",), "One")

    with editor.qtbot.waitSignal(editor.page.session.saved):
        editor.page.flush()

    assert text_at(editor.drafts.kept[-1].keys, ("title",)) == "One"


def test_a_mistake_is_said_at_its_field_once_it_is_left_and_goes_when_it_is_right(editor: OpenEditor) -> None:
    editor.page.go(())
    control = editor.binding(("version",)).control
    control.setFocus()
    editor.page.session.put(("version",), "one point one")
    editor.settle()
    while_there = editor.problem(("version",))

    editor.binding(("title",)).control.setFocus()
    after = editor.problem(("version",))
    editor.page.session.put(("version",), "1.1")
    editor.settle()

    assert while_there == ""
    assert after == "Use letters, digits, dots, hyphens and underscores, and no spaces."
    assert editor.problem(("version",)) == ""


def test_a_line_of_the_summary_leads_to_its_field(editor: OpenEditor) -> None:
    editor.page.session.put((*SECOND, "label"), None)
    editor.settle()
    editor.page.problems_button.click()

    editor.page.form.links[0].click()  # type: ignore[attr-defined]  # the page of problems
    editor.page.form.make_all()
    editor.qtbot.waitUntil(editor.binding((*SECOND, "label")).control.hasFocus)

    assert editor.page.place == SECOND
    assert editor.problem((*SECOND, "label")) == "Write the question."


def test_a_question_that_others_depend_on_leaves_a_mistake_at_their_condition(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.press("Take out this question")
    editor.settle()
    editor.page.go(SECOND)
    editor.settle()

    told = [one.words for one in editor.page.session.told]
    assert "The question that it depends on is not in this tool any more. Choose another." in told
    assert editor.problem((*SECOND, "shown_when")) in told


def test_undo_goes_back_to_the_field_and_redo_again(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.page.session.put((*FIRST, "label"), "Other words")
    editor.page.go(("signatures",))

    editor.page.undo()
    undone, place = text_at(editor.page.session.tree, (*FIRST, "label")), editor.page.place
    editor.page.redo()

    assert (undone, place) == ("Is there a plan?", FIRST)
    assert text_at(editor.page.session.tree, (*FIRST, "label")) == "Other words"


def test_undo_brings_back_a_question_that_was_taken_out(editor: OpenEditor) -> None:
    before = editor.page.session.tree
    editor.page.go(SECOND)
    editor.press("Take out this question")

    editor.page.undo()

    assert editor.page.session.tree == before
    assert editor.page.place == SECOND


def test_entries_move_up_and_down_in_their_list(editor: OpenEditor) -> None:
    editor.page.go(("action_plan",))

    editor.press("Down: What will be done")
    editor.settle()

    fields = [column["field"] for column in records_at(editor.page.session.tree, ("action_plan", "columns"))]
    assert fields == ["who", "what", "due"]
    assert editor.page.place == ("action_plan",)


def test_a_question_moves_to_another_section_and_the_page_goes_along(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.page.form.make_all()
    select = next(
        one for one in editor.page.form.findChildren(Select) if one.accessibleName() == "Move to another section"
    )
    select.activated.emit(0)

    assert editor.page.place == ("sections", 1, "questions", 1)
    assert text_at(editor.page.session.tree, (*editor.page.place, "label")) == "Is there a plan?"


def test_what_the_editor_has_no_field_for_is_named_and_stays(editor: OpenEditor) -> None:
    editor.page.session.change(put(editor.page.session.tree, ("mood",), {"of": "the day"}), ())
    editor.page.form.make_all()
    before = value_at(editor.page.session.tree, ("mood",))
    (card,) = editor.page.form.findChildren(KeptCard)

    editor.page.session.put(("title",), "Another title")

    assert [button.accessibleName() for button in card.findChildren(QAbstractButton)] == ["Take away: “mood”"]
    assert value_at(editor.page.session.tree, ("mood",)) is before


def test_the_preview_answers_like_the_page_of_an_audit_and_keeps_nothing(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.settle()
    page = editor.page.preview.page
    assert page is not None
    key = page.view.questions[0].value_path

    page.session.record({key: "yes"})

    assert page.audit.value(key) == "yes"
    assert editor.drafts.kept == []


def test_the_preview_stays_as_it_was_while_something_is_wrong(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.settle()
    before = editor.page.preview.page

    editor.page.session.put((*FIRST, "label"), None)
    editor.settle()

    assert editor.page.preview.page is before


def test_only_the_newest_state_is_checked(editor: OpenEditor) -> None:
    before = editor.drafts.checks

    for number in range(20):
        editor.page.session.put(("title",), f"Title {number}")
    editor.settle()

    assert editor.drafts.checks - before < 20
    assert editor.page.session.is_checked


def test_weights_are_asked_for_where_the_result_is_weighted_and_go_with_it(editor: OpenEditor) -> None:
    editor.page.go(("overall",))
    editor.choose("The result of the audit", "weighted")
    editor.settle()
    asked = editor.problem(("sections", 0, "weight"))
    editor.page.session.put(("sections", 0, "weight"), 40)
    editor.page.session.put(("sections", 1, "weight"), 50)
    editor.settle()
    told = [one.words for one in editor.page.session.told]
    editor.choose("The result of the audit", "")
    editor.settle()

    assert asked == "Give a weight: the result is weighted."
    assert "The weights make 90. They must make 100." in told
    assert all("weight" not in section for section in records_at(editor.page.session.tree, ("sections",)))


def test_words_typed_on_a_page_that_was_replaced_go_nowhere_else(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    control = editor.binding((*FIRST, "label")).control
    control.setFocus()
    QTest.keyClicks(control, "Typed for the first question ")
    tree = editor.page.session.tree

    editor.page.session.change(without_question(tree, FIRST), FIRST)
    editor.settle()

    assert "Typed" not in str(editor.page.session.tree)


def test_a_page_of_signatures_begins_with_its_first_field(editor: OpenEditor) -> None:
    editor.page.go(("signatures",))

    editor.qtbot.waitUntil(editor.binding(("signatures", 0, "role")).control.hasFocus)


@pytest.mark.parametrize("place", [(), ("scales", 0), FIRST, ("overall",)])
def test_a_place_of_the_outline_is_found_again_by_its_step(place: Path) -> None:
    assert place_from(step_id(place)) == place
