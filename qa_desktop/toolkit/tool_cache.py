"""Keeps checked tools as JSON under the hash of their files, because checking YAML at every start costs time."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import asdict
from pathlib import Path

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.canonical import canonical_bytes, read_canonical
from qa_desktop.toolkit.tool_summary import ToolSummary, summary_of

logger = logging.getLogger(__name__)


class ToolCache:
    """Checked tools by the fingerprint of what they were made from.

    An entry is three lines: the SHA-256 of the rest, the summary, the canonical tool. An entry that does not fit its
    hash counts as absent and is written again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def summary(self, fingerprint: str) -> ToolSummary | None:
        """Return the summary of the tool made from these files, or None."""
        lines = self._lines(fingerprint)
        if lines is None:
            return None
        try:
            return ToolSummary(**json.loads(lines[0]))
        except (ValueError, TypeError):
            return None

    def tool(self, fingerprint: str) -> Tool | None:
        """Return the tool made from these files, or None."""
        lines = self._lines(fingerprint)
        if lines is None:
            return None
        try:
            return read_canonical(lines[1])
        except InputProblem:
            return None

    def keep(self, fingerprint: str, tool: Tool) -> None:
        """Keep a checked tool; a disk that refuses only makes the next start slower."""
        rest = json.dumps(asdict(summary_of(tool))).encode("ascii") + b"\n" + canonical_bytes(tool)
        target = self._path(fingerprint)
        passing = target.with_suffix(f".{os.getpid()}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            passing.write_bytes(hashlib.sha256(rest).hexdigest().encode("ascii") + b"\n" + rest)
            passing.replace(target)
        except OSError as error:
            logger.warning("The cache of audit tools cannot be written: %s", error.strerror)

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}.json"

    def _lines(self, fingerprint: str) -> tuple[bytes, bytes] | None:
        try:
            told, _, rest = self._path(fingerprint).read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(rest).hexdigest().encode("ascii") != told:
            return None
        summary, _, tool = rest.partition(b"\n")
        return summary, tool
