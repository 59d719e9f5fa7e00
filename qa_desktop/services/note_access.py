"""Keep a record of what was looked at and taken away; the server is told with the next sync (P-24)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from qa_desktop.clock import Clock
from qa_desktop.domain.exchange import AccessRecord
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.domain.ports import NewIds


class Access(Enum):
    """What was done. Never a name, and nothing that an audit says."""

    OPENED = "opened"
    NOTE_SAVED = "note_saved"
    NOTE_PRINTED = "note_printed"
    BUNDLE_EXPORTED = "bundle_exported"
    BUNDLE_IMPORTED = "bundle_imported"


class NoteAccess:
    """Adds to the record, which nothing is removed from."""

    def __init__(self, store: NoticeStore, clock: Clock, new_id: NewIds) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id

    def __call__(self, audits: Iterable[AuditId], what: Access) -> None:
        """Record that this was done with these audits now."""
        for audit_id in audits:
            self._store.note_access(AccessRecord(self._new_id(), audit_id, what.value, self._clock.now()))
