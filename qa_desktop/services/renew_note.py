"""Make the note of a signed audit anew after words were deleted or it was moderated: sealed, no attachment (P-11)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import COUNTERSIGN, MADE_ANEW, MODERATED, NoteOccasion, compose_note
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.note import CaseNote
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value, chain_head
from qa_desktop.domain.ports import LocalStore, NewDocument, Sealer
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import AFTER_DELETION, AFTER_MODERATION, knows_of_deletion
from qa_desktop.errors import NotAllowed
from qa_desktop.services.document_hash import document_hash
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.sign_audit import ARCHIVE_NOTE, FILING_NOTE, PDF, NotePress

REASON = "Made anew after words were deleted for good"
REASON_MODERATED = "Made anew after moderation"
NOT_YOURS = "Only the person whose audit this is, or a QA officer, makes its note anew."
NOTHING_DELETED = (
    "Nothing of this audit was deleted, nor was it moderated since its note was sealed, so the note stays as it is. To "
    "correct it, start an amendment."
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
        """Tell whether its note was deleted with words of it, or tells nothing of its moderation; and it is theirs."""
        if audit.record.is_held or not audit.is_signed:
            return False
        try:
            self._refuse(audit)
        except NotAllowed:
            return False
        return True

    def __call__(self, audit_id: AuditId, pin: str | None = None) -> Audit:
        """Make the note and keep it with the audit; return the audit.

        Raises NotAllowed where nothing was deleted, the note is still here and tells of the moderation, the audit is on
        hold or somebody else's, KeyUnavailable for a wrong PIN.
        """
        audit = self._open(audit_id)
        self._refuse(audit)
        now = self._clock.now()
        operations = self._store.operations(audit_id)
        outcome = self.untold_outcome(audit)
        why, words = (REASON_MODERATED, MODERATED) if outcome else (REASON, MADE_ANEW)
        note = compose_note(audit, NoteOccasion(now, chain_head(operations).hex(), made_anew=words))
        pdf = self._press.seal_pdf(
            self._press.print_note(note, attach_values=False, made_at=now),
            self._field(audit, note),
            self._open_sealer(pin),
            name=self._store.owner.name,
            reason=why,
            at=now,
        )
        facts: dict[str, Value] = {"document": document_hash(pdf), "kind": FILING_NOTE}
        if knows_of_deletion(operations):
            facts[AFTER_DELETION] = True
        if audit.standing is not None and audit.standing.outcome is not None:
            facts[AFTER_MODERATION] = audit.standing.outcome.record
        self._store.append(
            [Change(Stream(audit_id), f"document/{FILING_NOTE}", None, kind=OperationKind.DOCUMENT, facts=facts)],
            documents=[NewDocument(audit_id, FILING_NOTE, PDF, pdf)],
        )
        return self._open(audit_id)

    def untold_outcome(self, audit: Audit) -> str:
        """Return the moderator's record of which no note of the audit tells; empty where none is, or one does."""
        outcome = audit.standing.outcome if audit.standing is not None else None
        if outcome is None or not audit.is_signed:
            return ""
        notes = (one for one in self._store.operations(audit.id) if one.kind == OperationKind.DOCUMENT.value)
        told = any(one.facts.get(AFTER_MODERATION) == outcome.record and not one.is_redacted for one in notes)
        return "" if told else outcome.record

    def _refuse(self, audit: Audit) -> None:
        owner = self._store.owner
        if audit.record.owner != owner.id and owner.role is not Role.QA_OFFICER:
            raise NotAllowed(NOT_YOURS)
        if self.untold_outcome(audit):
            return
        operations = self._store.operations(audit.id)
        if not any(one.kind == OperationKind.DOCUMENT.value and one.is_redacted for one in operations):
            raise NotAllowed(NOTHING_DELETED)
        if any(one.kind in (ARCHIVE_NOTE, FILING_NOTE) for one in self._store.documents_of(audit.id)):
            raise NotAllowed(STILL_THERE)

    def _field(self, audit: Audit, note: CaseNote) -> str:
        own = audit.record.owner == self._store.owner.id
        return next(one.field_name for one in note.signatures if one.seals) if own else COUNTERSIGN
