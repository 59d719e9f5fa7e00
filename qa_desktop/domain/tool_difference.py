"""What changed between two versions of a tool, question by question, in auditors' words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from qa_desktop.domain.tool import Item, Tool
from qa_desktop.domain.tool_shapes import ABOUT, ITEM, SECTION, WHOLE, Listed, Only, Pairs, Parts, Plain, Rule, Shape
from qa_desktop.domain.tool_words import item_name, said, section_name

_One = TypeVar("_One")


class ChangeKind(Enum):
    """What happened to a part of the tool."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    """A text was there before and is there now, in other words."""
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ToolChange:
    """One change. `about` is the question or other part that it is in, empty for the heading's own."""

    kind: ChangeKind
    about: str
    what: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The change without what stood before and after: "3.1 Is there a plan?: wording reworded"."""
        words = {
            ChangeKind.ADDED: f"New {self.what}",
            ChangeKind.REMOVED: f"No longer there: {self.what}",
            ChangeKind.REWORDED: f"Reworded: {self.what}",
            ChangeKind.MOVED: f"Moved: {self.what}",
            ChangeKind.CHANGED: f"Changed: {self.what}",
        }[self.kind]
        return f"{words} · {self.about}" if self.about else words


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """What changed under one heading: a section, the scales, the action plan."""

    title: str
    changes: tuple[ToolChange, ...]


@dataclass(frozen=True, slots=True)
class ToolDifference:
    """What changed from one version to another; no parts where they ask and say the same."""

    before: Tool
    after: Tool
    parts: tuple[ChangedPart, ...]

    def count(self, kind: ChangeKind) -> int:
        """Return how many changes are of a kind."""
        return sum(change.kind is kind for part in self.parts for change in part.changes)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two versions, and whose part is being compared."""

    before: Tool
    after: Tool
    about: str = ""

    def inside(self, about: str) -> _Pair:
        return replace(self, about=about)

    def change(self, kind: ChangeKind, what: str, before: object = "", after: object = "") -> ToolChange:
        return ToolChange(kind, self.about, what, said(self.before, before), said(self.after, after))


def difference(before: Tool, after: Tool) -> ToolDifference:
    """Return what changed from one version of a tool to another."""
    pair = _Pair(before, after)
    found = [ChangedPart("About the tool", tuple(_compared(ABOUT, before, after, pair)))]
    found += [
        ChangedPart(title, tuple(_ruled(rule, getattr(before, name), getattr(after, name), pair)))
        for name, (title, rule) in WHOLE.items()
    ]
    found.append(ChangedPart("At the start", tuple(_items(before.header, after.header, pair))))
    found += _sections(pair)
    return ToolDifference(before, after, tuple(part for part in found if part.changes))


def _sections(pair: _Pair) -> Iterator[ChangedPart]:
    """Yield the sections of the new version in order, then those that it no longer has."""
    before = {section.id: section for section in pair.before.sections}
    moved = _moved([one.id for one in pair.before.sections], [one.id for one in pair.after.sections])
    for section in pair.after.sections:
        old, here = before.pop(section.id, None), section_name(section)
        if old is None:
            changes = [pair.change(ChangeKind.ADDED, pair.after.words.section.lower())]
            changes += _items((), section.items, pair)
        else:
            changes = list(_compared(SECTION, old, section, pair))
            if section.id in moved:
                was = _after(pair.before.sections, old, section_name)
                now = _after(pair.after.sections, section, section_name)
                changes.insert(0, pair.change(ChangeKind.MOVED, pair.after.words.section.lower(), was, now))
            changes += _items(old.items, section.items, pair)
        yield ChangedPart(here, tuple(changes))
    for old in before.values():
        changes = [pair.change(ChangeKind.REMOVED, pair.before.words.section.lower()), *_items(old.items, (), pair)]
        yield ChangedPart(section_name(old), tuple(changes))


def _items(before: Sequence[Item], after: Sequence[Item], pair: _Pair) -> Iterator[ToolChange]:
    """Yield what changed in the questions under one heading; a question keeps its name wherever it goes."""
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    moved = _moved(list(old), list(new))
    for item in after:
        here = pair.inside(item_name(item))
        was = old.get(item.id) or pair.before.item(item.id)
        if was is None:
            yield here.change(ChangeKind.ADDED, "question")
            continue
        if item.id not in old:
            yield here.change(ChangeKind.MOVED, "question", _home(pair.before, item), _home(pair.after, item))
        elif item.id in moved:
            places = _after(before, was, item_name), _after(after, item, item_name)
            yield here.change(ChangeKind.MOVED, "question", *places)
        yield from _compared(ITEM, was, item, here)
    for item in before:
        if item.id not in new and pair.after.item(item.id) is None:
            yield pair.inside(item_name(item)).change(ChangeKind.REMOVED, "question")


def _compared(shape: Shape, before: object, after: object, pair: _Pair) -> Iterator[ToolChange]:
    for name, rule in shape.items():
        yield from _ruled(rule, getattr(before, name), getattr(after, name), pair)


def _ruled(rule: Rule, before: object, after: object, pair: _Pair) -> Iterator[ToolChange]:
    if before == after:
        return
    match rule:
        case Plain():
            yield _plain(rule, before, after, pair)
        case Listed():
            yield from _listed(rule.noun, _texts(before), _texts(after), pair)
        case Pairs():
            yield from _pairs(rule.noun, rule.entries(pair.before, before), rule.entries(pair.after, after), pair)
        case Only():
            yield from _only(rule, before, after, pair)
        case Parts():
            yield from _parts(rule, _keyed(rule.key, before), _keyed(rule.key, after), pair)


def _plain(rule: Plain, before: object, after: object, pair: _Pair) -> ToolChange:
    old, new = rule.words(pair.before, before), rule.words(pair.after, after)
    kind = ChangeKind.REWORDED if rule.is_text else ChangeKind.CHANGED
    if rule.is_text and not (old and new):
        kind = ChangeKind.ADDED if new else ChangeKind.REMOVED
    return pair.change(kind, rule.label, old, new)


def _listed(noun: str, before: tuple[str, ...], after: tuple[str, ...], pair: _Pair) -> Iterator[ToolChange]:
    gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
    yield from (pair.change(ChangeKind.REMOVED, noun, text) for text in gone)
    yield from (pair.change(ChangeKind.ADDED, noun, "", text) for text in new)
    if not gone and not new:
        yield pair.change(ChangeKind.MOVED, f"order of each {noun}", "; ".join(before), "; ".join(after))


def _pairs(noun: str, before: Mapping[str, str], after: Mapping[str, str], pair: _Pair) -> Iterator[ToolChange]:
    for name in dict.fromkeys((*after, *before)):
        yield from _ruled(Plain(f"{noun} “{name}”", is_text=True), before.get(name, ""), after.get(name, ""), pair)


def _only(rule: Only, before: object, after: object, pair: _Pair) -> Iterator[ToolChange]:
    if before is None or after is None:
        yield pair.change(ChangeKind.REMOVED if after is None else ChangeKind.ADDED, rule.noun)
        return
    for change in _compared(rule.shape, before, after, pair):
        yield replace(change, what=f"{rule.noun}: {change.what}") if rule.says_so else change


def _parts(rule: Parts, before: Mapping[str, object], after: Mapping[str, object], pair: _Pair) -> Iterator[ToolChange]:
    for key, one in after.items():
        what = f"{rule.noun} “{rule.name(pair.after, one)}”"
        if key not in before:
            yield pair.change(ChangeKind.ADDED, what)
            continue
        for change in _compared(rule.shape, before[key], one, pair):
            yield replace(change, what=f"{what}: {change.what}")
    for key, one in before.items():
        if key not in after:
            yield pair.change(ChangeKind.REMOVED, f"{rule.noun} “{rule.name(pair.before, one)}”")
    if _moved(list(before), list(after)):
        old, new = (
            "; ".join(rule.name(tool, one) for one in entries.values())
            for tool, entries in ((pair.before, before), (pair.after, after))
        )
        yield pair.change(ChangeKind.MOVED, f"order of each {rule.noun}", old, new)


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the fewest of those in both whose going elsewhere explains the new order."""
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in after if key in places]
    ends: list[int] = []
    lines: list[tuple[str, ...]] = []
    for key in common:
        at = bisect_left(ends, places[key])
        ends[at : at + 1] = [places[key]]
        lines[at : at + 1] = [(lines[at - 1] if at else ()) + (key,)]
    return frozenset(common) - frozenset(lines[-1] if lines else ())


def _after(entries: Sequence[_One], one: _One, name: Callable[[_One], str]) -> str:
    place = entries.index(one)
    return f"after “{name(entries[place - 1])}”" if place else "first"


def _home(tool: Tool, item: Item) -> str:
    section = tool.section_of(item.id)
    return f"in “{section_name(section)}”" if section else "at the start"


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _keyed(field: str, value: object) -> dict[str, object]:
    """Return the entries of a list by their key; the second of one key is another entry."""
    found: dict[str, object] = {}
    for one in value if isinstance(value, tuple) else ():
        key = str(getattr(one, field))
        while key in found:
            key += "+"
        found[key] = one
    return found
