"""Puts the keys of a tool into the order of the format, so that a file that was edited reads like any other."""

from __future__ import annotations

from qa_desktop.domain.tool_edit.tree import Keys, Plain
from qa_desktop.toolkit.shape import Kind, ListOf, Record, When
from qa_desktop.toolkit.tool_shape import CONDITION, TOOL


def in_order(keys: Keys) -> Keys:
    """Return the same keys and values; a key that the format does not know stands behind the others."""
    ordered = _ordered(keys, TOOL)
    return ordered if isinstance(ordered, dict) else keys


def _ordered(value: Plain, kind: Kind | None) -> Plain:
    if isinstance(kind, When):
        kind = CONDITION
    if isinstance(value, list) and isinstance(kind, ListOf):
        return [_ordered(one, kind.kind) for one in value]
    if isinstance(value, dict) and isinstance(kind, Record):
        known = [name for name in kind.names if name in value]
        rest = [name for name in value if name not in kind.by_name]
        return {name: _ordered(value[name], _kind_of(kind, name)) for name in (*known, *rest)}
    return value


def _kind_of(record: Record, name: str) -> Kind | None:
    key = record.by_name.get(name)
    return key.kind if key else None
