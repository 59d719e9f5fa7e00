"""List the drafts of others by their state alone: which tool, whose, begun when, where it stands (P-20)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.domain.record import Role
from qa_desktop.services.tool_library import ToolSummary

READERS = frozenset({Role.QA_OFFICER, Role.MANAGER, Role.HEAD_OF_SERVICE})
STATES = {
    "draft": "Under way",
    "revealed": "Under way, both first grades given",
    "held_draft": "On hold",
    "held_revealed": "On hold, both first grades given",
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft of somebody else."""

    audit_id: AuditId
    tool: str
    owner: PersonId
    auditor: str
    state: str
    begun: datetime
    changed: datetime
    """When anything of it last came to the server."""


class ListUnderWay:
    """Reads the list that came with the last sync."""

    def __init__(self, store: NoticeStore, tools: Callable[[], tuple[ToolSummary, ...]], owner: PersonId) -> None:
        self._store = store
        self._tools = tools
        self._owner = owner

    def __call__(self) -> tuple[DraftLine, ...]:
        """Return the drafts of others, the last changed first."""
        titles = {str(tool.id): tool.title for tool in self._tools()}
        return tuple(
            DraftLine(
                audit_id=one.audit,
                tool=titles.get(one.tool, one.tool or "An audit"),
                owner=one.owner,
                auditor=one.name,
                state=STATES.get(one.state, "Under way"),
                begun=one.begun,
                changed=one.changed,
            )
            for one in self._store.under_way()
            if one.owner != self._owner
        )
