"""Find tools by words of what a list shows of them, of their questions and of what they call good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qa_desktop.domain.tool import SubjectKind
from qa_desktop.domain.tool_search import SearchText, where_found
from qa_desktop.domain.tool_words import SUBJECTS
from qa_desktop.services.tool_library import ToolSummary

Found = tuple[ToolSummary, str]
"""A tool, and the passage in which the words stand; empty where what a list shows of it holds them."""


def listed_words(summary: ToolSummary) -> str:
    """Return the case-folded words of a tool that a list shows or stands for."""
    subject = SUBJECTS[SubjectKind(summary.subject)]
    return f"{summary.title} {summary.authority} {summary.id} {subject} {summary.purpose}".casefold()


def find_tools(
    summaries: Iterable[ToolSummary], texts: Callable[[], Mapping[str, SearchText]], wanted: str
) -> tuple[Found, ...]:
    """Return the tools that hold the wanted words: those that tell them themselves first, then those within."""
    if not wanted.split():
        return tuple((one, "") for one in summaries)
    known = texts()
    places = ((one, where_found(wanted, listed_words(one), known.get(one.content_hash))) for one in summaries)
    found = [(one, place) for one, place in places if place is not None]
    return tuple(sorted(found, key=lambda pair: bool(pair[1])))
