"""What the authority says to every laptop beside the audits: streams that stand for ever, and what they amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId, ToolId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream
from qa_desktop.domain.projection import head
from qa_desktop.domain.read_entries import as_day

ORGANISATION = AuditId("organisation")
TOOLS = Stream(ORGANISATION, "tools")
"""The tools that QA officers publish; read by everybody."""
PROFILE = Stream(ORGANISATION, "profile")
"""The authority's signed profiles; read by everybody."""
PROGRAMME = Stream(ORGANISATION, "programme")
"""The year's programme and the library of good practice: QA officers write them, everybody reads them."""
DESK = Stream(ORGANISATION, "desk")
"""What QA officers keep among themselves, draws of cases for one."""
ALLOCATIONS = "allocations:"
"""What is allocated to a person stands under this and the person's id."""
TOOL_KIND = "tool"
PROFILE_KIND = "authority_profile"
PROFILE_PATH = "profile"
RETIRED = "retired"
REVIEW = "review_by"


def is_standing(audit_id: AuditId) -> bool:
    """Tell the authority's own streams from an audit: they have no beginning, no state and no signature."""
    return audit_id == ORGANISATION or audit_id.startswith(ALLOCATIONS)


@dataclass(frozen=True, slots=True)
class PublishedTool:
    """One version of a tool that was published for the whole authority."""

    tool_id: ToolId
    version: str
    content_hash: str
    by: PersonId
    at: datetime
    op_id: OperationId
    is_retired: bool = False
    """Whether it is no longer offered for new audits."""

    @property
    def name(self) -> tuple[ToolId, str]:
        """What must never have two contents."""
        return self.tool_id, self.version


def publish_change(tool_id: ToolId, version: str, content_hash: str) -> Change:
    """Return the change that publishes a tool version; its canonical bytes follow as a blob."""
    facts = {"tool": tool_id, "version": version, "kind": TOOL_KIND, "document": content_hash}
    return Change(TOOLS, _path(tool_id, version), None, kind=OperationKind.DOCUMENT, facts=facts)


def retire_change(tool_id: ToolId, version: str, *, retired: bool, successor: str = "") -> Change:
    """Return the change that takes a version out of use, or back into it; the successor is a tool to use instead."""
    facts = {"tool": tool_id, "version": version, **({"successor": successor} if successor else {})}
    return Change(TOOLS, f"{_path(tool_id, version)}/{RETIRED}", retired, fact=True, facts=facts)


def review_change(tool_id: ToolId, version: str, by: date) -> Change:
    """Return the change that says by when a version is to be looked through again."""
    facts = {"tool": tool_id, "version": version}
    return Change(TOOLS, f"{_path(tool_id, version)}/{REVIEW}", by.isoformat(), fact=True, facts=facts)


def profile_change(document: DocumentId) -> Change:
    """Return the change that publishes a signed authority profile; the file follows as a blob."""
    facts = {"document": document, "kind": PROFILE_KIND}
    return Change(PROFILE, PROFILE_PATH, None, kind=OperationKind.DOCUMENT, facts=facts)


def published_tools(in_server_order: Sequence[Operation]) -> tuple[PublishedTool, ...]:
    """Return every publication, the earliest first; several of one version are all among them."""
    ours = [one for one in in_server_order if one.stream == TOOLS]
    retired = retired_tools(ours)
    found = [tool for one in ours if (tool := _published(one)) is not None]
    return tuple(replace(tool, is_retired=tool.name in retired) for tool in found)


def retired_tools(operations: Iterable[Operation]) -> frozenset[tuple[ToolId, str]]:
    """Return the versions whose latest word is that they are out of use, published ones and others."""
    return frozenset(name for name, one in _latest(operations, RETIRED).items() if one.value is True)


def successors(operations: Iterable[Operation]) -> dict[ToolId, ToolId]:
    """Return the tool that is to be used instead of each tool whose retirement names one."""
    told = ((name, one.facts.get("successor")) for name, one in _latest(operations, RETIRED).items() if one.value)
    return {tool: ToolId(successor) for (tool, _), successor in told if isinstance(successor, str)}


def review_days(operations: Iterable[Operation]) -> dict[tuple[ToolId, str], date]:
    """Return by when each version is to be looked through again, where somebody said so."""
    told = ((name, as_day(one.value)) for name, one in _latest(operations, REVIEW).items())
    return {name: day for name, day in told if day is not None}


def _latest(operations: Iterable[Operation], field: str) -> dict[tuple[ToolId, str], Operation]:
    """Return the latest word on a field of each version."""
    groups: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in operations:
        if one.stream == TOOLS and one.kind == OperationKind.SET.value and one.path.endswith(f"/{field}"):
            groups[one.path].append(one)
    heads = (head(group) for group in groups.values())
    named = ((one.facts.get("tool"), one.facts.get("version"), one) for one in heads if one is not None)
    return {
        (ToolId(tool), version): one
        for tool, version, one in named
        if isinstance(tool, str) and isinstance(version, str)
    }


def _published(operation: Operation) -> PublishedTool | None:
    tool_id, version, content = (operation.facts.get(name) for name in ("tool", "version", "document"))
    if operation.kind != OperationKind.DOCUMENT.value or operation.facts.get("kind") != TOOL_KIND:
        return None
    if not (isinstance(tool_id, str) and isinstance(version, str) and isinstance(content, str)):
        return None
    by, at = operation.author, operation.client_time
    return PublishedTool(ToolId(tool_id), version, content, by, at, operation.op_id)


def _path(tool_id: str, version: str) -> str:
    return f"tool/{tool_id}/{version}"
