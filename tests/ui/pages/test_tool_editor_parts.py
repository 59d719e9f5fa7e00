"""Stages, results, repeats, values worked out, deadlines, filing and translations are written in the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.tool_edit.tree import put, records_at, text_at, texts_at, value_at
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.pages.tool_editor_folded import FoldedRow
from qa_desktop.ui.theme import Theme
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


def told(editor: OpenEditor) -> list[str]:
    """Return what is wrong with the tool."""
    editor.settle()
    return [one.words for one in editor.page.session.told]


def test_a_deadline_that_was_added_says_what_it_lacks_until_it_is_written(editor: OpenEditor) -> None:
    editor.page.go(("deadlines",))
    editor.press("Add a deadline")
    editor.settle()
    place = editor.page.place
    lacking = editor.problem((*place, "owner"))

    editor.write((*place, "label"), "Talked through in supervision")
    editor.write((*place, "owner"), "Team manager")
    editor.choose("Days, weeks or months", "weeks")
    editor.settle()

    assert place == ("deadlines", 1)
    assert lacking == "Write who sees to it."
    assert told(editor) == []
    (_, added) = records_at(editor.page.session.tree, ("deadlines",))
    assert {key: added[key] for key in added if key != "id"} == {
        "amount": 10,
        "unit": "weeks",
        "label": "Talked through in supervision",
        "owner": "Team manager",
    }


def test_a_deadline_that_is_taken_out_comes_back_with_undo(editor: OpenEditor) -> None:
    before = editor.page.session.tree
    editor.page.go(("deadlines", 0))

    editor.press("Take out this deadline")
    gone = value_at(editor.page.session.tree, ("deadlines",))
    editor.page.undo()

    assert gone is None
    assert editor.page.session.tree == before
    assert editor.page.place == ("deadlines", 0)


def test_who_does_a_stage_is_chosen_and_keeps_the_order_in_which_it_was_chosen(editor: OpenEditor) -> None:
    editor.page.go(("stages", 0))

    for party in ("Supervisor", "Auditor"):
        editor.press(f"Who does it: {party}")

    assert texts_at(editor.page.session.tree, ("stages", 0, "done_by")) == ["supervisor", "auditor"]


def test_a_section_whose_stage_is_taken_out_says_so_at_its_stage(editor: OpenEditor) -> None:
    editor.page.session.put(("sections", 0, "stage"), "next")
    editor.page.go(("stages", 1))
    editor.press("Take out this stage")
    editor.page.go(("sections", 0))
    editor.settle()

    words = "The stage that was chosen is not in this tool any more. Choose another."
    assert editor.problem(("sections", 0, "stage")) == words
    editor.choose("Stage", "first")
    assert told(editor) == []


def test_a_section_repeats_once_it_is_ticked(editor: OpenEditor) -> None:
    repeat = ("sections", 0, "repeat")
    editor.page.go(("sections", 0))
    editor.press("It is answered once for each of several, such as each child")
    editor.settle()

    editor.write((*repeat, "least"), "7")
    editor.write((*repeat, "most"), "6")
    wrong = told(editor)
    editor.page.session.put((*repeat, "most"), 8)

    assert wrong == ["7 is more than 6. Swap them."]
    assert told(editor) == []
    assert value_at(editor.page.session.tree, repeat) == {"of": "child", "least": 7, "most": 8}


def test_a_value_is_worked_out_from_the_answers_that_are_chosen(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.choose("Kind of answer", "integer")
    editor.page.go(("sections", 1))
    editor.press("Add a question")
    place = editor.page.place
    editor.write((*place, "label"), "All visits")
    editor.choose("Kind of answer", "computed")
    editor.settle()
    first = editor.problem((*place, "computed"))

    editor.choose("What is worked out", "sum")
    editor.settle()
    second = editor.problem((*place, "computed", "from"))
    editor.press("Is there a plan?")
    editor.settle()

    assert first == "Choose what is worked out."
    assert second == "Choose the questions from which it is worked out."
    question = text_at(editor.page.session.tree, (*FIRST, "id"))
    assert value_at(editor.page.session.tree, (*place, "computed")) == {"formula": "sum", "from": [question]}


def test_grades_are_compared_pair_by_pair_and_a_pair_is_taken_out_whole(editor: OpenEditor) -> None:
    tree = editor.page.session.tree
    grade = {"type": "scale", "scale": "grades"}
    graded = [{"id": f"g{number}", "label": f"Grade {number}", **grade} for number in range(4)]
    compared = {"id": "apart", "label": "Apart", "type": "computed", "computed": {"formula": "differences"}}
    editor.page.session.change(put(tree, ("sections", 0, "questions"), [*graded, compared]), ("sections", 0))  # type: ignore[list-item]  # plain values
    place = ("sections", 0, "questions", 4)
    editor.page.go(place)

    for name, code in (
        ("Pair 1, one grade", "g0"),
        ("Pair 1, the other grade", "g1"),
        ("Pair 2, one grade", "g2"),
        ("Pair 2, the other grade", "g3"),
    ):
        editor.choose(name, code)
    whole = texts_at(editor.page.session.tree, (*place, "computed", "from"))
    editor.choose("Pair 1, one grade", "")

    assert whole == ["g0", "g1", "g2", "g3"]
    assert texts_at(editor.page.session.tree, (*place, "computed", "from")) == ["g2", "g3"]


def test_a_result_has_ranges_that_are_said_to_be_wrong_where_they_stand(editor: OpenEditor) -> None:
    bands = ("sections", 1, "roll_up", "bands")
    editor.page.go(("sections", 1))
    editor.choose("How it comes about", "percent_of_applicable")
    editor.press("Add a range")
    editor.settle()
    lacking = editor.problem((*bands, 0, "least"))
    editor.write((*bands, 0, "label"), "Weak")
    editor.write((*bands, 0, "least"), "50")
    editor.write((*bands, 0, "most"), "20")
    wrong = editor.problem(bands)
    editor.page.session.put((*bands, 0, "most"), 100)
    editor.settle()

    assert lacking == "Say where the range begins."
    assert wrong == "50 is more than 20. Swap them."
    assert told(editor) == []
    editor.choose("How it comes about", "judgement")
    assert value_at(editor.page.session.tree, bands) is None


def test_other_words_for_a_question_are_there_when_somebody_asks_for_them(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.page.form.make_all()
    before = editor.page.form.fields.binding((*FIRST, "wordings"))

    editor.press("Show: Other wordings")
    editor.press("Add a wording")
    editor.settle()
    editor.write((*FIRST, "wordings", 0, "label"), "Is there none?")

    assert before is None
    assert text_at(editor.page.session.tree, (*FIRST, "wordings", 0, "label")) == "Is there none?"
    assert text_at(editor.page.session.tree, (*FIRST, "wordings", 0, "when", "question")) != ""


def test_each_party_has_an_answer_of_its_own(editor: OpenEditor) -> None:
    editor.page.go(FIRST)
    editor.press("Show: Who answers, and when")
    editor.press("Who answers: Practitioner")
    editor.press("Each of them has an answer of their own, side by side")

    tree = editor.page.session.tree
    assert told(editor) == []
    assert texts_at(tree, (*FIRST, "answered_by")) == ["auditor", "practitioner"]
    assert value_at(tree, (*FIRST, "side_by_side")) is True


def test_a_task_is_raised_by_the_answers_of_its_question(editor: OpenEditor) -> None:
    task = ("follow_ups", 0)
    editor.page.go(task)

    editor.choose("The question", text_at(editor.page.session.tree, (*SECOND, "id")))
    editor.settle()
    lacking = editor.problem((*task, "answers"))
    editor.press("Answers that raise the task: Inadequate")

    assert lacking == "Choose the answers that raise the task."
    assert told(editor) == []
    assert texts_at(editor.page.session.tree, (*task, "answers")) == ["inadequate"]


def test_a_language_is_added_and_its_texts_written_under_the_words_that_they_stand_for(editor: OpenEditor) -> None:
    editor.page.go(("translations",))
    editor.choose("Add a language", "pl")
    editor.settle()
    path = ("translations", "pl", f"questions/{text_at(editor.page.session.tree, (*FIRST, 'id'))}/label")
    editor.page.go(path)
    editor.write(path, "Czy jest plan?")

    assert editor.page.place == ("translations", "pl")
    assert text_at(editor.page.session.tree, path) == "Czy jest plan?"
    assert editor.binding(path).control.accessibleName() == "Is there a plan?"
    assert told(editor) == []


def test_a_translation_of_words_that_are_gone_is_named_and_taken_away(editor: OpenEditor) -> None:
    path = ("translations", "cy", "sections/gone/title")
    editor.page.session.put(path, "Wedi mynd")
    wrong = told(editor)
    editor.page.go(path)
    editor.settle()

    editor.press("Take away: Wedi mynd")

    assert wrong == ["A translation belongs to words that are not in this tool any more. Take it away."]
    assert told(editor) == []


def test_a_link_to_a_folded_field_opens_it(editor: OpenEditor) -> None:
    path = (*SECOND, "descriptors", "good")
    editor.page.session.put((*SECOND, "descriptors"), None)
    editor.page.go(SECOND)
    editor.settle()

    editor.page.form.show_path(path)
    editor.page.form.make_all()

    assert any(row.isVisibleTo(editor.page) for row in editor.page.form.findChildren(FoldedRow))
    editor.qtbot.waitUntil(editor.binding(path).control.hasFocus)
