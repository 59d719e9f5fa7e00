"""The tools that the authority publishes to every laptop, laid over those that came with the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from qa_desktop.clock import local_day
from qa_desktop.domain.ids import AuditId, ToolId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.organisation import (
    ORGANISATION,
    PublishedTool,
    publish_change,
    published_tools,
    retire_change,
    retired_tools,
    review_change,
    successors,
)
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_search import SearchText, passages_of
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.tool_library import ToolLibrary, ToolSummary, age_order, summary_of


class Adoption(Enum):
    """What became of a published version on this laptop."""

    ADOPTED = "adopted"
    ON_ITS_WAY = "on_its_way"
    OTHER_CONTENT = "other_content"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class AuthorityTool:
    """A published version, who published it, and what became of it here."""

    published: PublishedTool
    publisher: str
    adoption: Adoption

    @property
    def words(self) -> str:
        """What stands in the way of using it, for a person; empty where nothing does."""
        name = f"Version {self.published.version} of “{self.published.tool_id}”, published by {self.publisher},"
        return {
            Adoption.ADOPTED: "",
            Adoption.ON_ITS_WAY: f"{name} has not arrived yet. It comes with the next sync.",
            Adoption.OTHER_CONTENT: (
                f"{name} has other content than the version of that name that is here. It is not used. Tell your QA "
                "team: it has to be published under a new version number."
            ),
            Adoption.UNREADABLE: f"{name} cannot be read by this version of QA Desktop. Update QA Desktop to use it.",
        }[self.adoption]


@dataclass(frozen=True, slots=True)
class ToolForms:
    """How a tool is written for every laptop, and read back."""

    canonical: Callable[[Tool], bytes]
    read: Callable[[bytes], Tool]


class AuthorityTools:
    """The library as this laptop has it: shipped and added tools, and those that the authority published."""

    def __init__(
        self,
        library: ToolLibrary,
        store: LocalStore,
        in_server_order: Callable[[AuditId], tuple[Operation, ...]],
        forms: ToolForms,
    ) -> None:
        self._library = library
        self._store = store
        self._in_server_order = in_server_order
        self._forms = forms
        self._read: dict[str, Tool] = {}

    def summaries(self) -> tuple[ToolSummary, ...]:
        """Return one summary a tool, of the latest active version that is not retired, by authority and title."""
        retired = retired_tools(self._in_server_order(ORGANISATION))
        usable = [one for one in self.every_version() if _name(one) not in retired]
        offered = {one.id: one for one in sorted(usable, key=age_order)}
        return tuple(sorted(offered.values(), key=lambda one: (one.authority, one.title, one.id)))

    def every_version(self) -> tuple[ToolSummary, ...]:
        """Return every version that this laptop has, retired ones among them, each with who published it."""
        here = self._library.every_version()
        told = self.published()
        return (*_named(here, told), *self._adopted(here, told))

    def titles(self, tool_ids: Collection[str]) -> dict[str, str]:
        """Return the title of each of these tools that this laptop has, retired ones among them; reads no other."""
        known = self._library.titles(tool_ids)
        for one in published_tools(self._in_server_order(ORGANISATION)) if len(known) < len(set(tool_ids)) else ():
            if one.tool_id in tool_ids and one.tool_id not in known:
                with suppress(InputProblem):  # on its way, or of a newer program: it is named by its id until then
                    known[one.tool_id] = self._tool(one.content_hash).title
        return known

    def search_texts(self) -> dict[str, SearchText]:
        """Return the texts by which each version that this laptop has is found, by its content hash."""
        known = self._library.search_texts()
        for one in self.published():
            if one.adoption is Adoption.ADOPTED and one.published.content_hash not in known:
                tool = self._tool(one.published.content_hash)
                known[tool.content_hash] = SearchText.of(passages_of(tool))
        return known

    def demand_in_use(self, tool: Tool) -> None:
        """Raise NotAllowed where no new audit may begin with this version, because it is retired."""
        retired = retired_tools(self._in_server_order(ORGANISATION))
        if tool.status == "retired" or (tool.id, tool.version) in retired:
            said = f"Version {tool.version} of “{tool.title}” is retired: no new audit begins with it."
            raise NotAllowed(said + self._instead(tool.id))

    def get(self, tool_id: str, version: str | None = None) -> Tool:
        """Return the version that is offered, or the version asked for: an old audit's may be retired.

        Raises:
            NotFound: there is no such tool or version, or every version is retired.
            SeveralProblems: there is a file of that name, and it has mistakes.
        """
        told = self.published()
        if version is None and self._in_server_order(ORGANISATION):
            version = self._offered(tool_id)
        for one in told:
            if one.published.name == (tool_id, version) and one.adoption is Adoption.ADOPTED:
                return self._tool(one.published.content_hash)
        return self._library.get(tool_id, version)

    def _offered(self, tool_id: str) -> str | None:
        offered = next((one for one in self.summaries() if one.id == tool_id), None)
        retired = {tool for tool, _ in retired_tools(self._in_server_order(ORGANISATION))}
        if offered is None and tool_id in retired:
            raise NotFound(f"“{tool_id}” is not offered for new audits any more.{self._instead(tool_id)}")
        return None if offered is None else offered.version

    def published(self) -> tuple[AuthorityTool, ...]:
        """Return everything that was published, the earliest first, with what became of it here."""
        told = published_tools(self._in_server_order(ORGANISATION))
        if not told:
            return ()
        names = {person.id: person.name for person in self._store.people()}
        known = {_name(one): one.content_hash for one in self._library.every_version()}
        found = []
        for one in told:
            adoption = self._adoption(one, known)
            if adoption in (Adoption.ADOPTED, Adoption.ON_ITS_WAY):
                known.setdefault(one.name, one.content_hash)
            found.append(AuthorityTool(one, names.get(one.by, "somebody unknown"), adoption))
        return tuple(found)

    def publish(self, tool_id: str, version: str | None = None) -> PublishedTool:
        """Publish a version of the library to every laptop of the authority.

        Raises:
            NotAllowed: the owner is no QA officer, or a version of that name was published.
            NotFound: there is no such tool or version.
        """
        self.demand_officer()
        tool = self._library.get(tool_id, version)
        if tool.status != "active":
            raise NotAllowed(f"Version {tool.version} of “{tool_id}” is marked “{tool.status}”. Mark it active first.")
        for one in self.published():
            if one.published.name == (tool.id, tool.version):
                same, day = one.published.content_hash == tool.content_hash, local_day(one.published.at)
                raise NotAllowed(
                    f"Version {tool.version} of “{tool_id}” was published by {one.publisher} on "
                    f"{day.day} {day:%B %Y}"
                    + (" already." if same else " with other content. Give the file a new version number.")
                )
        self._store.keep_tool(tool.content_hash, self._forms.canonical(tool))
        (operation,) = self._store.append([publish_change(tool.id, tool.version, tool.content_hash)])
        by, at = operation.author, operation.client_time
        return PublishedTool(tool.id, tool.version, tool.content_hash, by, at, operation.op_id)

    def retire(self, tool_id: str, version: str, *, retired: bool = True, successor: str = "") -> None:
        """Offer a version for no new audit, or offer it again; audits begun with it open as before.

        `successor` names the tool that is to be used instead.

        Raises:
            NotAllowed: the owner is no QA officer, or the successor is the tool itself.
            NotFound: nothing of that name is in the library or was published.
        """
        self.demand_officer()
        name = (ToolId(tool_id), version)
        self._demand_known(name)
        if successor == tool_id:
            raise NotAllowed("A tool cannot stand in for itself. Name another one, or none.")
        if successor and successor not in {one.id for one in self.summaries()}:
            raise NotFound(f"There is no tool “{successor}” to use instead.")
        self._store.append([retire_change(*name, retired=retired, successor=successor)])

    def set_review(self, tool_id: str, version: str, by: date) -> None:
        """Say by when a version is to be looked through again.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: nothing of that name is in the library or was published.
        """
        self.demand_officer()
        name = (ToolId(tool_id), version)
        self._demand_known(name)
        self._store.append([review_change(*name, by)])

    def _demand_known(self, name: tuple[ToolId, str]) -> None:
        known = {_name(one) for one in self._library.every_version()} | {one.published.name for one in self.published()}
        if name not in known:
            raise NotFound(f"There is no version {name[1]} of “{name[0]}”.")

    def _instead(self, tool_id: str) -> str:
        """Say what to use instead of a retired tool."""
        successor = successors(self._in_server_order(ORGANISATION)).get(ToolId(tool_id))
        title = next((one.title for one in self.summaries() if one.id == successor), "")
        return f" Use “{title}” instead." if title else " Choose another tool."

    def demand_officer(self) -> None:
        """Raise NotAllowed where the owner is no QA officer."""
        if self._store.owner.role is not Role.QA_OFFICER:
            raise NotAllowed("Only a QA officer publishes and retires tools for everybody.")

    def _adoption(self, one: PublishedTool, known: dict[tuple[ToolId, str], str]) -> Adoption:
        if known.get(one.name, one.content_hash) != one.content_hash:
            return Adoption.OTHER_CONTENT
        try:
            tool = self._tool(one.content_hash)
        except NotFound:
            return Adoption.ON_ITS_WAY
        except InputProblem:
            return Adoption.UNREADABLE
        return Adoption.ADOPTED if (tool.id, tool.version) == one.name else Adoption.OTHER_CONTENT

    def _adopted(self, here: Sequence[ToolSummary], told: Sequence[AuthorityTool]) -> Iterator[ToolSummary]:
        """Yield the published versions that the library does not hold itself."""
        seen = {_name(one) for one in here}
        for one in told:
            if one.adoption is Adoption.ADOPTED and one.published.name not in seen:
                seen.add(one.published.name)
                yield _marked(summary_of(self._tool(one.published.content_hash)), one)

    def _tool(self, content_hash: str) -> Tool:
        if content_hash not in self._read:
            self._read[content_hash] = self._forms.read(self._store.tool_definition(content_hash))
        return self._read[content_hash]


def _named(here: Sequence[ToolSummary], told: Sequence[AuthorityTool]) -> Iterator[ToolSummary]:
    """Yield the library's versions, each with who published it, if anybody did."""
    by_name = {one.published.name: one for one in reversed(told) if one.adoption is Adoption.ADOPTED}
    for summary in here:
        published = by_name.get(_name(summary))
        yield summary if published is None else _marked(summary, published)


def _marked(summary: ToolSummary, one: AuthorityTool) -> ToolSummary:
    day = local_day(one.published.at)
    return replace(summary, published_by=one.publisher, published_on=day.isoformat())


def _name(summary: ToolSummary) -> tuple[ToolId, str]:
    return summary.id, summary.version
