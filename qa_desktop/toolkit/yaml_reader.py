"""Reads YAML 1.2 into a tree that remembers line and column, because people put their mistakes right by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from qa_desktop.errors import Mistake, SeveralProblems

MOST_BYTES = 2_000_000
MOST_NODES = 200_000
"""Counted with every alias written out, so that nested aliases cannot grow without end."""
DEEPEST = 40

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and column, both counted from 1."""

    line: int
    column: int


class _Mark(Protocol):
    """What both of PyYAML's parsers say about a place; counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """One word, sentence, number or truth, with the text as it was written."""

    text: str
    value: str | int | float | bool | None
    place: Place
    size: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    entries: tuple[Node, ...]
    place: Place
    size: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, and where each key stands."""

    entries: dict[str, Node]
    key_places: dict[str, Place]
    place: Place
    size: int


Node = Scalar | Listing | Mapping


def read_yaml(data: bytes, mistakes: list[Mistake]) -> Node:
    """Return the one document in `data`; duplicate keys and the like are added to `mistakes`.

    Raises:
        SeveralProblems: the text is no YAML at all, too large, too deep, or holds nothing.
    """
    if len(data) > MOST_BYTES:
        raise _unreadable(f"the file is larger than {MOST_BYTES // 1_000_000} MB", Place(1, 1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable("the file is not in UTF-8; save it as UTF-8 text", Place(line, 1)) from error
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        before = text[: forbidden.start()]
        place = Place(before.count("\n") + 1, forbidden.start() - before.rfind("\n"))
        raise _unreadable("a character that YAML does not allow; remove control characters", place)
    try:
        return _Composer(yaml.parse(_without_pairs(text), Loader=yaml.CSafeLoader), mistakes).document()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(_plain(error), _place(error.problem_mark or error.context_mark)) from error


def reads_as_text(text: str) -> bool:
    """Tell whether the text, written without quotation marks, is read as this text and no number, truth or nothing."""
    return isinstance(_plain_value(text), str)


def _without_pairs(text: str) -> str:
    """Return JSON with its two-part escapes joined: JSON writes an emoji as a surrogate pair, which YAML refuses."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    return _PAIR.sub(lambda pair: f"{pair[1]}\\U{_joined(pair[2], pair[3]):08x}", text)


def _joined(high: str, low: str) -> int:
    return 0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)


def _plain(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    return f"YAML cannot be read here: {', '.join(parts)}; check indents, quotation marks and colons"


def _unreadable(message: str, place: Place) -> SeveralProblems:
    return SeveralProblems("The file cannot be read.", (Mistake(message, "", place.line, place.column),))


def _place(mark: _Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _scalar(event: yaml.ScalarEvent, place: Place) -> Scalar:
    text = event.value
    return Scalar(text, _plain_value(text) if event.implicit[0] else text, place)


def _plain_value(text: str) -> str | int | float | bool | None:
    if text in _NOTHING:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    is_mapping: bool
    place: Place
    anchor: str | None
    nodes: list[Node] = field(default_factory=list)

    def close(self, mistakes: list[Mistake]) -> Node:
        size = 1 + sum(node.size for node in self.nodes)
        if not self.is_mapping:
            return Listing(tuple(self.nodes), self.place, size)
        entries: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for key, value in zip(self.nodes[::2], self.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                mistakes.append(Mistake("a key must be a plain word, not a list", "", key.place.line, key.place.column))
            elif key.text in entries:
                first = places[key.text].line
                message = f'the key "{key.text}" stands twice, first in line {first}; keep one of them'
                mistakes.append(Mistake(message, "", key.place.line, key.place.column))
            else:
                entries[key.text], places[key.text] = value, key.place
        return Mapping(entries, places, self.place, size)


class _Composer:
    """Builds the tree from the parser's events without recursion, so that depth can be bounded."""

    def __init__(self, events: Iterator[yaml.Event], mistakes: list[Mistake]) -> None:
        self._events = events
        self._mistakes = mistakes
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._nodes = 0
        self._root: Node | None = None

    def document(self) -> Node:
        for event in self._events:
            place = _place(event.start_mark)
            if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
                raise _unreadable("a second document begins here; keep one document in a file", place)
            if isinstance(event, yaml.NodeEvent):
                self._node(event, place)
            elif isinstance(event, yaml.CollectionEndEvent):
                done = self._open.pop()
                self._add(done.close(self._mistakes), done.anchor)
        if self._root is None:
            raise _unreadable("the file is empty", Place(1, 1))
        return self._root

    def _node(self, event: yaml.NodeEvent, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            node = self._anchors.get(str(event.anchor))
            if node is None:
                raise _unreadable(f'nothing above is marked "&{event.anchor}"', place)
            self._add(node, None)
            return
        self._refuse_tag(event, place)
        if isinstance(event, yaml.ScalarEvent):
            self._add(_scalar(event, place), event.anchor)
            return
        if len(self._open) >= DEEPEST:
            raise _unreadable(f"more than {DEEPEST} levels inside each other", place)
        self._open.append(_Open(isinstance(event, yaml.MappingStartEvent), place, event.anchor))

    def _refuse_tag(self, event: yaml.NodeEvent, place: Place) -> None:
        if getattr(event, "tag", None) not in (None, "!"):
            message = "a tag that begins with an exclamation mark has no meaning here; remove it"
            self._mistakes.append(Mistake(message, "", place.line, place.column))

    def _add(self, node: Node, anchor: str | None) -> None:
        self._nodes += node.size if isinstance(node, Scalar) else 1
        if self._nodes > MOST_NODES or node.size > MOST_NODES:
            raise _unreadable(f"the file holds more than {MOST_NODES} entries", node.place)
        if anchor:
            self._anchors[anchor] = node
        if self._open:
            self._open[-1].nodes.append(node)
        else:
            self._root = node
