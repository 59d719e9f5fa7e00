"""A change makes a new tree, leaves the old one as it was, and touches nothing beside its path."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.tool_edit.tree import Keys, Path, insert, move, put, remove, text_at, value_at

TREE: Keys = {
    "title": "One",
    "sections": [
        {"id": "a", "questions": [{"id": "a1", "weight": 2.5}, {"id": "a2"}, {"id": "a3"}]},
        {"id": "b", "questions": [{"id": "b1"}], "unknown": {"kept": [1, True, None]}},
    ],
}
QUESTIONS: Path = ("sections", 0, "questions")


def ids(tree: Keys, section: int) -> list[str]:
    entries = value_at(tree, ("sections", section, "questions"))
    return [text_at(entry, ("id",)) for entry in entries] if isinstance(entries, list) else []


def test_a_changed_value_leaves_the_tree_before_and_everything_beside_it() -> None:
    before = copy.deepcopy(TREE)

    after = put(TREE, (*QUESTIONS, 1, "label"), "Is it there?")

    assert before == TREE
    assert value_at(after, (*QUESTIONS, 1)) == {"id": "a2", "label": "Is it there?"}
    assert value_at(after, ("sections", 1)) is value_at(TREE, ("sections", 1))


def test_a_value_is_put_into_records_that_were_not_there() -> None:
    after = put(TREE, (*QUESTIONS, 1, "comment", "label"), "Why?")

    assert value_at(after, (*QUESTIONS, 1, "comment")) == {"label": "Why?"}


def test_what_is_empty_after_a_value_was_taken_away_goes_too() -> None:
    with_comment = put(TREE, (*QUESTIONS, 1, "comment", "label"), "Why?")

    after = put(with_comment, (*QUESTIONS, 1, "comment", "label"), None)

    assert after == TREE


def test_a_value_at_a_place_that_is_not_there_changes_nothing() -> None:
    assert put(TREE, (*QUESTIONS, 7, "label"), "Lost") == TREE


def test_an_entry_is_put_in_between() -> None:
    after = insert(TREE, QUESTIONS, 1, {"id": "new"})

    assert ids(after, 0) == ["a1", "new", "a2", "a3"]


def test_the_last_entry_goes_with_its_list() -> None:
    after = remove(TREE, ("sections", 1, "questions", 0))

    assert value_at(after, ("sections", 1)) == {"id": "b", "unknown": {"kept": [1, True, None]}}


@pytest.mark.parametrize(
    ("place", "order"), [(0, ["a2", "a1", "a3"]), (2, ["a1", "a3", "a2"]), (1, ["a1", "a2", "a3"])]
)
def test_an_entry_moves_inside_its_list(place: int, order: list[str]) -> None:
    after = move(TREE, (*QUESTIONS, 1), QUESTIONS, place)

    assert ids(after, 0) == order


def test_an_entry_moves_into_another_list() -> None:
    after = move(TREE, (*QUESTIONS, 2), ("sections", 1, "questions"), 0)

    assert (ids(after, 0), ids(after, 1)) == (["a1", "a2"], ["a3", "b1"])


def test_a_whole_number_is_shown_without_a_point() -> None:
    assert text_at({"weight": 40.0}, ("weight",)) == "40"


@given(st.lists(st.integers(0, 3), max_size=8), st.integers(0, 20), st.integers(0, 20))
def test_moving_loses_no_entry_whatever_is_moved_where(entries: list[int], start: int, end: int) -> None:
    tree: Keys = {"list": [*entries], "other": [9]}

    moved = move(tree, ("list", start), ("list",), end)

    left = value_at(moved, ("list",)) or []
    assert isinstance(left, list)
    assert sorted(str(one) for one in left if one is not None) == sorted(str(one) for one in entries)
