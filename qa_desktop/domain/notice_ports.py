"""What goes between laptop and server beside the operations: what waits to be taken in, drafts, reports of access."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from qa_desktop.domain.exchange import AccessRecord, Aside, UnderWay
from qa_desktop.domain.ids import AuditId, OperationId


def left_waiting(audit_id: AuditId) -> str:
    """Name the setting that holds what was seen and left waiting; it goes with its audit, whose id ends it."""
    return f"left_waiting/{audit_id}"


class NoticeStore(Protocol):
    """The part of the local store that keeps them. Every writing call is one transaction."""

    def set_aside_there(self) -> tuple[OperationId, ...]:
        """Return operations that the server keeps in quarantine."""
        ...

    def compare_set_aside(self, kept: Collection[OperationId], taken: Collection[OperationId], at: datetime) -> None:
        """Note what was taken in; what is neither kept nor taken is asked after."""
        ...

    def aside(self) -> tuple[Aside, ...]:
        """Return what others wrote and waits for the owner of this profile to take it in."""
        ...

    def wanted(self) -> tuple[OperationId, ...]:
        """Return which of it the owner said is to be taken in."""
        ...

    def replace_aside(self, lines: Sequence[Aside], mark: str) -> None:
        """Keep what the server says waits, under its mark; what is wanted stays wanted."""
        ...

    def want(self, op_ids: Collection[OperationId]) -> None:
        """Note what is to be taken in with the next run."""
        ...

    def replace_under_way(self, lines: Sequence[UnderWay], mark: str) -> None:
        """Keep the list of drafts under its mark."""
        ...

    def under_way(self) -> tuple[UnderWay, ...]:
        """Return the list of drafts, the last changed first."""
        ...

    def marks(self) -> tuple[str, str]:
        """Return the marks of what waits and of the drafts as they were last kept."""
        ...

    def note_access(self, record: AccessRecord) -> None:
        """Add to the record of access."""
        ...

    def note_accesses(self, records: Sequence[AccessRecord]) -> None:
        """Add several to the record of access, in one transaction."""
        ...

    def unreported(self, most: int) -> tuple[AccessRecord, ...]:
        """Return records of access that the server does not have yet, oldest first."""
        ...

    def reported(self, records: Sequence[AccessRecord], at: datetime) -> None:
        """Note that the server has these records."""
        ...
