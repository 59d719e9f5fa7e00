"""Checks a YAML tree against a shape and hands on what is right, noting everything that is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qa_desktop.toolkit.condition_reader import condition_from
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import Mistakes, nearest, shortened
from qa_desktop.toolkit.scalar_kinds import CONTROL, RefusedError, answers_of, scalar_of
from qa_desktop.toolkit.shape import (
    Answers,
    ByKey,
    Flag,
    Kind,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    When,
)
from qa_desktop.toolkit.tool_shape import CONDITION
from qa_desktop.toolkit.values import Path, Values
from qa_desktop.toolkit.yaml_reader import AFTER_COMMA, Listing, Mapping, Node, is_after_comma


class ShapeReader:
    """Reads nodes by their kind; what is wrong is noted and left out.

    `passes_unknown` leaves unknown keys out without a word: a file from an authority may come from a newer version.
    """

    def __init__(self, mistakes: Mistakes, *, passes_unknown: bool = False) -> None:
        self._mistakes = mistakes
        # A match would try kind after kind; a large tool has ten thousands of values.
        self._readers: dict[type, Callable[[Node, Any, Path], object]] = {
            Record: self._record,
            When: self._when,
            ListOf: self._list,
            ByKey: self._by_key,
            Answers: lambda node, kind, _: answers_of(node, kind),
            **dict.fromkeys((Text, Flag, Number, OneOf), lambda node, kind, _: scalar_of(node, kind)),
        }
        self._passes_unknown = passes_unknown

    def top(self, node: Node, shape: Record) -> Values | None:
        """Return the values of a whole file, or None after noting that it holds no keys at all."""
        values = self._value(node, shape, ())
        return values if isinstance(values, Values) else None

    def _value(self, node: Node, kind: Kind, path: Path) -> object:
        try:
            return self._readers[type(kind)](node, kind, path)
        except RefusedError as refused:
            self._mistakes.add_dropped(refused.message, path, node.place)
            return None

    def _when(self, node: Node, _: When, path: Path) -> object:
        return condition_from(self._record(node, CONDITION, path), self._mistakes)

    def _record(self, node: Node, shape: Record, path: Path) -> Values:
        if not isinstance(node, Mapping):
            raise RefusedError(f"here stand keys with their values, such as {', '.join(shape.names[:6])}")
        given: dict[str, object] = {}
        for name, value in node.entries.items():
            key = shape.by_name.get(name)
            if key is None and self._passes_unknown:
                continue
            if key is None:
                known = AFTER_COMMA if is_after_comma(name, value) else nearest(name, shape.names)
                message = Code.UNKNOWN_KEY.says(f'unknown key "{shortened(name)}"; {known}', shortened(name))
                self._mistakes.add(message, path, node.key_place(name))
            elif (read := self._value(value, key.kind, (*path, name))) is not None:
                given[name] = read
        for key in shape.required:
            if key.name not in node.entries:
                self._mistakes.add_dropped(
                    Code.MISSING_KEY.says(f'the key "{key.name}" is missing', key.name), (*path, key.name), node.place
                )
        return Values(given, path)

    def _list(self, node: Node, kind: ListOf, path: Path) -> tuple[object, ...]:
        if not isinstance(node, Listing):
            raise RefusedError("here stands a list; begin each entry with a hyphen")
        if len(node.entries) < kind.least:
            raise RefusedError(Code.LIST_TOO_SHORT.says("the list needs at least one entry"))
        if len(node.entries) > kind.most:
            raise RefusedError(f"the list has {len(node.entries)} entries; at most {kind.most} are allowed")
        read = (self._value(entry, kind.kind, (*path, index)) for index, entry in enumerate(node.entries))
        return tuple(value for value in read if value is not None)

    def _by_key(self, node: Node, kind: ByKey, path: Path) -> tuple[tuple[str, object], ...]:
        if not isinstance(node, Mapping):
            raise RefusedError("here stand keys, each with its own value")
        for name in node.entries:
            if not name.strip() or CONTROL.search(name):
                raise RefusedError("a key is empty or holds a control character")
        pairs = ((name, self._value(value, kind.kind, (*path, name))) for name, value in node.entries.items())
        return tuple((name, value) for name, value in pairs if value is not None)
