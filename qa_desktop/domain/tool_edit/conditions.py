"""A condition as a form of a few lines that reads as a sentence, and as words where it is more than that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.tool_edit.tree import Keys, Plain, text_at


class Compared(Enum):
    """How an answer is compared; the value is the key of the tool file."""

    IS = "is"
    IS_NOT = "not"
    IS_ONE_OF = "is_one_of"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


WORDS = {
    Compared.IS: "is",
    Compared.IS_NOT: "is not",
    Compared.IS_ONE_OF: "is one of",
    Compared.ANSWERED: "is answered",
    Compared.UNANSWERED: "is not answered",
    Compared.AT_LEAST: "is at least",
    Compared.AT_MOST: "is at most",
    Compared.MORE_THAN: "is more than",
    Compared.LESS_THAN: "is less than",
}
WITHOUT_ANSWER = (Compared.ANSWERED, Compared.UNANSWERED)
ORDERED = (Compared.AT_LEAST, Compared.AT_MOST, Compared.MORE_THAN, Compared.LESS_THAN)
_PLAIN = (Compared.IS, *ORDERED)

Answer = str | int | float | bool


@dataclass(frozen=True, slots=True)
class TestLine:
    """One line of the form: a question, how its answer is compared, and with what."""

    __test__ = False  # its name is no test's

    question: str
    compared: Compared = Compared.IS
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """Lines that all have to hold, or one of which has to."""

    lines: tuple[TestLine, ...]
    any_is_enough: bool = False


def form_of(condition: Plain) -> ConditionForm | None:
    """Return a condition as a form; None where it is more than the form can say."""
    if not isinstance(condition, dict):
        return None
    for key, any_is_enough in (("all", False), ("any", True)):
        parts = condition.get(key)
        if isinstance(parts, list) and set(condition) == {key}:
            lines = [line for part in parts if (line := _line_of(part)) is not None]
            return ConditionForm(tuple(lines), any_is_enough) if len(lines) == len(parts) else None
    line = _line_of(condition)
    return ConditionForm((line,)) if line is not None else None


def keys_of(form: ConditionForm) -> Keys | None:
    """Return a form as the keys of a tool file; None where it has no line."""
    parts: list[Plain] = [_keys_of_line(line) for line in form.lines]
    if not parts:
        return None
    first = parts[0]
    if len(parts) == 1 and isinstance(first, dict):
        return first
    return {"any" if form.any_is_enough else "all": parts}


def condition_words(condition: Plain, named: Callable[[str], str], answered: Callable[[str, Answer], str]) -> str:
    """Return any condition as part of a sentence.

    `named` says what a question is called, `answered` what one of its answers is called.
    """
    if not isinstance(condition, dict):
        return ""
    line = _line_of(condition)
    if line is not None:
        return _line_words(line, named, answered)
    for key, joint in (("all", " and "), ("any", " or ")):
        parts = condition.get(key)
        if isinstance(parts, list):
            said = [condition_words(part, named, answered) for part in parts]
            return joint.join(f"({one})" if " and " in one or " or " in one else one for one in said)
    return f"it is not so that {condition_words(condition.get('not'), named, answered)}"


def _line_of(part: Plain) -> TestLine | None:
    if not isinstance(part, dict):
        return None
    if set(part) == {"not"} and isinstance(inner := part["not"], dict):
        line = _line_of(inner)
        return TestLine(line.question, Compared.IS_NOT, line.answers) if line and line.compared is Compared.IS else None
    question, told = text_at(part, ("question",)), [key for key in part if key != "question"]
    if len(told) > 1:
        return None
    if not told:
        return TestLine(question)
    key, value = told[0], part[told[0]]
    if key == "answered" and isinstance(value, bool):
        return TestLine(question, Compared.ANSWERED if value else Compared.UNANSWERED)
    if key == "is_one_of" and isinstance(value, list):
        return TestLine(question, Compared.IS_ONE_OF, tuple(one for one in value if isinstance(one, Answer)))
    compared = next((one for one in _PLAIN if one.value == key), None)
    if compared is None or not isinstance(value, Answer):
        return None
    return TestLine(question, compared, (value,))


def _keys_of_line(line: TestLine) -> Keys:
    question: Keys = {"question": line.question} if line.question else {}
    match line.compared:
        case Compared.ANSWERED | Compared.UNANSWERED:
            return {**question, "answered": line.compared is Compared.ANSWERED}
        case Compared.IS_ONE_OF:
            return {**question, "is_one_of": [*line.answers]}
        case Compared.IS_NOT:
            return {"not": _keys_of_line(TestLine(line.question, Compared.IS, line.answers))}
        case _:
            return {**question, line.compared.value: line.answers[0]} if line.answers else question


def _line_words(line: TestLine, named: Callable[[str], str], answered: Callable[[str, Answer], str]) -> str:
    said = f"“{named(line.question)}” {WORDS[line.compared]}"
    answers = [f"“{answered(line.question, one)}”" for one in line.answers]
    if not answers:
        return said
    *before, last = answers
    return f"{said} {', '.join(before)} or {last}" if before else f"{said} {last}"
