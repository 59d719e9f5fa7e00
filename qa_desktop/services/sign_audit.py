"""Sign an audit: seal the note, and make operation, documents and outbox row durable together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.field_words import field_title
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.note import CaseNote, SignatureState
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value, chain_head
from qa_desktop.domain.ports import LocalStore, NewDocument, Sealer
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import Mistake, NotAllowed, SeveralProblems
from qa_desktop.services.document_hash import document_hash
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of

ARCHIVE_NOTE = "archive_note"
FILING_NOTE = "filing_note"
PDF = "application/pdf"


class PrintNote(Protocol):
    """Makes the PDF of a note, with its values attached or without."""

    def __call__(self, note: CaseNote, *, attach_values: bool, made_at: datetime) -> bytes:
        """Return the tagged PDF, not yet sealed."""
        ...


class SealPdf(Protocol):
    """Seals a field of a PDF with somebody's own key."""

    def __call__(self, pdf: bytes, field_name: str, sealer: Sealer, *, name: str, reason: str, at: datetime) -> bytes:
        """Return the sealed PDF."""
        ...


@dataclass(frozen=True, slots=True)
class NotePress:
    """Printing and sealing, as one thing to hand over."""

    print_note: PrintNote
    seal_pdf: SealPdf


class SignAudit:
    """Closes an audit. Blocked by what is missing, never by a signatory who declines, is absent or signs later."""

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
        self.beforehand: Sequence[Callable[[], object]] = ()
        """What is done first and so covered: what arrived is taken in, and the team of the case is told."""

    def __call__(self, audit_id: AuditId, pin: str | None = None) -> Audit:
        """Seal the note and sign the audit; return it signed.

        Raises SeveralProblems with everything that is missing, NotAllowed where it is signed already, KeyUnavailable
        for a wrong PIN.
        """
        for ask in self.beforehand:
            ask()
        audit = self._open(audit_id)
        self._refuse_unready(audit)
        now = self._clock.now()
        covered = self._covered(audit)
        note = compose_note(audit, NoteOccasion(now, chain_head(covered).hex()))
        sealer = self._open_sealer(pin)
        seal = next(signature for signature in note.signatures if signature.seals)
        archive, filing = (
            self._press.seal_pdf(
                self._press.print_note(note, attach_values=attach, made_at=now),
                seal.field_name,
                sealer,
                name=seal.name,
                reason=seal.statement,
                at=now,
            )
            for attach in (True, False)
        )
        self._store.append(
            [*_sign_changes(audit, self._stream(audit), covered, (archive, filing))],
            documents=[
                NewDocument(audit_id, ARCHIVE_NOTE, PDF, archive),
                NewDocument(audit_id, FILING_NOTE, PDF, filing),
            ],
            summary={audit_id: summary_of(_as_signed(audit))},
        )
        return self._open(audit_id)

    def _stream(self, audit: Audit) -> Stream:
        return Stream(audit.id, paths.stream_name(paths.SIGNED, self._store.owner.id, is_private=audit.is_private))

    def _covered(self, audit: Audit) -> tuple[Operation, ...]:
        """Return what the signature covers: the record, never the preparation."""
        operations = self._store.operations(audit.id, with_private=audit.is_private)
        return tuple(one for one in operations if paths.Path.parse(one.path).group != "prep")

    def _refuse_unready(self, audit: Audit) -> None:
        if audit.is_signed:
            raise NotAllowed("This audit is signed already. To correct it, make an amendment.")
        missing = [Mistake(blocker.message) for blocker in flow.blockers(audit)]
        missing += [Mistake(message) for message, _ in signature_needs(audit)]
        missing += [
            Mistake(f"{field_title(audit.tool, one.path)}: several people wrote this field. Settle it")
            for one in conflicts(self._store.operations(audit.id))
        ]
        if missing:
            raise SeveralProblems("Before this audit can be signed:", tuple(missing))


def _as_signed(audit: Audit) -> Audit:
    return replace(audit, record=replace(audit.record, state=AuditState.SIGNED))


def signature_needs(audit: Audit) -> list[tuple[str, str]]:
    """Return what the signatories' lines still need, as (sentence, path). The one who seals has to sign."""
    needs: list[tuple[str, str]] = []
    if audit.text(paths.JOTTER).strip():
        needs.append(("Sort the jotter into the audit or throw it away", paths.JOTTER))
    for block in audit.signatories():
        mark = audit.signatures.get(block.role)
        state = mark.state if mark else SignatureState.OPEN
        path = paths.signature(block.role, "state")
        if block.seals and state is not SignatureState.SIGNED:
            needs.append((f"{block.label}: sign", path))
        elif state is SignatureState.OPEN and not block.optional:
            needs.append((f"{block.label}: sign, decline, or say that they are not present or sign later", path))
        elif mark and state is SignatureState.SIGNED and not mark.name.strip():
            needs.append((f"{block.label}: enter the name", paths.signature(block.role, "name")))
        elif mark and state in (SignatureState.DECLINED, SignatureState.ABSENT) and not mark.reason.strip():
            needs.append((f"{block.label}: give the reason", paths.signature(block.role, "reason")))
        elif mark and state is SignatureState.LATER and mark.by_date is None:
            needs.append(
                (f"{block.label}: give the date by which they will sign", paths.signature(block.role, "by_date"))
            )
    return needs


def _sign_changes(
    audit: Audit, stream: Stream, covered: tuple[Operation, ...], notes: tuple[bytes, bytes]
) -> list[Change]:
    """Return the signing operation, which names exactly what it covers, and the operations that bring the documents."""
    archive, filing = notes
    facts: dict[str, Value] = {
        "document": document_hash(archive),
        "filing_document": document_hash(filing),
        "head": chain_head(covered).hex(),
        "overall": audit.overall_grade,
    }
    names = tuple(f"{operation.op_id}:{operation.commit.hex()}" for operation in covered)
    return [
        Change(stream, paths.SIGNED, names, kind=OperationKind.SIGN, facts=facts),
        *(
            Change(stream, f"document/{kind}", None, kind=OperationKind.DOCUMENT, facts={"document": sha, "kind": kind})
            for kind, sha in ((ARCHIVE_NOTE, document_hash(archive)), (FILING_NOTE, document_hash(filing)))
        ),
    ]
