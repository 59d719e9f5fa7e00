"""A tool that somebody is writing: kept on their laptop until it is published or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_edit.tree import Keys, Path, text_at


@dataclass(frozen=True, slots=True)
class ToolDraft:
    """A tool that is being written."""

    id: str
    keys: Keys
    based_on: str = ""
    """The tool and version that it was made from, as a person reads it; empty for a new one."""


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft as lists show it."""

    id: str
    title: str
    version: str
    based_on: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is wrong with a draft, and where."""

    path: Path
    words: str
    is_warning: bool = False
    """Whether the tool may be published with it; it is worth a look all the same."""


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """The tool that a draft makes where nothing is wrong with it, and what is told about it, warnings last."""

    tool: Tool | None
    told: tuple[Told, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Every text that can be translated, by its path; none where the tool cannot be read for other mistakes."""


class DraftStore(Protocol):
    """Where drafts are kept. Each writing call is durable when it returns."""

    def keep(self, draft: ToolDraft) -> None:
        """Keep a draft as it is now."""
        ...

    def draft(self, draft_id: str) -> ToolDraft:
        """Return a draft; raise NotFound."""
        ...

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Return every draft, the one changed last first."""
        ...

    def discard(self, draft_id: str) -> None:
        """Throw a draft away."""
        ...


def title_of(keys: Keys) -> str:
    """Return what a draft is called in a list."""
    return text_at(keys, ("title",)) or "Tool without a title"
