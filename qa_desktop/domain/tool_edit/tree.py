"""The keys of a tool file as plain values, and how one of them is changed without touching any other.

A tree is never changed in place. Whatever the editor knows nothing of stays in it as it came.
"""

from __future__ import annotations

from typing import TypeAlias

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Keys = dict[str, Plain]
Path = tuple[str | int, ...]
"""Keys and positions from the top of the file down to a value."""


def value_at(tree: Plain, path: Path) -> Plain:
    """Return what stands at a path; None where nothing does."""
    node = tree
    for step in path:
        if isinstance(node, dict) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
            node = node[step]
        else:
            return None
    return node


def text_at(tree: Plain, path: Path) -> str:
    """Return the words at a path; a number in words, and no words where something else stands."""
    value = value_at(tree, path)
    if isinstance(value, bool) or value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value) if isinstance(value, str | int) else ""


def entries_at(tree: Plain, path: Path) -> list[Plain]:
    """Return the list at a path; an empty one where there is none."""
    value = value_at(tree, path)
    return value if isinstance(value, list) else []


def records_at(tree: Plain, path: Path) -> list[Keys]:
    """Return the records of the list at a path, an empty one in the place of each entry that is none."""
    return [entry if isinstance(entry, dict) else {} for entry in entries_at(tree, path)]


def texts_at(tree: Plain, path: Path) -> list[str]:
    """Return the words of the list at a path."""
    return [entry for entry in entries_at(tree, path) if isinstance(entry, str)]


def put(tree: Keys, path: Path, value: Plain) -> Keys:
    """Return the tree with another value at a path; None takes the key away, and what is empty then with it."""
    changed = _changed(tree, path, value)
    return changed if isinstance(changed, dict) else {}


def insert(tree: Keys, path: Path, place: int, value: Plain) -> Keys:
    """Return the tree with a new entry in the list at a path."""
    entries = entries_at(tree, path)
    return put(tree, path, [*entries[:place], value, *entries[place:]])


def remove(tree: Keys, path: Path) -> Keys:
    """Return the tree without the entry of a list that stands at a path."""
    *above, place = path
    entries = entries_at(tree, tuple(above))
    left = [entry for at, entry in enumerate(entries) if at != place]
    return put(tree, tuple(above), left or None)


def move(tree: Keys, path: Path, to: Path, place: int) -> Keys:
    """Return the tree with the entry at a path at another place, in its own list or in another one.

    `place` counts after the entry was taken out. A list that is left empty goes with it.
    """
    entry = value_at(tree, path)
    if entry is None:
        return tree
    *above, at = path
    if tuple(above) == to and isinstance(at, int):
        rest = [one for number, one in enumerate(entries_at(tree, to)) if number != at]
        return put(tree, to, [*rest[:place], entry, *rest[place:]])
    return remove(insert(tree, to, place, entry), path)


def _changed(node: Plain, path: Path, value: Plain) -> Plain:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(node) if isinstance(node, list) else []
        if 0 <= step < len(entries):
            entries[step] = _changed(entries[step], rest, value)
        return entries
    keys = dict(node) if isinstance(node, dict) else {}
    inner = _changed(keys.get(step), rest, value)
    if inner is None or inner in ({}, []):
        keys.pop(step, None)
    else:
        keys[step] = inner
    return keys
