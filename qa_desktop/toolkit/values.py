"""Holds the values of one record after their kinds were checked, so that building a tool needs no checks again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeVar, cast

from qa_desktop.domain.condition import Condition

Path = tuple[str | int, ...]
"""Keys and positions from the top of the file down to a value."""

AnswerValue = str | int | float | bool
Word = TypeVar("Word", bound=Enum)


@dataclass(frozen=True, slots=True)
class Values:
    """The checked values of one record. What was wrong or left out is absent, and its default is returned."""

    given: dict[str, object]
    path: Path

    def has(self, key: str) -> bool:
        """Tell whether the key stands there with a right value."""
        return key in self.given

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        return cast("str", self.given.get(key, default))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a truth."""
        return cast("bool", self.given.get(key, default))

    def number(self, key: str) -> float | None:
        """Return a number, or None where it is left out."""
        value = cast("float | None", self.given.get(key))
        return None if value is None else float(value)

    def whole(self, key: str) -> int | None:
        """Return an integer, or None where it is left out."""
        return cast("int | None", self.given.get(key))

    def word(self, key: str, default: Word) -> Word:
        """Return one word of the default's enumeration."""
        return type(default)(self.given[key]) if key in self.given else default

    def words(self, key: str, kind: type[Word]) -> tuple[Word, ...]:
        """Return several words of an enumeration."""
        return tuple(kind(word) for word in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return cast("tuple[str, ...]", self.given.get(key, ()))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return texts by free key, in the order in which they stand."""
        return cast("tuple[tuple[str, str], ...]", self.given.get(key, ()))

    def rows(self, key: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Return a list of texts by free key."""
        return cast("tuple[tuple[tuple[str, str], ...], ...]", self.given.get(key, ()))

    def number_pairs(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return whole numbers by free key."""
        return cast("tuple[tuple[str, int], ...]", self.given.get(key, ()))

    def languages(self, key: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return translations: texts by path, by language."""
        return cast("tuple[tuple[str, tuple[tuple[str, str], ...]], ...]", self.given.get(key, ()))

    def answers(self, key: str) -> tuple[AnswerValue, ...]:
        """Return the answers with which a condition compares."""
        return cast("tuple[AnswerValue, ...]", self.given.get(key, ()))

    def condition(self, key: str) -> Condition | None:
        """Return a condition, or None where it is left out."""
        return cast("Condition | None", self.given.get(key))

    def conditions(self, key: str) -> tuple[Condition, ...]:
        """Return a list of conditions."""
        return cast("tuple[Condition, ...]", self.given.get(key, ()))

    def record(self, key: str) -> Values | None:
        """Return a record inside this one, or None where it is left out."""
        return cast("Values | None", self.given.get(key))

    def records(self, key: str) -> tuple[Values, ...]:
        """Return a list of records."""
        return cast("tuple[Values, ...]", self.given.get(key, ()))
