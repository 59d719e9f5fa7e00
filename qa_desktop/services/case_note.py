"""The case note as a file: the sealed one once signed, a marked draft before."""

from __future__ import annotations

from qa_desktop.clock import Clock
from qa_desktop.documents.other_formats import in_other_format
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note_outline import OtherFormat
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import NotFound
from qa_desktop.services.sign_audit import ARCHIVE_NOTE, FILING_NOTE, PrintNote

DRAFT = "Draft, not signed"


class CaseNoteFile:
    """Gives the bytes of a case note."""

    def __init__(self, store: LocalStore, print_note: PrintNote, clock: Clock) -> None:
        self._store = store
        self._print = print_note
        self._clock = clock

    def __call__(self, audit: Audit, *, filing_copy: bool = False) -> bytes:
        """Return the newest sealed note (the QA archive file, or the copy for filing), or a draft before signing."""
        if not audit.is_signed:
            return self.draft(audit)
        wanted = FILING_NOTE if filing_copy else ARCHIVE_NOTE
        sealed = {document.kind: document.data for document in self._store.documents_of(audit.id)}
        # A note that was made anew after a redaction has no archive file beside it.
        data = sealed.get(wanted, sealed.get(FILING_NOTE))
        if data is None:
            raise NotFound(
                "The sealed note of this audit is not on this laptop. Import the audit's bundle again; where words of "
                "it were deleted, make the note anew with “qa-desktop audit renew-note”."
            )
        return data

    def copy(self, audit: Audit, form: OtherFormat) -> bytes:
        """Return what the note says in another format: of a signed audit as a copy, before as a marked draft."""
        signed = audit.record.fields.get(paths.SIGNED)
        occasion = NoteOccasion(signed.at) if signed else NoteOccasion(self._clock.now(), watermark=DRAFT)
        return in_other_format(compose_note(audit, occasion), form)

    def draft(self, audit: Audit) -> bytes:
        """Return the note as it would be now, with a watermark and without attached values."""
        now = self._clock.now()
        return self._print(compose_note(audit, NoteOccasion(now, watermark=DRAFT)), attach_values=False, made_at=now)
