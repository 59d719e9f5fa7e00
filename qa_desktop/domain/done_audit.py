"""A signed audit as quotas and fair sharing count it: who did it, with which tool, when it was last talked over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.ids import AuditId, PersonId, ToolId


@dataclass(frozen=True, slots=True)
class DoneAudit:
    """One signed audit. An amendment is none of its own: it belongs to the audit that it amends."""

    id: AuditId
    tool_id: ToolId
    people: tuple[PersonId, ...]
    """Who signed it, and its peers."""
    day: date
    """The day of the last meeting, else the day of the audit, else of the signature (PRACTICE P-40)."""
    allocation: str = ""
    """From which allocation it was begun."""
