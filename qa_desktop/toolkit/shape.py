"""Describes what may stand in a file: one description serves the checker, the JSON Schema and the manual."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Text:
    """Words. `identity` allows letters, digits, dot, hyphen and underscore only; `colour` a colour as #RRGGBB."""

    identity: bool = False
    longest: int = 4000
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `whole` for integers."""

    whole: bool = False
    least: float | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose entries are all of one kind."""

    kind: Kind
    least: int = 0
    most: int = 5000


@dataclass(frozen=True, slots=True)
class ByKey:
    """Free keys, each with a value of one kind: descriptors by scale code, months by type of audit."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class When:
    """A condition."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One or several codes, numbers or truths with which an answer is compared."""

    several: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record, with what stands behind it."""

    name: str
    kind: Kind
    required: bool = False
    about: str = ""


@dataclass(frozen=True)
class Record:
    """A mapping with known keys."""

    name: str
    keys: tuple[Key, ...]

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """Every known key by its name."""
        return {key.name: key for key in self.keys}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of every known key."""
        return tuple(self.by_name)

    @cached_property
    def required(self) -> tuple[Key, ...]:
        """The keys that must stand there."""
        return tuple(key for key in self.keys if key.required)


Kind = Text | Flag | Number | OneOf | ListOf | ByKey | When | Answers | Record


def one_of(words: type[Enum]) -> OneOf:
    """Return the kind that allows the values of an enumeration."""
    return OneOf(tuple(str(word.value) for word in words))
