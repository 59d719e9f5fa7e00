"""Reads a YAML file that holds names, texts and numbers alone, under the same rules as audit tools."""

from __future__ import annotations

from typing import TypeAlias

from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.yaml_reader import Listing, Mapping, Node, Scalar, read_yaml

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


def plain_yaml(data: bytes, name: str) -> dict[str, Plain]:
    """Return the mapping in the file of that name; raise SeveralProblems where it is no YAML, or holds none."""
    mistakes: list[Mistake] = []
    root = read_yaml(data, mistakes)
    if not isinstance(root, Mapping):
        mistakes.append(Mistake("It begins with a name and a colon, for example “serial: 1”."))
    if mistakes:
        raise SeveralProblems(f"{name} cannot be read:", tuple(mistakes))
    return {key: _plain(node) for key, node in root.entries.items()} if isinstance(root, Mapping) else {}


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Listing):
        return [_plain(entry) for entry in node.entries]
    return {key: _plain(entry) for key, entry in node.entries.items()}
