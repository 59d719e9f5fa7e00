"""Reads a tool file into keys that can be edited, its mistakes with it, as long as each value is of the right kind."""

from __future__ import annotations

from qa_desktop.domain.tool_edit.tree import Keys, Plain
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.build_tool import spread_defaults
from qa_desktop.toolkit.check_keys import as_plain
from qa_desktop.toolkit.shape import ByKey, Flag, Kind, ListOf, Number, OneOf, Record, Text, When
from qa_desktop.toolkit.tool_shape import CONDITION, TOOL
from qa_desktop.toolkit.yaml_reader import Listing, Mapping, Node, Scalar, read_yaml


class _UnfitError(Exception):
    """A list stands where one value belongs, or the other way about."""


def open_keys(data: bytes) -> Keys | None:
    """Return the keys of a tool file; None where it is not built like one.

    Raises:
        SeveralProblems: it is no YAML.
    """
    mistakes: list[Mistake] = []
    root = spread_defaults(read_yaml(data, mistakes))
    if mistakes:
        return None
    try:
        keys = _plain(root, TOOL)
    except _UnfitError:
        return None
    if not isinstance(keys, dict):
        return None
    for section in _sections(keys):
        section.pop("every_question", None)  # written into each question by now
    return keys


def _sections(keys: Keys) -> list[Keys]:
    sections = keys.get("sections")
    return [one for one in sections if isinstance(one, dict)] if isinstance(sections, list) else []


def _plain(node: Node, kind: Kind) -> Plain:
    match kind:
        case Record():
            return _record(node, kind)
        case When():
            return _record(node, CONDITION)
        case ListOf():
            if not isinstance(node, Listing):
                raise _UnfitError
            return [_plain(entry, kind.kind) for entry in node.entries]
        case ByKey():
            if not isinstance(node, Mapping):
                raise _UnfitError
            return {name: _plain(value, kind.kind) for name, value in node.entries.items()}
        case Text() | OneOf() | Flag() | Number():
            return _single(node, kind)
        case _:
            return as_plain(node)


def _record(node: Node, shape: Record) -> Plain:
    if not isinstance(node, Mapping):
        raise _UnfitError
    known = shape.by_name
    return {
        name: _plain(value, known[name].kind) if name in known else as_plain(value)
        for name, value in node.entries.items()
    }


def _single(node: Node, kind: Kind) -> Plain:
    """Return a single value; words as they were written, because 1.10 is a version and no number."""
    if not isinstance(node, Scalar):
        raise _UnfitError
    is_words = isinstance(kind, Text | OneOf) and not isinstance(node.value, bool) and node.value is not None
    return node.text if is_words else node.value


__all__ = ["SeveralProblems", "open_keys"]
