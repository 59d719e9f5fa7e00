"""Checks a tool that is being written by the same rules as a file, and says where each mistake stands in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_edit.tree import Keys, Plain
from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.canonical import content_hash
from qa_desktop.toolkit.checker import checked_tool
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.rule_book import Finding
from qa_desktop.toolkit.yaml_reader import Listing, Mapping, Node, Place, Scalar, Where


@dataclass(frozen=True, slots=True)
class CheckedKeys:
    """What a check found: the tool where nothing is wrong with it, and every mistake with its path."""

    tool: Tool | None
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...] = ()
    """What is allowed and worth a look."""


def check_keys(keys: Keys, libraries: Libraries) -> CheckedKeys:
    """Check a tool that is being written."""
    mistakes = Mistakes(as_nodes(keys))
    try:
        tool = checked_tool(mistakes, libraries)
    except SeveralProblems:  # two hundred mistakes: those are enough
        tool = None
    found = mistakes.placed
    if tool is None or found:
        return CheckedKeys(None, found, mistakes.placed_warnings)
    return CheckedKeys(replace(tool, content_hash=content_hash(tool)), (), mistakes.placed_warnings)


def as_nodes(keys: Keys) -> Node:
    """Return plain values as the tree that a file is read into; each node has a line of its own."""
    lines = count(1)

    def node(value: Plain) -> Node:
        place = Place(next(lines), 1)
        if isinstance(value, dict):
            places: dict[str, Where] = {key: Place(next(lines), 1) for key in value}
            entries = {key: node(one) for key, one in value.items()}
            return Mapping(entries, places, place, 1 + sum(one.size for one in entries.values()))
        if isinstance(value, list):
            nodes = tuple(node(one) for one in value)
            return Listing(nodes, place, 1 + sum(one.size for one in nodes))
        return Scalar(_written(value), value, place)

    return node(keys)


def as_plain(node: Node) -> Plain:
    """Return the tree of a file as plain values."""
    if isinstance(node, Mapping):
        return {key: as_plain(one) for key, one in node.entries.items()}
    if isinstance(node, Listing):
        return [as_plain(one) for one in node.entries]
    return node.value


def _written(value: str | float | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
