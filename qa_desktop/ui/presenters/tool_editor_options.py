"""What can be chosen in the editor because the tool itself has it: its stages, its grades, its questions, answers."""

from __future__ import annotations

from collections.abc import Callable, Collection

from qa_desktop.domain.computed import COUNTS, DIFFERENCES, FROM_NUMBERS
from qa_desktop.domain.look_back import AUDIT_TYPE
from qa_desktop.domain.tool import AnswerType, Party
from qa_desktop.domain.tool_edit.questions import NUMBERS, answers_to, question_named, questions_in
from qa_desktop.domain.tool_edit.tree import Keys, Path, records_at, text_at

Options = tuple[tuple[str, str], ...]
Among = Callable[[Keys, Path], Options]
"""Returns what can be chosen at a path of a tool."""

PARTIES: Options = tuple(
    (party.value, "Both together" if party is Party.JOINT else party.label[:1].upper() + party.label[1:])
    for party in Party
)
_MOST_LETTERS = 80
_IN_ORDER = (AnswerType.SCALE.value, AnswerType.CHOICE.value, AnswerType.DATE.value, *NUMBERS)


def stages(tree: Keys, path: Path) -> Options:
    """Return the stages of the tool; of a stage, the others."""
    return tuple(
        (text_at(stage, ("id",)), text_at(stage, ("title",)) or f"Stage {number + 1}")
        for number, stage in enumerate(records_at(tree, ("stages",)))
        if path[:2] != ("stages", number)
    )


def grades(tree: Keys, _: Path) -> Options:
    """Return the grades of the overall judgement."""
    scale = text_at(tree, ("overall", "scale"))
    points = next((records_at(one, ("points",)) for one in records_at(tree, ("scales",)) if one.get("id") == scale), [])
    return tuple((text_at(one, ("code",)), text_at(one, ("label",)) or text_at(one, ("code",))) for one in points)


def own_grades(tree: Keys, path: Path) -> Options:
    """Return the answers to the question that a path is inside, those that are on a scale or a list."""
    place = path[:2] if path[:1] == ("header",) else path[:4]
    return tuple(one for one in answers_to(tree, place) if one[0] != "not_applicable")


def questions(tree: Keys, _: Path) -> Options:
    """Return every question."""
    return tuple(_named(item) for _, item in questions_in(tree))


def questions_beside(tree: Keys, path: Path) -> Options:
    """Return the questions of the section that a path is inside, but for those that nobody answers."""
    every = records_at(tree, (*path[:2], "questions"))
    return tuple(_named(one) for one in every if one.get("type") != AnswerType.COMPUTED.value)


def ordered_beside(tree: Keys, path: Path) -> Options:
    """Return the questions of the section that a path is inside whose answers have an order."""
    every = records_at(tree, (*path[:2], "questions"))
    return tuple(_named(one) for one in every if one.get("type") in _IN_ORDER)


def audit_questions(tree: Keys, path: Path) -> Options:
    """Return the questions that point to another audit, without the one that a path is inside."""
    own = text_at(tree, (*(path[:2] if path[:1] == ("header",) else path[:4]), "id"))
    return tuple(one for one in _of_kind(tree, (AnswerType.AUDIT.value,)) if one[0] != own)


def audit_types(tree: Keys, _: Path) -> Options:
    """Return the types of audit that can be chosen at the start."""
    items = records_at(tree, ("header",))
    number = next((at for at, item in enumerate(items) if item.get("id") == AUDIT_TYPE), None)
    return answers_to(tree, ("header", number)) if number is not None else ()


def dates(tree: Keys, _: Path) -> Options:
    """Return the questions that ask for a date."""
    return _of_kind(tree, (AnswerType.DATE.value,))


def names(tree: Keys, _: Path) -> Options:
    """Return the questions that ask for a person."""
    return _of_kind(tree, (AnswerType.PERSON.value,))


def numbers(tree: Keys, _: Path) -> Options:
    """Return the questions whose numbers can be added up."""
    return _of_kind(tree, (AnswerType.INTEGER.value, AnswerType.COMPUTED.value))


def texts(tree: Keys, _: Path) -> Options:
    """Return the questions that ask for words."""
    return _of_kind(tree, (AnswerType.TEXT.value,))


def with_answers(tree: Keys, _: Path) -> Options:
    """Return the questions whose answers can be counted: those on a scale or a list, and yes or no."""
    kinds = (AnswerType.SCALE, AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.MULTIPLE_CHOICE)
    return _of_kind(tree, tuple(one.value for one in kinds))


def answers_beside(tree: Keys, path: Path) -> Options:
    """Return the answers to the question that is named beside a path."""
    place = question_named(tree, text_at(tree, (*path[:-1], "question")))
    return answers_to(tree, place) if place is not None else ()


def choices(tree: Keys, _: Path) -> Options:
    """Return the questions with a list of answers, of which one is chosen."""
    return _of_kind(tree, (AnswerType.CHOICE.value,))


def choices_and_texts(tree: Keys, _: Path) -> Options:
    """Return the questions that ask for words, or that have a list of answers with a comment."""
    return _of_kind(tree, (AnswerType.TEXT.value, AnswerType.CHOICE.value))


def progress_answers(tree: Keys, path: Path) -> Options:
    """Return the answers to the question that says how far a line of a plan is."""
    place = question_named(tree, text_at(tree, (*path[:-1], "progress")))
    return answers_to(tree, place) if place is not None else ()


def worked_out_from(tree: Keys, formula: str) -> Options:
    """Return the questions from whose answers a formula works."""
    if formula in FROM_NUMBERS:
        return _of_kind(tree, NUMBERS)
    return _of_kind(tree, (AnswerType.SCALE.value,) if formula in (COUNTS, DIFFERENCES) else (AnswerType.DATE.value,))


def _of_kind(tree: Keys, kinds: Collection[str]) -> Options:
    return tuple(_named(item) for _, item in questions_in(tree) if item.get("type") in kinds)


def _named(item: Keys) -> tuple[str, str]:
    words = f"{item.get('number') or ''} {item.get('label') or ''}".strip()
    shown = words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS].rsplit(' ', 1)[0]} …"
    return str(item.get("id") or ""), shown or "Question, not yet worded"
