"""Reads the expressions of XLSForm (a part of XPath) into trees, without ever working anything out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

MOST_LETTERS = 4_000
DEEPEST = 12

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<ref>\$\{\s*(?:last-saved\#)?[^{}\s]+\s*\})
      | (?P<path>(?:\.\./)+[A-Za-z_][\w.-]*)
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<name>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)
      | (?P<sign>!=|<=|>=|[=<>()+*,-])
      | (?P<own>\.(?![\w./]))
    )""",
    re.VERBOSE,
)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "})
_TIES = ("and", "or", "div", "mod")
_COMPARED = ("=", "!=", "<", "<=", ">", ">=")


class NotCarriedError(Exception):
    """An expression says something that an audit tool cannot; the message says what."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to another question."""

    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the choices sheet, as in a choice filter."""

    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """The answer to the question itself: the dot."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments, or an operator with its two sides."""

    name: str
    parts: tuple[Expression, ...]


Expression = Reference | Column | Own | Literal | Call


def finite(text: str) -> float:
    """Return the number that a text holds; raise ValueError where it is none, or none that can be written down."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def parse(text: str) -> Expression:
    """Return the tree of an expression; `and`, `or` and comparisons are calls by their signs.

    Raises:
        NotCarriedError: it is none, or uses parts of XPath that mean nothing here.
    """
    if len(text) > MOST_LETTERS:
        raise NotCarriedError("it is too long")
    reader = _Reader(_tokens(text.translate(_QUOTES)))
    tree = reader.either(0)
    reader.finish()
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise NotCarriedError(f'"{text[at : at + 20].strip()}" is not understood')
        kind, said = found.lastgroup, found[found.lastgroup]
        if kind == "path":  # the older way of naming an answer, by its place among the groups
            kind, said = "ref", f"${{{said.rpartition('/')[2]}}}"
        tokens.append((kind, said))
        at = found.end()
    return tokens


class _Reader:
    """Goes through the tokens from the weakest tie to the strongest: or, and, comparison, sum, product."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def finish(self) -> None:
        if self._at < len(self._tokens):
            raise NotCarriedError(f'"{self._tokens[self._at][1]}" is not understood')

    def either(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise NotCarriedError("it is nested too deeply")
        parts = [self._every(depth)]
        while self._takes("name", "or"):
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Call("or", tuple(parts))

    def _every(self, depth: int) -> Expression:
        parts = [self._comparison(depth)]
        while self._takes("name", "and"):
            parts.append(self._comparison(depth))
        return parts[0] if len(parts) == 1 else Call("and", tuple(parts))

    def _comparison(self, depth: int) -> Expression:
        left = self._sum(depth)
        sign = self._takes("sign", *_COMPARED)
        return Call(sign, (left, self._sum(depth))) if sign else left

    def _sum(self, depth: int) -> Expression:
        left = self._product(depth)
        while sign := self._takes("sign", "+", "-"):
            left = Call(sign, (left, self._product(depth)))
        return left

    def _product(self, depth: int) -> Expression:
        left = self._single(depth)
        while sign := self._takes("sign", "*") or self._takes("name", "div", "mod"):
            left = Call(sign, (left, self._single(depth)))
        return left

    def _single(self, depth: int) -> Expression:
        if self._takes("sign", "-"):
            inner = self._single(depth + 1) if depth < DEEPEST else None
            if isinstance(inner, Literal) and isinstance(inner.value, float):
                return Literal(-inner.value)
            raise NotCarriedError("a minus stands before what is no number")
        if self._takes("sign", "("):
            inner = self.either(depth + 1)
            self._needs(")")
            return inner
        kind, word = self._next()
        match kind:
            case "ref":
                return Reference(word[2:-1].strip())
            case "own":
                return Own()
            case "text":
                return Literal(word[1:-1])
            case "number":
                return Literal(_number(word))
            case "name" if self._takes("sign", "("):
                return Call(word, self._arguments(depth))
            case "name" if word not in _TIES:
                return Column(word)
        raise NotCarriedError(f'"{word}" is not understood' if word else "it ends in the middle")

    def _arguments(self, depth: int) -> tuple[Expression, ...]:
        if self._takes("sign", ")"):
            return ()
        parts = [self.either(depth + 1)]
        while self._takes("sign", ","):
            parts.append(self.either(depth + 1))
        self._needs(")")
        return tuple(parts)

    def _next(self) -> tuple[str, str]:
        if self._at == len(self._tokens):
            return "", ""
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, kind: str, *words: str) -> str:
        if self._at < len(self._tokens):
            found, word = self._tokens[self._at]
            if found == kind and word in words:
                self._at += 1
                return word
        return ""

    def _needs(self, sign: str) -> None:
        if not self._takes("sign", sign):
            raise NotCarriedError(f'a "{sign}" is missing')


def _number(word: str) -> float:
    try:
        return finite(word)
    except ValueError as error:
        raise NotCarriedError("a number is too large") from error
