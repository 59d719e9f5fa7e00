"""Writing a tool: beginning one, adapting another, keeping the draft, checking it, and publishing what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.organisation import PublishedTool
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_edit.draft import CheckedDraft, DraftStore, DraftSummary, Told, ToolDraft
from qa_desktop.domain.tool_edit.starting import empty_tool, new_name, next_version
from qa_desktop.domain.tool_edit.tree import Keys, put, text_at
from qa_desktop.domain.translate import text_paths
from qa_desktop.errors import DiskProblem, NotAllowed
from qa_desktop.services.authority_tools import AuthorityTools
from qa_desktop.services.tool_library import ToolLibrary
from qa_desktop.toolkit.key_order import in_order
from qa_desktop.toolkit.mistake_words import in_plain_words
from qa_desktop.toolkit.write_tool import tool_as_keys, write_yaml

_TOLD = "An audit tool of QA Desktop. Add it to a library with: qa-desktop tools add FILE"
_ACTIVE = "active"
_TRANSLATIONS = ("translations",)


@dataclass(frozen=True, slots=True)
class DraftPlaces:
    """Where drafts are kept and where finished tools go."""

    drafts: DraftStore
    library: ToolLibrary
    own_tools: Path
    """The folder of the tools that were added on this laptop."""


class ToolDrafts:
    """The tools that are being written on this laptop. A version that was published or used is never among them."""

    def __init__(self, places: DraftPlaces, tools: AuthorityTools, new_id: NewIds) -> None:
        self._drafts = places.drafts
        self._library = places.library
        self._own_tools = places.own_tools
        self._tools = tools
        self._new_id = new_id
        self._there: dict[tuple[str, str], str] = {}
        self._known: tuple[tuple[str, str], ...] = ()

    @property
    def new_id(self) -> NewIds:
        """Makes the ids of new questions and sections."""
        return self._new_id

    @property
    def known_tools(self) -> tuple[tuple[str, str], ...]:
        """The tools of the library by id and title, as of the last time that a draft was opened."""
        return self._known

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Return every draft, the one changed last first."""
        return self._drafts.drafts()

    def begin(self) -> ToolDraft:
        """Begin a small tool that is to be written on."""
        return self._kept(ToolDraft(self._new_id(), empty_tool(self._new_id)))

    def adapt(self, tool_id: str, version: str) -> ToolDraft:
        """Begin the next version of a tool; the version that it is made from stays as it is.

        Raises:
            NotFound: there is no such tool or version.
        """
        return self._kept(self._adapted(self._tools.get(tool_id, version)))

    def open_file(self, file: Path) -> ToolDraft:
        """Begin a draft from a tool file, its mistakes with it.

        Raises:
            NotFound: there is no such file.
            SeveralProblems: it is no tool file.
        """
        return self._kept(ToolDraft(self._new_id(), self._library.keys_in(file), file.name))

    def bring_in(self, keys: Keys, origin: str) -> ToolDraft:
        """Begin a draft from a tool that came from elsewhere; `origin` says from where."""
        return self._kept(ToolDraft(self._new_id(), keys, origin))

    def open(self, draft_id: str) -> ToolDraft:
        """Return a draft; raise NotFound."""
        self._look()
        return self._drafts.draft(draft_id)

    def keep(self, draft: ToolDraft) -> None:
        """Keep a draft as it is now; it is on disk when this returns."""
        self._drafts.keep(draft)

    def discard(self, draft_id: str) -> None:
        """Throw a draft away."""
        self._drafts.discard(draft_id)

    def check(self, keys: Keys) -> CheckedDraft:
        """Check a draft by the rules for files, and whether its version is still free."""
        checked = self._library.check_keys(keys)
        told = tuple(Told(one[0], in_plain_words(one, keys)) for one in checked.findings)
        warned = tuple(Told(one[0], in_plain_words(one, keys), is_warning=True) for one in checked.warnings)
        taken = self._taken(checked.tool, keys)
        plain = checked.tool or self._library.check_keys(put(keys, _TRANSLATIONS, None)).tool
        texts = text_paths(plain) if plain else {}
        return CheckedDraft(None if taken else checked.tool, (*taken, *told, *warned), texts)

    def publish(self, draft: ToolDraft) -> PublishedTool:
        """Take the tool into the library and publish it to every laptop; the draft is gone then.

        Raises:
            NotAllowed: something is wrong with it still, or the owner is no QA officer.
        """
        self._tools.demand_officer()
        self._look()
        checked = self.check(put(draft.keys, ("status",), _ACTIVE))
        if checked.tool is None:
            raise NotAllowed(f"Put right what is wrong first: {checked.told[0].words}")
        tool = checked.tool
        self._library.add_data(write_yaml(tool_as_keys(tool), _TOLD), self._own_tools)
        done = next((one for one in self._published(tool)), None) or self._tools.publish(tool.id, tool.version)
        self._drafts.discard(draft.id)
        return done

    def save_as_file(self, draft: ToolDraft, file: Path) -> None:
        """Write a draft as a tool file, in order or not; what is in the file until now is replaced.

        Raises:
            DiskProblem: it cannot be written.
        """
        passing = file.with_name(f"{file.name}.new")
        try:
            passing.write_bytes(write_yaml(in_order(draft.keys), _TOLD))
            passing.replace(file)
        except OSError as error:
            passing.unlink(missing_ok=True)
            raise DiskProblem(f"{file.name} cannot be written ({error.strerror}). Choose another folder.") from error

    def as_separate(self, keys: Keys) -> Keys:
        """Return a draft as a tool of its own, beside the one that it was made from."""
        return put(put(keys, ("tool",), new_name("tool", self._new_id)), ("version",), "1.0")

    def _adapted(self, tool: Tool) -> ToolDraft:
        self._look()
        taken = {version for name, version in self._there if name == tool.id}
        keys = put(tool_as_keys(tool), ("version",), next_version(tool.version, taken))
        return ToolDraft(self._new_id(), put(keys, ("status",), _ACTIVE), f"{tool.title}, version {tool.version}")

    def _kept(self, draft: ToolDraft) -> ToolDraft:
        self._look()
        self._drafts.keep(draft)
        return draft

    def _look(self) -> None:
        """Read which versions there are; they change by publishing and by sync alone."""
        versions = self._library.every_version()
        here = {(str(one.id), one.version): one.content_hash for one in versions}
        titles = {str(one.id): one.title for one in versions}
        self._known = tuple(sorted(titles.items(), key=lambda one: one[1].casefold()))
        published = {
            (str(one.published.tool_id), one.published.version): one.published.content_hash
            for one in self._tools.published()
        }
        self._there = {**here, **published}

    def _taken(self, tool: Tool | None, keys: Keys) -> tuple[Told, ...]:
        name = (text_at(keys, ("tool",)), text_at(keys, ("version",)))
        if name not in self._there or (tool is not None and self._there[name] == tool.content_hash):
            return ()
        free = next_version(name[1], {version for tool_id, version in self._there if tool_id == name[0]})
        words = f"Version {name[1]} of this tool is there already, and never changed. Write another, such as {free}."
        return (Told(("version",), words),)

    def _published(self, tool: Tool) -> Iterable[PublishedTool]:
        """Yield the publication of the very same content, where an earlier attempt got so far."""
        for one in self._tools.published():
            same = one.published.content_hash == tool.content_hash
            if one.published.name == (ToolId(tool.id), tool.version) and same:
                yield one.published
