"""Keeps checked tools as JSON under the hash of their files, because checking YAML at every start costs time."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.canonical import read_canonical
from qa_desktop.toolkit.tool_summary import ToolSummary, summary_of

logger = logging.getLogger(__name__)

_NAME = "tools.cache"
_FIELDS = {one.name for one in fields(ToolSummary)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A checked tool as it is written: what a list shows, and the canonical whole."""

    summary: ToolSummary
    canonical: bytes


class ToolCache:
    """Checked tools by the fingerprint of what they were made from, all in one file that is read once.

    The file's lines are the SHA-256 of the index, the index, which holds every summary and how long its tool is, and
    the canonical tools one after the other, each with the content hash that its summary tells. What does not fit its
    hash, or was written by another version of QA Desktop, counts as absent and is written again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / _NAME
        self._known: dict[str, _Kept] | None = None
        self._saved: frozenset[str] = frozenset()

    def summary(self, fingerprint: str) -> ToolSummary | None:
        """Return the summary of the tool made from these files, or None."""
        kept = self._all().get(fingerprint)
        return kept.summary if kept else None

    def tool(self, fingerprint: str) -> Tool | None:
        """Return the tool made from these files, or None."""
        kept = self._all().get(fingerprint)
        if kept is None:
            return None
        try:
            tool = read_canonical(kept.canonical)
        except InputProblem:
            return None
        return tool if tool.content_hash == kept.summary.content_hash else None

    def keep(self, fingerprint: str, tool: Tool, canonical: bytes) -> None:
        """Keep a checked tool; it is on the disk after `save`."""
        self._all()[fingerprint] = _Kept(summary_of(tool), canonical)
        self._saved = frozenset()

    def save(self, only: Collection[str] | None = None) -> None:
        """Write what is new, and leave out what is not among `only`; a disk that refuses makes the next start slower.

        Another window or command may write at the same moment: the file of one of them stays, whole.
        """
        known = self._all()
        if only is not None:
            known = self._known = {name: kept for name, kept in known.items() if name in only}
        if self._saved == known.keys():
            return
        passing = self._file.with_suffix(f".{os.getpid()}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            passing.write_bytes(_written(known))
            passing.replace(self._file)
            for entry in self._folder.glob("*.json"):  # earlier versions kept a file for each tool
                entry.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("The cache of audit tools cannot be written: %s", error.strerror)
        self._saved = frozenset(known)

    def _all(self) -> dict[str, _Kept]:
        if self._known is None:
            try:
                self._known = _read(self._file.read_bytes())
            except (OSError, ValueError, TypeError, AttributeError):
                self._known = {}
            self._saved = frozenset(self._known)
        return self._known


def _written(known: dict[str, _Kept]) -> bytes:
    index = json.dumps([(name, len(kept.canonical), asdict(kept.summary)) for name, kept in known.items()]).encode()
    return b"".join([_hash(index), b"\n", index, b"\n", *(kept.canonical for kept in known.values())])


def _hash(index: bytes) -> bytes:
    return hashlib.sha256(index).hexdigest().encode("ascii")


def _read(data: bytes) -> dict[str, _Kept]:
    """Return what a file holds; raise ValueError and the like where it was damaged or is another version's."""
    told, _, rest = data.partition(b"\n")
    index, _, tools = rest.partition(b"\n")
    if _hash(index) != told:
        raise ValueError("the index does not fit its hash")
    known: dict[str, _Kept] = {}
    start = 0
    for name, length, summary in json.loads(index):
        if summary.keys() != _FIELDS:
            raise ValueError("the summaries are of another version")
        known[name] = _Kept(ToolSummary(**summary), tools[start : start + length])
        start += length
    return known
