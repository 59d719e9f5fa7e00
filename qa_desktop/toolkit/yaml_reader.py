"""Reads YAML 1.2 into a tree that remembers line and column, because people put their mistakes right by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import yaml

from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.mistake_codes import Code, code_of

MOST_BYTES = 2_000_000
MOST_NODES = 200_000
"""Counted with every alias written out, so that nested aliases cannot grow without end."""
DEEPEST = 40

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_FIXED = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
OLD_TRUTHS = frozenset({"yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"})
"""What YAML 1.1, which many programs still read, takes for true or false unless it stands in quotation marks."""
_NUMBER_BEGINS = frozenset("+-.0123456789")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and column, both counted from 1."""

    line: int
    column: int


class Mark(Protocol):
    """What both of PyYAML's parsers say about a place; counted from 0."""

    line: int
    column: int


Where = Mark | Place | None
"""What a node keeps of its place: nodes that were read hold the parser's mark, others a place."""

# A file has thousands of nodes and tells the places of a few: they are made when asked for. No node is ever changed,
# but frozen ones would take three times as long to make.


@dataclass(slots=True)
class Scalar:
    """One word, sentence, number or truth, with the text as it was written."""

    text: str
    value: str | int | float | bool | None
    mark: Where
    size: int = 1
    is_bare: bool = False
    """Whether it was written without quotation marks."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return _place(self.mark)


@dataclass(slots=True)
class Listing:
    """A list."""

    entries: tuple[Node, ...]
    mark: Where
    size: int

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _place(self.mark)


@dataclass(slots=True)
class Mapping:
    """Keys with their values, and where each key stands."""

    entries: dict[str, Node]
    key_marks: dict[str, Where]
    mark: Where
    size: int

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _place(self.mark)

    def key_place(self, key: str) -> Place:
        """Return where a key stands."""
        return _place(self.key_marks[key])


Node = Scalar | Listing | Mapping


def read_yaml(data: bytes, mistakes: list[Mistake], *, old_truths: bool = False) -> Node:
    """Return the one document in `data`; duplicate keys and the like are added to `mistakes`.

    `old_truths` lets a key be on, off, yes or no without quotation marks: in files that no other program reads.

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
        return _Composer(mistakes, old_truths=old_truths).document(_events(_without_pairs(text)))
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


def _place(mark: Where) -> Place:
    if isinstance(mark, Place):
        return mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _events(text: str) -> Iterator[yaml.Event]:
    """Return the parser's events, asked for without the generator that PyYAML would put between."""
    return iter(yaml.CSafeLoader(text).get_event, None)


def _plain_value(text: str) -> str | int | float | bool | None:
    if text in _FIXED:
        return _FIXED[text]
    if text[0] not in _NUMBER_BEGINS:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    is_mapping: bool
    mark: Where
    anchor: str | None
    nodes: list[Node] = field(default_factory=list)

    def close(self, mistakes: list[Mistake], *, old_truths: bool) -> Node:
        nodes = self.nodes
        size = 1
        for node in nodes:
            size += node.size
        if not self.is_mapping:
            return Listing(tuple(nodes), self.mark, size)
        entries: dict[str, Node] = {}
        marks: dict[str, Where] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                mistakes.append(_mistake("a key must be a plain word, not a list", key.mark))
            elif key.text in entries:
                first = _place(marks[key.text]).line
                message = Code.STANDS_TWICE.says(
                    f'the key "{key.text}" stands twice, first in line {first}; keep one of them', key.text
                )
                mistakes.append(_mistake(message, key.mark))
            else:
                entries[key.text], marks[key.text] = value, key.mark
                if key.is_bare and key.text in OLD_TRUTHS and not old_truths:
                    mistakes.append(_mistake(in_quotation_marks(key.text), key.mark))
        return Mapping(entries, marks, self.mark, size)


AFTER_COMMA = "if it belongs to the text before it, put that text in quotation marks: a comma ends it"


def is_after_comma(key: str, value: Node) -> bool:
    """Tell whether a key is rather the rest of a text with a comma in it: words, and nothing after them."""
    return isinstance(value, Scalar) and value.value is None and value.is_bare and " " in key.strip()


def in_quotation_marks(word: str) -> str:
    """Return what to do with a word that some programs read as true or false."""
    return Code.READ_AS_TRUTH.says(
        f'write "{word}" with quotation marks; without them some programs read it as true or false', word
    )


def _mistake(message: str, mark: Where) -> Mistake:
    place = _place(mark)
    return Mistake(message, "", place.line, place.column, code_of(message))


class _Composer:
    """Builds the tree from the parser's events without recursion, so that depth can be bounded."""

    def __init__(self, mistakes: list[Mistake], *, old_truths: bool) -> None:
        self._mistakes = mistakes
        self._old_truths = old_truths
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._nodes = 0
        self._documents: list[Node] = []
        self._into = self._documents
        """The nodes of the innermost list or mapping that is open; the documents themselves at the top."""

    def document(self, events: Iterator[yaml.Event]) -> Node:
        steps: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._refuse_second,
        }
        for event in events:
            step = steps.get(type(event))
            if step is not None:
                step(event)
        if not self._documents:
            raise _unreadable("the file is empty", Place(1, 1))
        return self._documents[0]

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text, mark = event.value, event.start_mark
        if event.tag is not None:
            self._refuse_tag(event)
        is_bare = event.implicit[0]
        self._add(Scalar(text, _plain_value(text) if is_bare else text, mark, 1, is_bare), event.anchor)

    def _alias(self, event: yaml.AliasEvent) -> None:
        node = self._anchors.get(str(event.anchor))
        if node is None:
            raise _unreadable(f'nothing above is marked "&{event.anchor}"', _place(event.start_mark))
        self._add(node, None)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if len(self._open) >= DEEPEST:
            raise _unreadable(f"more than {DEEPEST} levels inside each other", _place(event.start_mark))
        opened = _Open(type(event) is yaml.MappingStartEvent, event.start_mark, event.anchor)
        self._open.append(opened)
        self._into = opened.nodes

    def _end(self, _: yaml.CollectionEndEvent) -> None:
        done = self._open.pop()
        self._into = self._open[-1].nodes if self._open else self._documents
        self._add(done.close(self._mistakes, old_truths=self._old_truths), done.anchor)

    def _refuse_second(self, event: yaml.DocumentStartEvent) -> None:
        if self._documents:
            place = _place(event.start_mark)
            raise _unreadable("a second document begins here; keep one document in a file", place)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag != "!":
            message = "a tag that begins with an exclamation mark has no meaning here; remove it"
            self._mistakes.append(_mistake(message, event.start_mark))

    def _add(self, node: Node, anchor: str | None) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES or node.size > MOST_NODES:
            raise _unreadable(f"the file holds more than {MOST_NODES} entries", node.place)
        if anchor:
            self._anchors[anchor] = node
        self._into.append(node)
