"""Gathers mistakes with their places in the file, so that all of them are told at once and in reading order."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.mistake_codes import code_of
from qa_desktop.toolkit.values import Path
from qa_desktop.toolkit.yaml_reader import Listing, Mapping, Node, Place, Scalar

MOST_FOUND = 200
"""Reading stops at so many mistakes, so that no file can keep the checker busy for long."""
_MOST_SHOWN = 60


class Mistakes:
    """The mistakes found in one file."""

    def __init__(self, root: Node, found: Collection[Mistake] = ()) -> None:
        self._root = root
        self._found: dict[Mistake, Path] = dict.fromkeys(found, ())
        self._warnings: dict[Mistake, Path] = {}
        self._unsure: set[Path] = set()

    @property
    def root(self) -> Node:
        """The tree in which they stand."""
        return self._root

    @property
    def placed(self) -> tuple[tuple[Path, str], ...]:
        """Every mistake with its path, in the order of the file."""
        return tuple((self._found[mistake], mistake.message) for mistake in self.all())

    @property
    def placed_warnings(self) -> tuple[tuple[Path, str], ...]:
        """Every warning with its path, in the order of the file."""
        return tuple((self._warnings[mistake], mistake.message) for mistake in self.warnings)

    def add(self, message: str, path: Path, place: Place | None = None) -> None:
        """Add a mistake; its place is looked up by its path where none is given.

        Raises:
            SeveralProblems: there are too many to go on.
        """
        self._found[self._placed(message, path, place)] = path
        if len(self._found) >= MOST_FOUND:
            raise SeveralProblems(f"This file has {MOST_FOUND} mistakes or more; these are the first.", self.all())

    def warn(self, message: str, path: Path) -> None:
        """Add what is worth a look and no mistake."""
        if len(self._warnings) < MOST_FOUND:
            self._warnings[self._placed(message, path)] = path

    def add_dropped(self, message: str, path: Path, place: Place | None = None) -> None:
        """Add a mistake whose value is left out of the tool; what follows from its absence is not told too."""
        self._unsure |= {path, path[:-1]}
        self.add(message, path, place)

    def is_unsure(self, path: Path) -> bool:
        """Tell whether a value of the record at the path, or of one around it, was left out as wrong."""
        return any(path[:depth] in self._unsure for depth in range(1, len(path) + 1))

    def dropped_in(self, path: Path) -> bool:
        """Tell whether the value at the path, or a value directly in it, was left out as wrong."""
        return path in self._unsure

    def touched(self, top: str) -> bool:
        """Tell whether anything under a key of the top was left out as wrong."""
        return any(path and path[0] == top for path in self._unsure)

    def all(self) -> tuple[Mistake, ...]:
        """Return every mistake once, in the order of the file."""
        return _in_order(self._found)

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        """What is worth a look, in the order of the file."""
        return _in_order(self._warnings)

    def _placed(self, message: str, path: Path, place: Place | None = None) -> Mistake:
        where = place or place_of(self._root, path)
        return Mistake(message, named_path(self._root, path), where.line, where.column, code_of(message))


def _in_order(found: Collection[Mistake]) -> tuple[Mistake, ...]:
    return tuple(sorted(found, key=lambda mistake: (mistake.line, mistake.column))[:MOST_FOUND])


def nearest(word: str, known: Collection[str]) -> str:
    """Return advice on what may have been meant: the nearest known word, or all of them where they are few."""
    close = get_close_matches(word[:_MOST_SHOWN], known, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    if not known:
        return "there is none to refer to"
    shown = sorted(known)[:12]
    return f"use one of: {', '.join(shown)}{' ...' if len(known) > len(shown) else ''}"


def shortened(text: str) -> str:
    """Return the text short enough for a message, without control characters."""
    visible = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return visible if len(visible) <= _MOST_SHOWN else f"{visible[: _MOST_SHOWN - 3]}..."


def place_of(root: Node, path: Path) -> Place:
    """Return where the value at the path stands, or the nearest thing around it that is in the file."""
    node, place = root, root.place
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            place, node = node.key_place(step), node.entries[step]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.entries):
            node = node.entries[step]
            place = node.place
        else:
            break
    return place


def named_path(root: Node, path: Path) -> str:
    """Return the path as a person reads it: list entries by their id where they have one."""
    node: Node | None = root
    names: list[str] = []
    for step in path:
        node = _step(node, step)
        names.append(_name_of(node, step))
    return " > ".join(names)


def _step(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, Listing) and isinstance(step, int) and step < len(node.entries):
        return node.entries[step]
    return None


def _name_of(node: Node | None, step: str | int) -> str:
    if isinstance(step, str):
        return shortened(step)
    for key in ("id", "code", "role"):
        known = node.entries.get(key) if isinstance(node, Mapping) else None
        if isinstance(known, Scalar) and known.text:
            return shortened(known.text)
    return f"number {step + 1}"
