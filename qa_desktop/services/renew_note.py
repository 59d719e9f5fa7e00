"""Make the note of a signed audit anew after words were deleted: sealed again, without attachment or history (P-11)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import COUNTERSIGN, NoteOccasion, compose_note
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.note import CaseNote
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value, chain_head
from qa_desktop.domain.ports import LocalStore, NewDocument, Sealer
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import AFTER_DELETION
from qa_desktop.errors import NotAllowed
from qa_desktop.services.document_hash import document_hash
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.sign_audit import ARCHIVE_NOTE, FILING_NOTE, PDF, NotePress

REASON = "Made anew after words were deleted for good"
NOT_YOURS = "Only the person whose audit this is, or a QA officer, makes its note anew."
NOTHING_DELETED = (
    "Nothing of this audit was deleted, so its sealed note stays as it is. To correct it, start an amendment."
)
STILL_THERE = "The sealed note of this audit is here. It is made anew once the note that holds deleted words is gone."


class RenewNote:
    """Prints what is left, and seals it: the auditor in their own place, a QA officer in that of a later seal."""

    def __init__(
        self,
        store: LocalStore,
        open_audit: OpenAudit,
        press: NotePress,
        open_sealer: Callable[[str | None], Sealer],
        clock: Clock,
    ) -> None:
        self._store = store
        self._open = open_audit
        self._press = press
        self._open_sealer = open_sealer
        self._clock = clock

    def is_wanted(self, audit: Audit) -> bool:
        """Tell whether its note was deleted with words of it, and this person may make it anew."""
        if audit.record.is_held or not audit.is_signed:
            return False
        try:
            self._refuse(audit)
        except NotAllowed:
            return False
        return True

    def __call__(self, audit_id: AuditId, pin: str | None = None) -> Audit:
        """Make the note and keep it with the audit; return the audit.

        Raises NotAllowed where nothing was deleted, the note is still here, the audit is on hold or somebody else's,
        KeyUnavailable for a wrong PIN.
        """
        audit = self._open(audit_id)
        self._refuse(audit)
        now = self._clock.now()
        head = chain_head(self._store.operations(audit_id)).hex()
        note = compose_note(audit, NoteOccasion(now, head, made_anew=True))
        pdf = self._press.seal_pdf(
            self._press.print_note(note, attach_values=False, made_at=now),
            self._field(audit, note),
            self._open_sealer(pin),
            name=self._store.owner.name,
            reason=REASON,
            at=now,
        )
        facts: dict[str, Value] = {"document": document_hash(pdf), "kind": FILING_NOTE, AFTER_DELETION: True}
        self._store.append(
            [Change(Stream(audit_id), f"document/{FILING_NOTE}", None, kind=OperationKind.DOCUMENT, facts=facts)],
            documents=[NewDocument(audit_id, FILING_NOTE, PDF, pdf)],
        )
        return self._open(audit_id)

    def _refuse(self, audit: Audit) -> None:
        owner = self._store.owner
        if audit.record.owner != owner.id and owner.role is not Role.QA_OFFICER:
            raise NotAllowed(NOT_YOURS)
        operations = self._store.operations(audit.id)
        if not any(one.kind == OperationKind.DOCUMENT.value and one.is_redacted for one in operations):
            raise NotAllowed(NOTHING_DELETED)
        if any(one.kind in (ARCHIVE_NOTE, FILING_NOTE) for one in self._store.documents_of(audit.id)):
            raise NotAllowed(STILL_THERE)

    def _field(self, audit: Audit, note: CaseNote) -> str:
        own = audit.record.owner == self._store.owner.id
        return next(one.field_name for one in note.signatures if one.seals) if own else COUNTERSIGN
