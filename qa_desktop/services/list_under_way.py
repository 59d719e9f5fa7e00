"""List the drafts of others by their state alone: which tool, whose, begun when, where it stands (P-20)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.draft_concern import DraftConcern, read_concern
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.domain.record import Role

READERS = frozenset({Role.QA_OFFICER, Role.MANAGER, Role.HEAD_OF_SERVICE})
STATES = {
    "draft": "Under way",
    "revealed": "Under way, both first grades given",
    "held_draft": "On hold",
    "held_revealed": "On hold, both first grades given",
}

Titles = Callable[[Collection[str]], Mapping[str, str]]
"""Tells the titles of tools by their ids, as far as they are here."""


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
    concern: DraftConcern | None = None
    """Its most pressing safety concern."""

    @property
    def waits(self) -> bool:
        """Whether a safety concern was raised in it of which nobody was told yet, as far as is known here."""
        return self.concern is not None and self.concern.state.is_open


class ListUnderWay:
    """Reads the list that came with the last sync."""

    def __init__(self, store: NoticeStore, titles: Titles, owner: PersonId) -> None:
        self._store = store
        self._titles = titles
        self._owner = owner

    def __call__(self) -> tuple[DraftLine, ...]:
        """Return the drafts of others: where a safety concern waits first, then the last changed."""
        others = [one for one in self._store.under_way() if one.owner != self._owner]
        titles = self._titles({one.tool for one in others if one.tool})
        lines = tuple(
            DraftLine(
                audit_id=one.audit,
                tool=titles.get(one.tool, one.tool or "An audit"),
                owner=one.owner,
                auditor=one.name,
                state=STATES.get(one.state, "Under way"),
                begun=one.begun,
                changed=one.changed,
                concern=read_concern(one.concern),
            )
            for one in others
        )
        return tuple(sorted(lines, key=lambda one: not one.waits))
