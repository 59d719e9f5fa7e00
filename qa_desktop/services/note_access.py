"""Keep a record of what was looked at and taken away; the server is told with the next sync (P-24)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit, stays_here
from qa_desktop.domain.exchange import AccessRecord
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import NOBODY
from qa_desktop.errors import NotFound


class Access(Enum):
    """What was done. Never a name, and nothing that an audit says."""

    OPENED = "opened"
    NOTE_OPENED = "note_opened"
    NOTE_SAVED = "note_saved"
    NOTE_PRINTED = "note_printed"
    TEXT_COPIED = "text_copied"
    """A text of the note, to be put into the case system."""
    PLAN_SAVED = "plan_saved"
    """Its dates, as a calendar file."""
    ANSWERS_EXPORTED = "answers_exported"
    CHANGES_EXPORTED = "changes_exported"
    """Changes that the server refused."""
    BUNDLE_EXPORTED = "bundle_exported"
    BUNDLE_IMPORTED = "bundle_imported"
    RESTRICTED_READ = "restricted_read"
    """What is recorded apart from the audit about a worker."""
    HELD_GATHERED = "held_gathered"
    """Everything that is held on a case or a person."""
    DATA_EXPORTED = "data_exported"
    """As rows of tables, with names and words."""
    PSEUDONYMS_EXPORTED = "pseudonyms_exported"
    """As rows of tables that name nobody."""


class NoteAccess:
    """Adds to the record, which nothing is removed from.

    What goes out is recorded before it is handed out, so that a full disk lets nothing go unrecorded; where it could
    then not be written, the record names an attempt.
    """

    def __init__(self, notices: NoticeStore, store: LocalStore, clock: Clock, new_id: NewIds) -> None:
        self._notices = notices
        self._store = store
        self._clock = clock
        self._new_id = new_id

    def __call__(self, audits: Iterable[AuditId], what: Access) -> None:
        """Record that this is done with these audits now; nothing is recorded of what never leaves."""
        for audit_id in audits:
            if not self._stays_here(audit_id):
                self._notices.note_access(AccessRecord(self._new_id(), audit_id, what.value, self._clock.now()))

    def of_many(self, audits: Iterable[AuditId], what: Access) -> None:
        """Record that this is done with signed audits of which none is anybody's own, all of them or none."""
        at = self._clock.now()
        self._notices.note_accesses([AccessRecord(self._new_id(), one, what.value, at) for one in audits])

    def looked(self, audit: Audit, what: Access) -> None:
        """Record a look at an audit of somebody else; looks at one's own are not recorded."""
        if audit.record.owner not in (self._store.owner.id, NOBODY):
            self([audit.id], what)

    def _stays_here(self, audit_id: AuditId) -> bool:
        try:
            return stays_here(self._store.load(audit_id))
        except NotFound:
            return False
