"""A condition is shown as a form that reads as a sentence, and comes back as it was."""

from __future__ import annotations

import pytest

from qa_desktop.domain.tool_edit.conditions import (
    Compared,
    ConditionForm,
    TestLine,
    condition_words,
    form_of,
    keys_of,
)
from qa_desktop.domain.tool_edit.tree import Keys

NAMES = {"q1": "Is there a plan?", "age": "Age"}
SIMPLE: list[Keys] = [
    {"question": "q1", "is": "no"},
    {"question": "q1", "is_one_of": ["no", "not_applicable"]},
    {"question": "q1", "answered": True},
    {"question": "q1", "answered": False},
    {"question": "age", "at_least": 16},
    {"not": {"question": "q1", "is": "yes"}},
    {"question": "q1"},
]


def words(condition: Keys) -> str:
    return condition_words(condition, lambda one: NAMES[one], lambda _, answer: str(answer).capitalize())


@pytest.mark.parametrize("condition", SIMPLE, ids=str)
def test_a_condition_of_one_line_comes_back_as_it_was(condition: Keys) -> None:
    form = form_of(condition)

    assert form is not None
    assert keys_of(form) == condition


@pytest.mark.parametrize("joined", ["all", "any"])
def test_lines_that_are_joined_come_back_joined(joined: str) -> None:
    condition: Keys = {joined: [*SIMPLE]}

    form = form_of(condition)

    assert form is not None
    assert (len(form.lines), form.any_is_enough) == (len(SIMPLE), joined == "any")
    assert keys_of(form) == condition


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"any": [SIMPLE[0], SIMPLE[1]]}, SIMPLE[2]]},
        {"not": {"all": [SIMPLE[0], SIMPLE[2]]}},
        {"question": "q1", "is": "no", "answered": True},
        {"question": "q1", "is": ["no"]},
        "q1",
    ],
    ids=str,
)
def test_what_is_more_than_the_form_can_say_is_no_form(condition: Keys) -> None:
    assert form_of(condition) is None


def test_a_form_without_lines_is_no_condition() -> None:
    assert keys_of(ConditionForm(())) is None


def test_a_line_that_lost_its_answer_keeps_its_question() -> None:
    assert keys_of(ConditionForm((TestLine("q1", Compared.IS),))) == {"question": "q1"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (SIMPLE[0], "“Is there a plan?” is “No”"),
        (SIMPLE[1], "“Is there a plan?” is one of “No” or “Not_applicable”"),
        (SIMPLE[3], "“Is there a plan?” is not answered"),
        ({"any": [SIMPLE[0], SIMPLE[4]]}, "“Is there a plan?” is “No” or “Age” is at least “16”"),
        (
            {"all": [SIMPLE[4], {"any": [SIMPLE[0], SIMPLE[2]]}]},
            "“Age” is at least “16” and (“Is there a plan?” is “No” or “Is there a plan?” is answered)",
        ),
        (
            {"not": {"all": [SIMPLE[0], SIMPLE[4]]}},
            "it is not so that “Is there a plan?” is “No” and “Age” is at least “16”",
        ),
    ],
)
def test_any_condition_is_said_in_words(condition: Keys, said: str) -> None:
    assert words(condition) == said
