"""Correct a signed audit: a new audit that starts from the old one and names its sealed note."""

from __future__ import annotations

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import NotAllowed
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.sign_audit import ARCHIVE_NOTE, FILING_NOTE
from qa_desktop.services.start_audit import StartAudit, StartRequest

NO_NOTE = (
    "The sealed note of this audit is not on this laptop. Where words of it were deleted, make the note anew first: "
    "“qa-desktop audit renew-note”."
)
NOT_CARRIED = frozenset(
    {"signature", "filing", "prep", "signed", "document", "audit", "followup", "check", "tell", paths.TOOL}
)


class AmendAudit:
    """Makes amendments. The signed audit stays as it is (DESIGN, Live audit)."""

    def __init__(self, store: LocalStore, open_audit: OpenAudit, start: StartAudit, clock: Clock) -> None:
        self._store = store
        self._open = open_audit
        self._start = start
        self._clock = clock

    def __call__(self, audit_id: AuditId) -> Audit:
        """Return a new draft with the signed audit's words; raise NotAllowed where it is not signed."""
        signed = self._open(audit_id)
        if not signed.is_signed:
            raise NotAllowed("This audit is not signed yet, so it can be changed as it is.")
        if signed.record.is_held:
            raise NotAllowed(signed.record.read_only_reason)
        notes = {doc.kind: doc for doc in self._store.documents_of(audit_id)}
        note = notes.get(ARCHIVE_NOTE, notes.get(FILING_NOTE))
        if note is None:
            raise NotAllowed(NO_NOTE)
        carried = {
            path: state.value
            for path, state in signed.record.fields.items()
            if paths.Path.parse(path).group not in NOT_CARRIED and state.value is not None
        }
        request = StartRequest(
            signed.tool.id,
            signed.subject,
            signed.text(paths.about("practitioner")),
            signed.tool.version,
            local_day(self._clock.now()),
            carried | {paths.AMENDS: note.id},
        )
        return self._start.with_tool(signed.tool, request)
