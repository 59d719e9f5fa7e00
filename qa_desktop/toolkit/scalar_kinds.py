"""Reads single values by their kind: texts, numbers, truths and words from a list."""

from __future__ import annotations

import re

from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest, shortened
from qa_desktop.toolkit.shape import Answers, Flag, Number, OneOf, Text
from qa_desktop.toolkit.yaml_reader import OLD_TRUTHS, Listing, Node, Scalar, in_quotation_marks

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IDENTITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class RefusedError(Exception):
    """A value is not of the kind that stands in its place; the message says what would be right."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def scalar_of(node: Node, kind: Text | Flag | Number | OneOf) -> str | float | bool:
    """Return the value of a node that holds a single value."""
    if not isinstance(node, Scalar):
        raise RefusedError("here stands a single value, not a list or keys")
    match kind:
        case Text():
            return _text(node, kind)
        case Number():
            return _number(node, kind)
        case OneOf():
            return _word(node, kind)
        case Flag():
            return _flag(node)


def answers_of(node: Node, kind: Answers) -> tuple[str | int | float | bool, ...]:
    """Return the answers with which a condition compares."""
    nodes = node.entries if isinstance(node, Listing) and kind.several else (node,)
    values = tuple(one.value for one in nodes if isinstance(one, Scalar) and one.value is not None)
    if not values or len(values) != len(nodes):
        raise RefusedError(
            Code.NO_LIST_OF_ANSWERS.says("write a list of answers")
            if kind.several
            else Code.NOT_ONE_ANSWER.says("write one answer")
        )
    for one in nodes:
        if isinstance(one, Scalar):
            _refuse_old_truth(one)
    return values


def _refuse_old_truth(node: Scalar) -> None:
    if node.is_bare and node.text in OLD_TRUTHS:
        raise RefusedError(in_quotation_marks(node.text))


def _text(node: Scalar, kind: Text) -> str:
    if kind.colour and not _COLOUR.fullmatch(node.text):
        raise RefusedError(Code.NO_COLOUR.says('write a colour in quotation marks, such as "#1B5C68"'))
    if node.value is None or not node.text.strip():
        raise RefusedError(Code.EMPTY.says("this is empty; write something or remove the key"))
    if isinstance(node.value, bool):
        raise RefusedError(Code.READ_AS_TRUTH.says("this is read as a truth value; put it in quotation marks"))
    _refuse_old_truth(node)
    if kind.identity and not _IDENTITY.fullmatch(node.text):
        raise RefusedError(
            Code.NO_IDENTITY.says("use letters, digits, dots, hyphens and underscores only, at most 80, and no spaces")
        )
    if len(node.text) > kind.longest:
        raise RefusedError(
            Code.TOO_LONG.says(
                f"{len(node.text)} characters; at most {kind.longest} are allowed", len(node.text), kind.longest
            )
        )
    if not node.text.isprintable() and CONTROL.search(node.text):
        raise RefusedError(Code.CONTROL_CHARACTER.says("this holds a control character; remove it"))
    return node.text.strip()


def _flag(node: Scalar) -> bool:
    if not isinstance(node.value, bool):
        raise RefusedError("write true or false")
    return node.value


def _word(node: Scalar, kind: OneOf) -> str:
    if node.text not in kind.words:
        raise RefusedError(
            Code.UNKNOWN_WORD.says(
                f'"{shortened(node.text)}" is not known here; {nearest(node.text, kind.words)}', node.text
            )
        )
    return node.text


def _number(node: Scalar, kind: Number) -> float:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int if kind.whole else (int, float)):
        raise RefusedError(
            Code.NO_WHOLE_NUMBER.says("write a whole number") if kind.whole else Code.NO_NUMBER.says("write a number")
        )
    if kind.least is not None and value < kind.least:
        raise RefusedError(Code.TOO_SMALL.says(f"write {kind.least:g} or more", f"{kind.least:g}"))
    return value
