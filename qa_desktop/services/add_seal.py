"""Add a second seal to a sealed note, as a manager does later with their own key (DESIGN, the case note)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import COUNTERSIGN
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.ports import LocalStore, NewDocument, Sealer
from qa_desktop.domain.retention import AFTER_DELETION, knows_of_deletion
from qa_desktop.errors import NotAllowed
from qa_desktop.services.document_hash import document_hash
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.sign_audit import ARCHIVE_NOTE, FILING_NOTE, PDF, SealPdf


class AddSeal:
    """Seals the notes of a signed audit once more; the first seal stays valid."""

    def __init__(
        self,
        store: LocalStore,
        open_audit: OpenAudit,
        seal_pdf: SealPdf,
        open_sealer: Callable[[str | None], Sealer],
        clock: Clock,
    ) -> None:
        self._store = store
        self._open = open_audit
        self._seal = seal_pdf
        self._open_sealer = open_sealer
        self._clock = clock

    def __call__(self, audit_id: AuditId, pin: str | None = None) -> Audit:
        """Add the owner's seal as manager; raise NotAllowed for a draft or where it is sealed so already."""
        audit = self._open(audit_id)
        if audit.is_private:
            raise NotAllowed("This audit is its owner's alone and stays as it is. Choose another one.")
        if not audit.is_signed:
            raise NotAllowed("This audit is not signed yet. The auditor seals it first.")
        now = self._clock.now()
        sealer = self._open_sealer(pin)
        newest = {document.kind: document.data for document in self._store.documents_of(audit_id)}
        sealed = {
            kind: self._seal(
                newest[kind], COUNTERSIGN, sealer, name=self._store.owner.name, reason="Seen by manager", at=now
            )
            for kind in (ARCHIVE_NOTE, FILING_NOTE)
            if kind in newest
        }
        # Who knows that something was deleted seals a note that is without it.
        known = {AFTER_DELETION: True} if knows_of_deletion(self._store.operations(audit_id)) else {}
        self._store.append(
            [
                Change(
                    Stream(audit_id),
                    f"document/{kind}",
                    None,
                    kind=OperationKind.DOCUMENT,
                    facts={"document": document_hash(data), "kind": kind, **known},
                )
                for kind, data in sealed.items()
            ],
            documents=[NewDocument(audit_id, kind, PDF, data) for kind, data in sealed.items()],
        )
        return self._open(audit_id)
