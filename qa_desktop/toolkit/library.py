"""Finds, lists and adds audit tools; what was checked once is taken from the cache until its file changes."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_edit.tree import Keys
from qa_desktop.domain.tool_search import Passage, SearchText, passages_of
from qa_desktop.errors import DiskProblem, InputProblem, NotAllowed, NotFound, SeveralProblems
from qa_desktop.toolkit.check_keys import CheckedKeys, check_keys
from qa_desktop.toolkit.checker import CheckedTool, check_tool, read_tool
from qa_desktop.toolkit.guidance import GuidanceLibrary, read_library
from qa_desktop.toolkit.open_keys import open_keys
from qa_desktop.toolkit.own_code import OWN_CODE, state_of_code
from qa_desktop.toolkit.tool_cache import ToolCache
from qa_desktop.toolkit.tool_summary import ToolSummary, age_order, summary_of, version_order
from qa_desktop.toolkit.write_tool import tool_as_keys
from qa_desktop.toolkit.yaml_reader import MOST_BYTES

logger = logging.getLogger(__name__)

_ESCAPED = re.compile(rb"\\[xuU\r\n]")
"""In quotation marks YAML allows a letter to be written by its number, and a word to go on in the next line."""


_Guidance = tuple[tuple[Path, bytes], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """One tool file as it lies on disk now."""

    path: Path
    data: bytes
    fingerprint: str
    guidance: _Guidance
    """What lay in the folders of guidance at the same moment; the fingerprint covers it too."""


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A tool or guidance file that cannot be used, and why."""

    path: Path
    problem: InputProblem


class ToolLibrary:
    """The tools in some folders, the first folder first. Nothing is read before the first question."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        guidance: tuple[Path, ...],
        cache: Path | None = None,
        code: tuple[Path, ...] = OWN_CODE,
    ) -> None:
        self._folders = folders
        self._guidance = guidance
        self._code = code
        self._cache = ToolCache(cache) if cache else None
        self._tools: dict[str, Tool] = {}
        self._guides: dict[bytes, GuidanceLibrary] = {}
        self._summaries: dict[str, ToolSummary] = {}
        self._faulty: dict[Path, InputProblem] = {}

    def summaries(self) -> tuple[ToolSummary, ...]:
        """Return one summary a tool, of its latest active version, ordered by authority and title."""
        offered = {one.id: one for one in sorted(self.every_version(), key=age_order)}
        return tuple(sorted(offered.values(), key=lambda one: (one.authority, one.title, one.id)))

    def every_version(self) -> tuple[ToolSummary, ...]:
        """Return a summary of every version of every tool."""
        return tuple(one for one, _ in self._entries())

    def titles(self, tool_ids: Collection[str]) -> dict[str, str]:
        """Return the title of each of these tools that is here, of its latest version; no other tool is read."""
        known = [one for one, _ in self._entries(*tool_ids) if one.id in tool_ids] if tool_ids else []
        return {one.id: one.title for one in sorted(known, key=age_order)}

    def search_texts(self) -> dict[str, SearchText]:
        """Return the texts by which each version of each tool is found, by its content hash."""
        told = {summary.content_hash: SearchText.of(self._passages(found)) for summary, found in self._entries()}
        if self._cache:
            self._cache.save()
        return told

    def versions(self, tool_id: str) -> tuple[ToolSummary, ...]:
        """Return every version of a tool, the newest first."""
        own = [one for one, _ in self._entries(tool_id) if one.id == tool_id]
        return tuple(sorted(own, key=lambda one: version_order(one.version), reverse=True))

    def get(self, tool_id: str, version: str | None = None) -> Tool:
        """Return the latest active version of a tool, or the version asked for.

        Raises:
            NotFound: there is no such tool or version; the sentence names the nearest.
            SeveralProblems: there is a file of that name, and it has mistakes.
        """
        entries = (entry for entry in self._entries(tool_id) if entry[0].id == tool_id)
        own = sorted(entries, key=lambda entry: age_order(entry[0]))
        wanted = [entry for entry in own if version is None or entry[0].version == version]
        if not wanted:
            raise self._not_found(tool_id, version, tuple(one for one, _ in own))
        summary, found = wanted[-1]
        if version is None and summary.status != "active":
            raise NotFound(
                f'No version of "{tool_id}" is active. Ask for one by its version, such as {summary.version}.'
            )
        tool = self._tool(found)
        if self._cache:
            self._cache.save()
        return tool

    def faulty(self) -> tuple[FaultyFile, ...]:
        """Return every tool and guidance file that cannot be used, with its mistakes."""
        self._faulty.clear()
        self._entries()
        self._libraries(self._guidance_files())
        return tuple(FaultyFile(path, problem) for path, problem in sorted(self._faulty.items()))

    def check(self, path: Path) -> CheckedTool:
        """Return the tool in a file that is not in the library yet, and what in it is worth a look.

        Raises:
            SeveralProblems: with every mistake.
            NotFound: there is no such file.
        """
        return check_tool(_bytes_of(path), self._libraries(self._guidance_files()))

    def check_keys(self, keys: Keys) -> CheckedKeys:
        """Check a tool that is being written."""
        return check_keys(keys, self._libraries(self._guidance_files()))

    def keys_in(self, path: Path) -> Keys:
        """Return the keys of a tool file, its mistakes with it, to be written on.

        Raises:
            SeveralProblems: it is not built like a tool file.
            NotFound: there is no such file.
        """
        data = _bytes_of(path)
        return open_keys(data) or tool_as_keys(read_tool(data, self._libraries(self._guidance_files())))

    def add(self, path: Path, into: Path) -> Tool:
        """Check a tool file and copy it into a folder of the library.

        Raises:
            SeveralProblems: the file has mistakes.
            NotAllowed: this version is in the library with other content; a version is never changed.
        """
        return self.add_data(_bytes_of(path), into)

    def add_data(self, data: bytes, into: Path) -> Tool:
        """Check what a tool file holds and write it into a folder of the library; raise as `add` does."""
        tool = read_tool(data, self._libraries(self._guidance_files()))
        target = into / f"{tool.id}-{tool.version}.yaml"
        known = [one for one in self.versions(tool.id) if one.version == tool.version]
        if target.exists():
            known.append(summary_of(self.check(target).tool))
        for one in known:
            if one.content_hash != tool.content_hash:
                raise NotAllowed(
                    f'Version {tool.version} of "{tool.id}" is in the library with other content. '
                    "A version is never changed: give the file a new version number."
                )
        if not known:
            _write(data, target)
        return tool

    def _entries(self, *tool_ids: str) -> list[tuple[ToolSummary, _Found]]:
        """Every usable version once; where two folders hold the same version, the first folder's counts.

        With ids, files that cannot be one of those tools are left out unread: one tool costs no look at all the others.
        """
        files = [found for found in self._files() if not tool_ids or _may_be_one_of(found.data, tool_ids)]
        entries: dict[tuple[str, str], tuple[ToolSummary, _Found]] = {}
        for found in files:
            summary = self._summary(found)
            if summary:
                entries.setdefault((summary.id, summary.version), (summary, found))
        if self._cache:
            self._cache.save(None if tool_ids else {found.fingerprint for found in files})
        return list(entries.values())

    def _files(self) -> Iterator[_Found]:
        guidance = self._guidance_files()
        before = hashlib.blake2b(self._state_of_code, digest_size=32)
        for _, data in guidance:
            before.update(b"%d\n" % len(data))
            before.update(data)
        for path in _yaml_files(self._folders):
            own = self._read(path)
            if own is not None:
                digest = before.copy()
                digest.update(own)
                yield _Found(path, own, digest.hexdigest(), guidance)

    @cached_property
    def _state_of_code(self) -> bytes:
        return state_of_code(self._code) if self._cache else b""

    def _guidance_files(self) -> _Guidance:
        read = ((path, self._read(path)) for path in _yaml_files(self._guidance))
        return tuple((path, data) for path, data in read if data is not None)

    def _read(self, path: Path) -> bytes | None:
        try:
            return _bytes_of(path)
        except InputProblem as problem:
            self._note(path, problem)
            return None

    def _summary(self, found: _Found) -> ToolSummary | None:
        known = self._summaries.get(found.fingerprint)
        if known is None and self._cache:
            known = self._cache.summary(found.fingerprint)
        if known is None:
            try:
                known = summary_of(self._tool(found))
            except InputProblem as problem:
                self._note(found.path, problem)
                return None
        self._summaries[found.fingerprint] = known
        return known

    def _passages(self, found: _Found) -> tuple[Passage, ...]:
        kept = self._cache.passages(found.fingerprint) if self._cache else None
        return passages_of(self._tool(found)) if kept is None else kept

    def _tool(self, found: _Found) -> Tool:
        tool = self._tools.get(found.fingerprint)
        if tool is None and self._cache:
            tool = self._cache.tool(found.fingerprint)
        if tool is None:
            checked = check_tool(found.data, self._libraries(found.guidance))
            tool = checked.tool
            if self._cache:
                self._cache.keep(found.fingerprint, tool, checked.canonical)
        self._tools[found.fingerprint] = tool
        return tool

    def _libraries(self, files: _Guidance) -> dict[str, GuidanceLibrary]:
        """Read each guidance library once for all tools that refer to it, as long as its bytes stay the same."""
        libraries: dict[str, GuidanceLibrary] = {}
        for path, data in files:
            try:
                library = self._guides.get(data) or self._guides.setdefault(data, read_library(data))
            except InputProblem as problem:
                self._note(path, problem)
            else:
                libraries.setdefault(library.id, library)
        return libraries

    def _note(self, path: Path, problem: InputProblem) -> None:
        if path not in self._faulty:
            logger.warning("%s cannot be used: %s", path.name, problem)
        self._faulty[path] = problem

    def _not_found(self, tool_id: str, version: str | None, own: tuple[ToolSummary, ...]) -> InputProblem:
        every = self.every_version()
        broken = next((problem for path, problem in self._faulty.items() if path.stem == tool_id), None)
        if isinstance(broken, SeveralProblems):
            return broken
        if own:
            there = ", ".join(one.version for one in own)
            return NotFound(f'There is no version {version} of "{tool_id}". There is: {there}.')
        ids = sorted({str(one.id) for one in every})
        close = get_close_matches(tool_id, ids, n=3, cutoff=0.4) or ids
        return NotFound(f'There is no audit tool "{tool_id}". Nearest: {", ".join(close) or "none is installed"}.')


def _may_be_one_of(data: bytes, tool_ids: Collection[str]) -> bool:
    """Tell whether a file can be one of these tools: an id stands in it, or may do so in escapes."""
    return any(one.encode() in data for one in tool_ids) or bool(_ESCAPED.search(data))


def _yaml_files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from map(Path, sorted(_yaml_in(str(folder)), key=lambda path: path.replace(os.sep, "\0")))


def _yaml_in(folder: str) -> Iterator[str]:
    """Yield the tool files in a folder and those below; a folder that is not there or not ours to read holds none."""
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield from _yaml_in(entry.path)
        elif entry.name.endswith(".yaml") and entry.is_file():
            yield entry.path


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path.name}. Check its name and folder.") from error
    except OSError as error:
        raise InputProblem(f"{path.name} cannot be read ({error.strerror}).") from error


def _write(data: bytes, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        passing = target.with_suffix(".new")
        passing.write_bytes(data)
        passing.replace(target)
    except OSError as error:
        raise DiskProblem(f"The tool cannot be written to its folder ({error.strerror}).") from error
