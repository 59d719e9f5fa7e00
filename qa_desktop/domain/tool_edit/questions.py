"""Changes of questions that reach further than one field: another kind of answer, another place, taking out."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.tool import AnswerType
from qa_desktop.domain.tool_edit.tree import (
    Keys,
    Path,
    Plain,
    entries_at,
    move,
    put,
    records_at,
    remove,
    text_at,
    value_at,
)

CHOICES = (AnswerType.CHOICE.value, AnswerType.MULTIPLE_CHOICE.value)
NUMBERS = (AnswerType.INTEGER.value, AnswerType.DECIMAL.value, AnswerType.PERCENT.value)
CODED = (AnswerType.SCALE.value, AnswerType.YES_NO.value, *CHOICES)
_YES_NO = (("yes", "Yes"), ("no", "No"))
_NOT_APPLICABLE = ("not_applicable", "Does not apply")


def question_places(tree: Plain) -> Iterator[Path]:
    """Yield where each question and header field stands, in order."""
    for index in range(len(entries_at(tree, ("header",)))):
        yield ("header", index)
    for number in range(len(entries_at(tree, ("sections",)))):
        for index in range(len(entries_at(tree, ("sections", number, "questions")))):
            yield ("sections", number, "questions", index)


def questions_in(tree: Plain) -> Iterator[tuple[Path, Keys]]:
    """Yield each question and header field with its place, in order; for lists of thousands."""
    for index, item in enumerate(records_at(tree, ("header",))):
        yield ("header", index), item
    for number, section in enumerate(records_at(tree, ("sections",))):
        for index, item in enumerate(records_at(section, ("questions",))):
            yield ("sections", number, "questions", index), item


def question_named(tree: Plain, question_id: str) -> Path | None:
    """Return where the question with this id stands, or None."""
    return next((place for place in question_places(tree) if text_at(tree, (*place, "id")) == question_id), None)


def answers_to(tree: Plain, place: Path) -> tuple[tuple[str, str], ...]:
    """Return the answers that a question takes, as code and words; none where the answer is free."""
    question = value_at(tree, place)
    kind = text_at(question, ("type",))
    if kind == AnswerType.SCALE.value:
        scale = next((one for one in records_at(tree, ("scales",)) if one.get("id") == _scale(question)), {})
        answers = _codes(scale, "points")
    elif kind == AnswerType.YES_NO.value:
        answers = _YES_NO
    elif kind in CHOICES:
        answers = _codes(question, "choices")
    else:
        return ()
    return (*answers, _NOT_APPLICABLE) if value_at(question, ("not_applicable",)) is True else answers


def with_type(tree: Keys, place: Path, kind: str) -> Keys:
    """Return the tool with another kind of answer to a question; what the new kind has no use for goes."""
    known = answers_to(tree, place)
    tree = put(tree, (*place, "type"), kind)
    is_scale, is_choice = kind == AnswerType.SCALE.value, kind in CHOICES
    first = text_at(tree, ("scales", 0, "id"))
    scale = text_at(tree, (*place, "scale")) or first
    tree = put(tree, (*place, "scale"), (scale or None) if is_scale else None)
    if not is_choice:
        tree = put(tree, (*place, "choices"), None)
    elif not entries_at(tree, (*place, "choices")):
        tree = put(tree, (*place, "choices"), [{"code": "a", "label": "First"}, {"code": "b", "label": "Second"}])
    for key, fits in (
        ("computed", AnswerType.COMPUTED),
        ("yes_is_concern", AnswerType.YES_NO),
        ("audits_of", AnswerType.AUDIT),
    ):
        if kind != fits.value:
            tree = put(tree, (*place, key), None)
    for key, kinds in (("words", ("text",)), ("least", NUMBERS), ("most", NUMBERS), ("step", NUMBERS)):
        if kind not in kinds:
            tree = put(tree, (*place, "limits", key), None)
    if answers_to(tree, place) != known:
        tree = put(tree, (*place, "comment", "compulsory_for"), None)
        tree = put(tree, (*place, "descriptors"), None)
    return tree


def without_question(tree: Keys, place: Path) -> Keys:
    """Return the tool without a question, and without the translations of its words."""
    return remove(untranslated(tree, f"questions/{text_at(tree, (*place, 'id'))}/"), place)


def without_section(tree: Keys, place: Path) -> Keys:
    """Return the tool without a section, its questions, and the translations of their words."""
    for question in records_at(tree, (*place, "questions")):
        tree = untranslated(tree, f"questions/{text_at(question, ('id',))}/")
    return remove(untranslated(tree, f"sections/{text_at(tree, (*place, 'id'))}/"), place)


def without_entry(tree: Keys, path: Path) -> Keys:
    """Return the tool without an entry of one of its lists, and without the translations of its words."""
    part, entry = str(path[0]), value_at(tree, path)
    name = text_at(entry, ("id",)) or text_at(entry, ("role",)) or text_at(entry, ("grade",))
    return remove(untranslated(tree, f"{part}/{name}/"), path)


def moved_to(tree: Keys, place: Path, section: int) -> tuple[Keys, Path]:
    """Return the tool with a question at the end of another section, and where the question is then."""
    target: Path = ("sections", section, "questions")
    end = len(entries_at(tree, target))
    return move(tree, place, target, end), (*target, end)


def copied(tree: Keys, place: Path, new_id: str) -> tuple[Keys, Path]:
    """Return the tool with a copy of a question below it, and where the copy is."""
    *above, index = place
    question = value_at(tree, place)
    if not isinstance(question, dict) or not isinstance(index, int):
        return tree, place
    entries = entries_at(tree, tuple(above))
    copy: Keys = {**question, "id": new_id}
    return put(tree, tuple(above), [*entries[: index + 1], copy, *entries[index + 1 :]]), (*above, index + 1)


def untranslated(tree: Keys, beginning: str) -> Keys:
    """Return the tool without the translations of every text whose path begins so."""
    languages = value_at(tree, ("translations",))
    for language, texts in languages.items() if isinstance(languages, dict) else ():
        for path in texts if isinstance(texts, dict) else ():
            if path.startswith(beginning):
                tree = put(tree, ("translations", language, path), None)
    return tree


def _scale(question: Plain) -> str:
    return text_at(question, ("scale",))


def _codes(owner: Plain, key: str) -> tuple[tuple[str, str], ...]:
    return tuple((text_at(one, ("code",)), text_at(one, ("label",))) for one in records_at(owner, (key,)))
