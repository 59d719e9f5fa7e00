from qa_desktop.domain.undo import UndoStack


def test_undo_gives_back_what_was_there_and_redo_sets_it_again() -> None:
    stack = UndoStack()
    stack.push({"overall/grade": None}, {"overall/grade": "good"})
    assert stack.undo() == {"overall/grade": None}
    assert stack.redo() == {"overall/grade": "good"}


def test_typing_on_in_one_field_is_one_step() -> None:
    stack = UndoStack()
    stack.push({"overall/reason": None}, {"overall/reason": "She"})
    stack.push({"overall/reason": "She"}, {"overall/reason": "She is safer"})
    assert stack.undo() == {"overall/reason": None}
    assert not stack.can_undo


def test_leaving_a_field_ends_the_step() -> None:
    stack = UndoStack()
    stack.push({"overall/reason": None}, {"overall/reason": "She"})
    stack.end_text()
    stack.push({"overall/reason": "She"}, {"overall/reason": "She is safer"})
    assert stack.undo() == {"overall/reason": "She"}


def test_a_new_step_forgets_what_was_undone() -> None:
    stack = UndoStack()
    stack.push({"a": None}, {"a": "1"})
    stack.undo()
    stack.push({"b": None}, {"b": "2"})
    assert not stack.can_redo


def test_a_change_to_the_same_value_is_no_step() -> None:
    stack = UndoStack()
    stack.push({"a": "1"}, {"a": "1"})
    assert not stack.can_undo
