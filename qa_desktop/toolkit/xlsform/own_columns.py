"""Reads and writes columns of our own for what XLSForm has no place for, so that our exports come back whole."""

from __future__ import annotations

import json
from typing import cast

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.shape import Kind, OneOf, Record, Text
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.columns import OWN, FormLine


def take_own(line: FormLine, shape: Record, prefix: str = OWN) -> Keys:
    """Return what a row says in our own columns about a record of that shape."""
    keys: Keys = {}
    for name in shape.names:
        text = line.take(f"{prefix}{name}")
        if text:
            keys[name] = own_value(text, shape.by_name[name].kind)
    return keys


def own_cells(keys: Keys, shape: Record, without: set[str], prefix: str = OWN) -> dict[str, str]:
    """Return the cells of our own columns for what a record says beside the keys that stand elsewhere."""
    return {
        f"{prefix}{name}": _written(keys[name], is_text=isinstance(shape.by_name[name].kind, Text | OneOf))
        for name in shape.names
        if name in keys and name not in without
    }


def as_json(value: Plain) -> str:
    """Return a value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False)


def from_json(text: str) -> Plain:
    """Return what the JSON holds, or the text itself where it is none: the checker says what is wrong with it."""
    try:
        return cast("Plain", json.loads(text))
    except (ValueError, RecursionError):
        return text


def own_value(text: str, kind: Kind) -> Plain:
    """Return what a cell of our own says where a value of that kind stands: words as they are, all else from JSON."""
    if isinstance(kind, Text | OneOf):
        return text
    return text == "TRUE" if text in {"TRUE", "FALSE"} else from_json(text)


def _written(value: Plain, *, is_text: bool) -> str:
    return str(value) if is_text else as_json(value)
