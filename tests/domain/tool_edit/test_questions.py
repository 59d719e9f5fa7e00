"""Changes of a question take along what belongs to it, and leave what still fits."""

from __future__ import annotations

from itertools import count

import pytest

from qa_desktop.domain.tool_edit.questions import (
    answers_to,
    copied,
    moved_to,
    question_named,
    with_type,
    without_question,
    without_section,
)
from qa_desktop.domain.tool_edit.starting import empty_tool, new_name, next_version
from qa_desktop.domain.tool_edit.tree import Keys, Path, insert, put, text_at, value_at

FIRST: Path = ("sections", 0, "questions", 0)
TREE: Keys = {
    "scales": [{"id": "marks", "points": [{"code": "good", "label": "Good"}, {"code": "poor", "label": "Poor"}]}],
    "sections": [
        {
            "id": "a",
            "questions": [
                {
                    "id": "q1",
                    "label": "How?",
                    "type": "scale",
                    "scale": "marks",
                    "descriptors": {"good": "Well."},
                    "comment": {"label": "Why?", "compulsory_for": ["poor"]},
                    "stage": "kept",
                },
                {"id": "q2", "label": "What?", "type": "text", "limits": {"words": 50}},
            ],
        },
        {"id": "b", "questions": [{"id": "q3", "label": "Who?", "type": "person"}]},
    ],
    "translations": {"cy": {"questions/q1/label": "Sut?", "questions/q3/label": "Pwy?", "sections/b/title": "B"}},
}


def test_another_kind_of_answer_takes_away_what_only_the_old_one_had() -> None:
    changed = value_at(with_type(TREE, FIRST, "yes_no"), FIRST)

    assert changed == {
        "id": "q1",
        "label": "How?",
        "type": "yes_no",
        "comment": {"label": "Why?"},
        "stage": "kept",
    }


def test_a_question_that_becomes_a_grade_gets_the_first_scale() -> None:
    changed = value_at(with_type(TREE, ("sections", 0, "questions", 1), "scale"), ("sections", 0, "questions", 1))

    assert changed == {"id": "q2", "label": "What?", "type": "scale", "scale": "marks"}


def test_a_question_that_becomes_a_choice_gets_two_choices() -> None:
    changed = with_type(TREE, FIRST, "choice")

    assert [code for code, _ in answers_to(changed, FIRST)] == ["a", "b"]


@pytest.mark.parametrize("kind", ["choice", "multiple_choice"])
def test_choices_stay_between_one_and_several(kind: str) -> None:
    chosen = with_type(TREE, FIRST, "choice")

    assert answers_to(with_type(chosen, FIRST, kind), FIRST) == answers_to(chosen, FIRST)


def test_a_question_goes_with_the_translations_of_its_words() -> None:
    left = without_question(TREE, FIRST)

    assert question_named(left, "q1") is None
    assert value_at(left, ("translations", "cy")) == {"questions/q3/label": "Pwy?", "sections/b/title": "B"}


def test_a_section_goes_with_its_questions_and_their_translations() -> None:
    left = without_section(TREE, ("sections", 1))

    assert question_named(left, "q3") is None
    assert value_at(left, ("translations", "cy")) == {"questions/q1/label": "Sut?"}


def test_a_question_moves_to_the_end_of_another_section() -> None:
    moved, place = moved_to(TREE, FIRST, 1)

    assert place == ("sections", 1, "questions", 1)
    assert text_at(moved, (*place, "id")) == "q1"
    assert text_at(moved, (*FIRST, "id")) == "q2"


def test_a_copy_stands_below_with_an_id_of_its_own() -> None:
    doubled, place = copied(TREE, FIRST, "q9")

    assert place == ("sections", 0, "questions", 1)
    assert text_at(doubled, (*place, "id")) == "q9"
    assert put(doubled, (*place, "id"), "q1") == insert(TREE, ("sections", 0, "questions"), 1, value_at(TREE, FIRST))


def test_an_answer_that_does_not_apply_is_one_of_the_answers() -> None:
    marked: Keys = {"header": [{"id": "h", "type": "yes_no", "not_applicable": True}]}

    assert [code for code, _ in answers_to(marked, ("header", 0))] == ["yes", "no", "not_applicable"]


@pytest.mark.parametrize(
    ("version", "taken", "following"),
    [
        ("1.0", (), "1.1"),
        ("1.0", ("1.1", "1.2"), "1.3"),
        ("2020", (), "2020.1"),
        ("1.9", (), "1.10"),
        ("1.b", (), "1.b.1"),
    ],
)
def test_a_changed_tool_gets_the_next_version_that_is_free(
    version: str, taken: tuple[str, ...], following: str
) -> None:
    assert next_version(version, taken) == following


def test_everything_in_a_new_tool_has_a_name_of_its_own() -> None:
    numbers = count()
    tree = empty_tool(lambda: f"{next(numbers):036}")

    ids = {text_at(tree, ("tool",)), text_at(tree, ("sections", 0, "id")), text_at(tree, (*FIRST, "id"))}

    assert len(ids) == 3
    assert new_name("q", lambda: "0193-ab") == "q-0193ab"
