"""What a list of tools shows, so that listing them needs no whole tool in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.tool import Tool

_PARTS = re.compile(r"\d+|[a-zA-Z]+")


@dataclass(frozen=True, slots=True)
class ToolSummary:
    """One version of a tool in a few words."""

    id: ToolId
    version: str
    title: str
    authority_code: str
    authority: str
    status: str
    subject: str
    """A `SubjectKind` value."""
    purpose: str
    section_count: int
    item_count: int
    content_hash: str
    print_status: str
    """A `PrintStatus` value: how much of the tool stands in the authority's own document."""
    review_by: str = ""
    """By when the tool is to be looked through again, in ISO form, as its file says."""
    published_by: str = ""
    """Who published it for the authority; empty for one that came with the program or was added on this laptop."""
    published_on: str = ""
    """The day, in ISO form."""
    registers: tuple[tuple[str, str], ...] = ()
    """In which registers its records stand: (id, title)."""
    is_plan: bool = False
    """Whether its records are plans of the service, with improvement actions."""
    is_own: bool = False
    """Whether it is one of the authority's own tools, by the settings that hold here."""


def summary_of(tool: Tool) -> ToolSummary:
    """Return the summary of a tool."""
    return ToolSummary(
        id=tool.id,
        version=tool.version,
        title=tool.title,
        authority_code=tool.authority_code,
        authority=tool.authority,
        status=tool.status,
        subject=tool.subject.value,
        purpose=tool.purpose,
        section_count=len(tool.sections),
        item_count=sum(1 for _ in tool.items),
        content_hash=tool.content_hash,
        print_status=tool.provenance.status.value,
        review_by=tool.review_by,
        registers=tuple((one.id, one.title) for one in tool.registers),
        is_plan=tool.improvement is not None,
    )


def age_order(summary: ToolSummary) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    """Return the key by which the versions of a tool are ordered: the last is the one to offer."""
    return summary.status == "active", version_order(summary.version)


def version_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key by which versions are ordered: 1.10 comes after 1.9, and 2.0 after 2.0-draft."""
    parts = ((1, int(part), "") if part.isdigit() else (-1, 0, part) for part in _PARTS.findall(version))
    return (*parts, (0, 0, ""))
