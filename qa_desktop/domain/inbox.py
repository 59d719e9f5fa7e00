"""What an inbox shows of an audit that came in, and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import AuditSummary


class InboxNeed(Enum):
    """Why an audit needs the officer."""

    INADEQUATE = "inadequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    DISAGREEMENT = "disagreement"
    MODERATION = "moderation"
    LATE_ENTRIES = "late_entries"
    SEVERAL_SIGNATURES = "several_signatures"
    NEWER_CHANGES = "newer_changes"
    NOT_WHOLE = "not_whole"
    ON_HOLD = "on_hold"
    DELETED_WORDS = "deleted_words"


class InboxOnly(Enum):
    """Which audits to list."""

    ALL = "all"
    NEW = "new"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class InboxQuestion:
    """What to list; `after` is where the page before ended."""

    only: InboxOnly = InboxOnly.ALL
    text: str = ""
    after: AuditSummary | None = None


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One line as it is kept."""

    summary: AuditSummary
    owner: PersonId
    needs: tuple[str, ...]
    """Why it needs the officer, as `InboxNeed` names it."""
    is_new: bool
