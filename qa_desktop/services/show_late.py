"""Show what was written past the signature: kept, and no part of what was signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.field_words import field_title, value_words
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.projection import late_entries
from qa_desktop.services.open_audit import OpenAudit


@dataclass(frozen=True, slots=True)
class LateEntry:
    """One thing that was written and that no signature covers."""

    author: str
    field: str
    words: str
    written_at: datetime
    """By the clock of the laptop on which it was written."""
    received_at: datetime | None
    """When it came to the server; None where it has not, or this laptop was not told."""


class ShowLate:
    """Reads late entries from the log."""

    def __init__(
        self, store: LocalStore, places: Callable[[AuditId], tuple[Placed, ...]], open_audit: OpenAudit
    ) -> None:
        self._store = store
        self._places = places
        self._open = open_audit

    def __call__(self, audit_id: AuditId) -> tuple[LateEntry, ...]:
        """Return the late entries of an audit in the order of the log; raise NotFound."""
        late = late_entries(self._store.operations(audit_id))
        if not late:
            return ()
        tool = self._open(audit_id).tool
        names = {person.id: person.name for person in self._store.people()}
        received = {one.operation.op_id: one.received_at for one in self._places(audit_id)}
        return tuple(
            LateEntry(
                author=names.get(one.author, "Unknown"),
                field=field_title(tool, one.path),
                words=value_words(tool, one.path, one.value),
                written_at=one.client_time,
                received_at=received.get(one.op_id),
            )
            for one in late
        )
