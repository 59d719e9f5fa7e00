"""Structured conditions: when a question is asked, required or followed up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

type_of_value = str | int | float | bool | tuple[str, ...] | None
"""What a condition may read: a code, a number, a date as ISO text, a truth, several codes, or nothing."""

Lookup = Callable[[str], "type_of_value"]
"""Returns the current value of the item or header field with that id; None where it is unanswered."""


class Comparison(Enum):
    """How a value is compared with the one that the tool names."""

    EQUALS = "equals"
    IN = "in"
    ANSWERED = "answered"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of the answer to `subject` with `values`."""

    subject: str
    comparison: Comparison
    values: tuple[str | int | float | bool, ...] = ()

    def holds(self, lookup: Lookup) -> bool:
        """Tell whether the comparison holds; an unanswered subject never compares as true."""
        value = lookup(self.subject)
        if value is None or value in ("", ()):
            return False
        match self.comparison:
            case Comparison.ANSWERED:
                return True
            case Comparison.EQUALS | Comparison.IN:
                given = value if isinstance(value, tuple) else (value,)
                return any(one in self.values for one in given)
            case _:
                return self._ordered(value)

    def _ordered(self, value: str | float | tuple[str, ...]) -> bool:
        limit = self.values[0]
        if isinstance(value, tuple) or isinstance(value, str) != isinstance(limit, str):
            return False
        left, right = (str(value), str(limit)) if isinstance(value, str) else (float(value), float(limit))
        match self.comparison:
            case Comparison.LESS:
                return left < right  # type: ignore[operator]  # both are of one kind by the line above
            case Comparison.AT_MOST:
                return left <= right  # type: ignore[operator]  # as above
            case Comparison.MORE:
                return left > right  # type: ignore[operator]  # as above
            case _:
                return left >= right  # type: ignore[operator]  # as above


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, lookup: Lookup) -> bool:
        """Tell whether every part holds."""
        return all(part.holds(lookup) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, lookup: Lookup) -> bool:
        """Tell whether one part holds."""
        return any(part.holds(lookup) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not."""

    part: Condition

    def holds(self, lookup: Lookup) -> bool:
        """Tell whether the part does not hold."""
        return not self.part.holds(lookup)


Condition = Test | All | AnyOf | Not


def subjects(condition: Condition) -> tuple[str, ...]:
    """Return the questions and fields on which a condition depends, each once, in order."""
    match condition:
        case Test():
            return (condition.subject,)
        case All(parts) | AnyOf(parts):
            return tuple(dict.fromkeys(subject for part in parts for subject in subjects(part)))
        case Not(part):
            return subjects(part)


def renamed(condition: Condition, name: Callable[[str], str]) -> Condition:
    """Return the condition with the name of each question and field as `name` gives it."""
    match condition:
        case Test():
            return replace(condition, subject=name(condition.subject))
        case All(parts) | AnyOf(parts):
            return type(condition)(tuple(renamed(part, name) for part in parts))
        case Not(part):
            return Not(renamed(part, name))
