"""Every version of every tool with how it stands, what changed between two, and when each is looked through again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.ids import AuditId, ToolId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.organisation import ORGANISATION, retired_tools, review_days, successors
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_difference import ToolDifference, difference
from qa_desktop.domain.tool_review import review_by_settings
from qa_desktop.domain.working_days import add_months
from qa_desktop.errors import NotFound
from qa_desktop.services.authority_tools import AuthorityTools
from qa_desktop.services.tool_library import ToolSummary, version_order

REVIEWED_EVERY_MONTHS = 12
"""How long after its publication a tool is looked through again, where nobody names a day (SLO S10)."""
REMIND_BEFORE = timedelta(days=30)


class ToolState(Enum):
    """Whether new audits begin with a version."""

    IN_USE = "in use"
    SUPERSEDED = "superseded"
    """A later version is in use."""
    DRAFT = "draft"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ToolVersion:
    """One version and how it stands."""

    summary: ToolSummary
    state: ToolState
    review_by: date | None = None
    successor: str = ""
    """The title of the tool to use instead of a retired one."""
    version_count: int = 1
    """How many versions of the tool there are here."""

    def is_due(self, today: date) -> bool:
        """Tell whether its review is near or over: only what is in use needs one."""
        near = self.review_by is not None and self.review_by <= today + REMIND_BEFORE
        return near and self.state is ToolState.IN_USE


class LookAfterTools:
    """The library as those see it who look after it."""

    def __init__(
        self,
        tools: AuthorityTools,
        in_server_order: Callable[[AuditId], tuple[Operation, ...]],
        clock: Clock,
        own_first: Callable[[tuple[ToolSummary, ...]], tuple[ToolSummary, ...]],
        settings: Callable[[], AuthoritySettings | None],
    ) -> None:
        self._tools = tools
        self._settings = settings
        self._own_first = own_first
        self._in_server_order = in_server_order
        self._clock = clock

    def library(self) -> tuple[ToolVersion, ...]:
        """Return one version a tool, the one in use or else the latest: the authority's own first, then by title."""
        found = {tool_id: _standing(versions) for tool_id, versions in self._by_tool().items()}
        summaries = sorted((one.summary for one in found.values()), key=lambda one: (one.authority, one.title, one.id))
        return tuple(replace(found[one.id], summary=one) for one in self._own_first(tuple(summaries)))

    def versions(self, tool_id: str) -> tuple[ToolVersion, ...]:
        """Return every version of a tool, the newest first; raise NotFound where there is none."""
        found = self._by_tool().get(ToolId(tool_id))
        if found is None:
            raise NotFound(f"There is no audit tool “{tool_id}” here.")
        return tuple(found)

    def tool(self, tool_id: str, version: str) -> Tool:
        """Return one version, whichever way it stands; raise NotFound."""
        return self._tools.get(tool_id, version)

    def difference(self, tool_id: str, before: str, after: str) -> ToolDifference:
        """Return what changed from one version of a tool to another; raise NotFound."""
        return difference(self.tool(tool_id, before), self.tool(tool_id, after))

    def retire(self, tool_id: str, version: str = "", *, retired: bool = True, successor: str = "") -> None:
        """Offer a version, or the whole tool where none is named, for no new audit; or offer it again.

        Raises:
            NotAllowed: the owner is no QA officer, or the successor is the tool itself.
            NotFound: there is no such tool, version or successor.
        """
        names = [version] if version else [one.summary.version for one in self.versions(tool_id)]
        for one in names:
            self._tools.retire(tool_id, one, retired=retired, successor=successor)

    def set_review(self, tool_id: str, version: str, by: date) -> None:
        """Say by when a version is looked through again; raise NotAllowed for who is no QA officer, NotFound."""
        self._tools.set_review(tool_id, version, by)

    def due_for_review(self) -> tuple[ToolVersion, ...]:
        """Return the tools in use whose review is near or over, the longest over first."""
        today = local_day(self._clock.now())
        due = [one for one in self.library() if one.is_due(today)]
        return tuple(sorted(due, key=lambda one: (one.review_by or today, one.summary.title)))

    def _by_tool(self) -> dict[ToolId, list[ToolVersion]]:
        """Return the versions of every tool, the newest first."""
        log = self._in_server_order(ORGANISATION)
        every = self._tools.every_version()
        retired, instead, days = retired_tools(log), successors(log), review_days(log)
        titles = {one.id: one.title for one in every}
        settings, today = self._settings(), local_day(self._clock.now())
        groups: defaultdict[ToolId, list[ToolSummary]] = defaultdict(list)
        for one in sorted(every, key=lambda one: version_order(one.version), reverse=True):
            groups[one.id].append(one)
        return {
            tool_id: [
                ToolVersion(
                    one,
                    state,
                    days.get((one.id, one.version)) or _review_day(one) or review_by_settings(settings, one.id, today),
                    titles.get(instead.get(tool_id, ToolId("")), "") if state is ToolState.RETIRED else "",
                    len(own),
                )
                for one, state in _with_states(own, retired)
            ]
            for tool_id, own in groups.items()
        }


def _with_states(
    newest_first: Iterable[ToolSummary], retired: frozenset[tuple[ToolId, str]]
) -> Iterable[tuple[ToolSummary, ToolState]]:
    in_use = ToolState.IN_USE
    for one in newest_first:
        if one.status == "retired" or (one.id, one.version) in retired:
            yield one, ToolState.RETIRED
        elif one.status == "draft":
            yield one, ToolState.DRAFT
        else:
            yield one, in_use
            in_use = ToolState.SUPERSEDED


def _standing(newest_first: list[ToolVersion]) -> ToolVersion:
    """Return the version that stands for a tool: in use, or else a draft, or else the latest."""
    ranks = (ToolState.IN_USE, ToolState.DRAFT, ToolState.RETIRED, ToolState.SUPERSEDED)
    return min(newest_first, key=lambda one: ranks.index(one.state))


def _review_day(summary: ToolSummary) -> date | None:
    """Return the day that the file names, or a year after the publication."""
    published = as_day(summary.published_on)
    return as_day(summary.review_by) or (add_months(published, REVIEWED_EVERY_MONTHS) if published else None)
