"""Says which fields each part of a tool has, by the format itself, so that the editor asks for every one of them."""

from __future__ import annotations

from functools import cache

from qa_desktop.domain.tool_edit.tree import Path, Plain
from qa_desktop.toolkit.shape import ByKey, Flag, Key, Kind, ListOf, Number, OneOf, Record, Text, When
from qa_desktop.toolkit.tool_shape import TOOL

__all__ = [
    "ByKey", "Flag", "Key", "Kind", "ListOf", "Number", "OneOf", "Record", "Text", "When", "every_record", "part_at",
    "unknown_keys",
]  # fmt: skip


def part_at(path: Path) -> Record:
    """Return the record whose keys stand at a path of a tool; raise LookupError where no record stands there."""
    kind: Kind | None = TOOL
    for step in path:
        kind = _inside(kind, step)
    record = kind if isinstance(kind, Record) else None
    if record is None:
        raise LookupError(path)
    return record


def unknown_keys(keys: Plain, path: Path) -> tuple[str, ...]:
    """Return the keys of a record that the format does not know, as from a later version of it."""
    known = part_at(path).by_name
    return tuple(key for key in keys if key not in known) if isinstance(keys, dict) else ()


@cache
def every_record() -> tuple[Record, ...]:
    """Return every record of the format, each once."""
    found: dict[str, Record] = {}
    waiting: list[Kind] = [TOOL]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, ListOf | ByKey):
            waiting.append(kind.kind)
        elif isinstance(kind, Record) and kind.name not in found:
            found[kind.name] = kind
            waiting.extend(key.kind for key in kind.keys)
    return tuple(found.values())


def _inside(kind: Kind | None, step: str | int) -> Kind | None:
    if isinstance(kind, Record):
        key = kind.by_name.get(str(step))
        return key.kind if key else None
    return kind.kind if isinstance(kind, ListOf) and isinstance(step, int) else None
