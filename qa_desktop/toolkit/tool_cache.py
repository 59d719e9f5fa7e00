"""Keeps checked tools as JSON under the hash of their files, because checking YAML at every start costs time."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from threading import RLock

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_search import Passage, passages_of
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.canonical import read_canonical
from qa_desktop.toolkit.tool_summary import ToolSummary, summary_of

logger = logging.getLogger(__name__)

_NAME = "tools.cache"
_FIELDS = {one.name for one in fields(ToolSummary)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A checked tool as it is written: what a list shows, what a search finds, and the canonical whole."""

    summary: ToolSummary
    passages: bytes
    passages_hash: str
    canonical: bytes


class ToolCache:
    """Checked tools by the fingerprint of what they were made from, all in one file that is read once.

    The file's lines are the SHA-256 of the index, the index, which holds every summary with how long its passages and
    its tool are, and these one after the other: the passages with the hash that the index tells, the canonical tool
    with the content hash that its summary tells. What does not fit its hash, or was written by another version of QA
    Desktop, counts as absent and is written again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / _NAME
        self._known: dict[str, _Kept] | None = None
        self._saved: frozenset[str] = frozenset()
        self._turn = RLock()

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

    def passages(self, fingerprint: str) -> tuple[Passage, ...] | None:
        """Return the texts by which the tool made from these files is found, or None."""
        kept = self._all().get(fingerprint)
        if kept is None:
            return None
        if _hash(kept.passages) != kept.passages_hash:
            self._all().pop(fingerprint, None)
            return None
        return tuple(Passage(*one) for one in json.loads(kept.passages))

    def keep(self, fingerprint: str, tool: Tool, canonical: bytes) -> None:
        """Keep a checked tool; it is on the disk after `save`."""
        passages = json.dumps([(one.kind, one.code, one.text) for one in passages_of(tool)]).encode()
        kept = _Kept(summary_of(tool), passages, _hash(passages), canonical)
        with self._turn:
            self._all()[fingerprint] = kept
            self._saved = frozenset()

    def save(self, only: Collection[str] | None = None) -> None:
        """Write what is new, and leave out what is not among `only`; a disk that refuses makes the next start slower.

        Another window or command may write at the same moment: the file of one of them stays, whole. Every worker of a
        window reads tools, and may keep one while another saves.
        """
        with self._turn:
            known = self._all().copy()
            if only is not None:
                known = {name: kept for name, kept in known.items() if name in only}
                self._known = known.copy()
            if self._saved != known.keys():
                self._write(known)

    def _write(self, known: dict[str, _Kept]) -> None:
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
        known = self._known
        return self._read_once() if known is None else known  # nobody waits for a save to look something up

    def _read_once(self) -> dict[str, _Kept]:
        with self._turn:  # two workers that both read the file would each keep into a table of their own
            if self._known is None:
                try:
                    known = _read(self._file.read_bytes())
                except (OSError, ValueError, TypeError, AttributeError):
                    known = {}
                self._saved = frozenset(known)
                self._known = known
            return self._known


def _written(known: dict[str, _Kept]) -> bytes:
    entries = [
        (name, len(kept.passages), kept.passages_hash, len(kept.canonical), asdict(kept.summary))
        for name, kept in known.items()
    ]
    index = json.dumps(entries).encode()
    parts = (part for kept in known.values() for part in (kept.passages, kept.canonical))
    return b"".join([_hash(index).encode("ascii"), b"\n", index, b"\n", *parts])


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(data: bytes) -> dict[str, _Kept]:
    """Return what a file holds; raise ValueError and the like where it was damaged or is another version's."""
    told, _, rest = data.partition(b"\n")
    index, _, parts = rest.partition(b"\n")
    if _hash(index).encode("ascii") != told:
        raise ValueError("the index does not fit its hash")
    known: dict[str, _Kept] = {}
    start = 0
    for name, of_passages, passages_hash, of_tool, summary in json.loads(index):
        if summary.keys() != _FIELDS:
            raise ValueError("the summaries are of another version")
        begin = start + of_passages
        end = begin + of_tool
        summary["registers"] = tuple((one, title) for one, title in summary["registers"])
        known[name] = _Kept(ToolSummary(**summary), parts[start:begin], passages_hash, parts[begin:end])
        start = end
    return known
