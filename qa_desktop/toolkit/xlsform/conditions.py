"""Turns the relevance of XLSForm into structured conditions and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.expression import (
    Call,
    Expression,
    Literal,
    NotCarriedError,
    Own,
    Reference,
    finite,
    parse,
)

_SIGNS = {"<": "less_than", "<=": "at_most", ">": "more_than", ">=": "at_least"}
_WORDS = {word: sign for sign, word in _SIGNS.items()}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_CODED = ("choice", "multiple_choice", "yes_no", "scale", "checklist")
_SEVERAL = ("multiple_choice", "checklist")
_NUMBERS = ("integer", "decimal", "percent", "computed")
_WRAPPED = ("string", "number", "int", "coalesce", "once", "normalize-space")


@dataclass(frozen=True, slots=True)
class Subject:
    """A question to which an expression may refer."""

    id: str
    type: str
    codes: Mapping[str, str] = field(default_factory=dict)
    """The codes of its choices by their names in the form; empty where the answer is free."""
    variants: tuple[Subject, ...] = ()
    """Where the question became several, one for each answer to another: all of them."""


Subjects = Mapping[str, Subject]
"""Questions by their names in the form."""


def condition_from(text: str, subjects: Subjects) -> Keys:
    """Return the condition that an expression states.

    Raises:
        NotCarriedError: it says something that no condition of a tool can.
    """
    return _condition(parse(text), subjects)


def expression_from(condition: Keys, subjects: Mapping[str, tuple[str, str]]) -> str:
    """Return a condition as an expression; `subjects` holds name and type in the form by question id."""
    return _written(condition, subjects, inside="")


def _condition(tree: Expression, subjects: Subjects) -> Keys:
    match tree:
        case Call("and", parts):
            return {"all": [_condition(part, subjects) for part in parts]}
        case Call("or", parts):
            return _one_of([_condition(part, subjects) for part in parts])
        case Call("not", (part,)):
            return {"not": _condition(part, subjects)}
        case Call("selected", (Reference(name), Literal(value))):
            return equal(_known(name, subjects), value)
        case Call("=" | "!=" | "<" | "<=" | ">" | ">=" as sign, (left, right)):
            return _comparison(sign, left, right, subjects)
        case Call(name, _):
            raise NotCarriedError(f"{name}() has no place here")
        case Reference(name):
            raise NotCarriedError(f"${{{name}}} stands alone")
        case _:
            raise NotCarriedError("it compares nothing")


def _one_of(parts: list[Keys]) -> Keys:
    """Return "is one of" where every part compares the same question, any of the parts otherwise."""
    subjects = {part.get("question") for part in parts}
    if len(subjects) > 1 or not all(part.keys() == {"question", "is"} for part in parts):
        return {"any": cast("list[Plain]", parts)}
    return {"question": subjects.pop(), "is_one_of": [part["is"] for part in parts]}


def _comparison(sign: str, left: Expression, right: Expression, subjects: Subjects) -> Keys:
    left, right = _bare(left), _bare(right)
    if isinstance(left, Literal) and not isinstance(right, Literal):
        left, right, sign = right, left, _TURNED[sign]
    match left, right:
        case (Call("string-length" | "count-selected", (Reference(name),)), Literal(float() as least)):
            return _counted(_known(name, subjects), sign, least)
        case (Reference(name), Literal(value)):
            return _compared(_known(name, subjects), sign, value)
        case (Own(), _) | (_, Own()):
            raise NotCarriedError("it compares the answer with itself")
        case (Reference(), Reference()):
            raise NotCarriedError("it compares two answers with each other")
        case _:
            raise NotCarriedError("it works something out before it compares")


def _bare(tree: Expression) -> Expression:
    """Return what stands inside functions that only say how a value is read."""
    match tree:
        case Call("date", (Literal(str() as day),)):
            return Literal(day)
        case Call(name, (inner, *_)) if name in _WRAPPED and isinstance(inner, Reference | Literal):
            return inner
        case Call("true" | "false" as name, ()):
            return Literal(name)
        case _:
            return tree


def _known(name: str, subjects: Subjects) -> Subject:
    subject = subjects.get(name)
    if subject is None:
        raise NotCarriedError(f"the answer to ${{{name}}} is not there")
    return subject


def _counted(subject: Subject, sign: str, least: float) -> Keys:
    match sign, least:
        case (">" | "!=", 0) | (">=", 1):
            return _answered(subject, True)  # reads as the key of the file does
        case ("=" | "<=", 0) | ("<", 1):
            return _answered(subject, False)  # as above
        case _:
            raise NotCarriedError("it counts letters or choices")


def _answered(subject: Subject, answered: bool) -> Keys:  # noqa: FBT001  # as above
    if not subject.variants:
        return {"question": subject.id, "answered": answered}
    parts: list[Plain] = [{"question": one.id, "answered": answered} for one in subject.variants]
    return {"any" if answered else "all": parts}


def _compared(subject: Subject, sign: str, value: str | float) -> Keys:
    if value == "" and sign in {"=", "!="}:
        return _answered(subject, sign == "!=")
    if sign == "=":
        return equal(subject, value)
    if sign == "!=":
        return {"not": equal(subject, value)}
    if subject.type in _NUMBERS:
        return {"question": subject.id, _SIGNS[sign]: _number(value)}
    if subject.type == "date":
        return {"question": subject.id, _SIGNS[sign]: _day(value)}
    raise NotCarriedError(f"${{{subject.id}}} is no number and no date, and has no order")


def equal(subject: Subject, value: str | float) -> Keys:
    """Return the condition that the answer to the subject is this one; raise NotCarriedError where it cannot be."""
    if subject.variants:
        parts = [equal(one, value) for one in subject.variants if _as_code(value) in one.codes]
        if not parts:
            raise NotCarriedError(f'"{_as_code(value)}" is no answer to ${{{subject.id}}}')
        return parts[0] if len(parts) == 1 else {"any": cast("list[Plain]", parts)}
    if subject.codes:
        if _as_code(value) not in subject.codes:
            raise NotCarriedError(f'"{_as_code(value)}" is no answer to ${{{subject.id}}}')
        return {"question": subject.id, "is": subject.codes[_as_code(value)]}
    if subject.type in _NUMBERS:
        return {"question": subject.id, "is": _number(value)}
    if subject.type == "date":
        return {"question": subject.id, "is": _day(value)}
    return {"question": subject.id, "is": _as_code(value)}


def _as_code(value: str | float) -> str:
    return str(_whole(value)) if isinstance(value, float) else value


def _number(value: str | float) -> int | float:
    try:
        return _whole(value if isinstance(value, float) else finite(value))
    except ValueError as error:
        raise NotCarriedError(f'"{value}" is no number') from error


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _day(value: str | float) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise NotCarriedError(f'"{value}" is no date such as 2026-03-31') from error


def _written(condition: Keys, subjects: Mapping[str, tuple[str, str]], *, inside: str) -> str:
    for word, tie in (("all", "and"), ("any", "or")):
        if word in condition:
            parts = [_written(one, subjects, inside=tie) for one in cast("Iterable[Keys]", condition[word])]
            joined = f" {tie} ".join(parts)
            return f"({joined})" if inside and len(parts) > 1 else joined
    if "not" in condition:
        return f"not({_written(cast('Keys', condition['not']), subjects, inside='')})"
    name, kind = subjects[str(condition["question"])]
    reference = f"${{{name}}}"
    if "answered" in condition:
        return f"{reference} {'!=' if condition['answered'] else '='} ''"
    if "is_one_of" in condition:
        parts = [_test(reference, kind, value) for value in cast("Iterable[Plain]", condition["is_one_of"])]
        joined = " or ".join(parts)
        return f"({joined})" if inside and len(parts) > 1 else joined
    if "is" in condition:
        return _test(reference, kind, condition["is"])
    word, value = next((word, value) for word, value in condition.items() if word != "question")
    return f"{reference} {_WORDS[word]} {_literal(kind, value)}"


def _test(reference: str, kind: str, value: Plain) -> str:
    literal = _literal(kind, value)
    return f"selected({reference}, {literal})" if kind in _SEVERAL else f"{reference} = {literal}"


def _literal(kind: str, value: Plain) -> str:
    if isinstance(value, bool):
        return "true()" if value else "false()"
    if isinstance(value, int | float) and kind not in _CODED:
        return f"{value}"
    mark = '"' if "'" in str(value) else "'"
    quoted = f"{mark}{value}{mark}"
    return f"date({quoted})" if kind == "date" else quoted
