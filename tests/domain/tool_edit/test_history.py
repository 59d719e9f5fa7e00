"""Every step is undone and done again; typing on in one field is one step."""

from __future__ import annotations

from qa_desktop.domain.tool_edit.history import EditHistory
from qa_desktop.domain.tool_edit.tree import Keys

EMPTY: Keys = {"title": ""}


def history(*titles: str, typing: bool = False) -> EditHistory:
    made = EditHistory(EMPTY)
    for title in titles:
        made.do({"title": title}, ("title",), typing=typing)
    return made


def test_each_step_is_undone_and_done_again_at_its_place() -> None:
    edits = history("A", "B")

    places = [edits.undo(), edits.undo(), edits.undo()]
    undone = edits.tree
    edits.redo()
    edits.redo()

    assert places == [("title",), ("title",), None]
    assert (undone, edits.tree) == (EMPTY, {"title": "B"})
    assert (edits.can_undo, edits.can_redo) == (True, False)


def test_typing_on_in_one_field_is_one_step() -> None:
    edits = history("A", "AB", "ABC", typing=True)

    edits.undo()

    assert edits.tree == EMPTY


def test_typing_after_the_field_was_left_is_a_step_of_its_own() -> None:
    edits = history("A", typing=True)
    edits.end_text()
    edits.do({"title": "AB"}, ("title",), typing=True)

    edits.undo()

    assert edits.tree == {"title": "A"}


def test_typing_after_an_undo_does_not_join_what_came_before() -> None:
    edits = history("A", "AB", "ABC")
    edits.undo()
    edits.do({"title": "ABX"}, ("title",), typing=True)

    edits.undo()

    assert edits.tree == {"title": "AB"}


def test_what_changes_nothing_is_no_step() -> None:
    edits = history("A")

    changed = edits.do({"title": "A"}, ("title",))

    assert not changed
    edits.undo()
    assert not edits.can_undo


def test_something_new_takes_away_what_was_undone() -> None:
    edits = history("A")
    edits.undo()

    edits.do({"title": "B"}, ("title",))

    assert not edits.can_redo
