"""Notes how many fields of an audit two people wrote, so that lists show it and signing waits for it."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.show_conflicts import InServerOrder


class NoteConflicts:
    """Counts anew, from the log alone."""

    def __init__(self, in_server_order: InServerOrder, note: Callable[[AuditId, int], None]) -> None:
        self._in_server_order = in_server_order
        self._note = note

    def __call__(self, audit_id: AuditId) -> None:
        """Count the conflicts of one audit."""
        self._note(audit_id, len(conflicts(self._in_server_order(audit_id))))
