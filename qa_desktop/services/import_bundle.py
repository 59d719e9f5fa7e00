"""Take in a bundle that somebody handed over; importing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import Brought, LocalStore
from qa_desktop.errors import InputProblem
from qa_desktop.services.look_into_file import BundlePreview, LookIntoFile
from qa_desktop.services.note_access import Access, NoteAccess
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of


class ImportBundle:
    """Keeps what a bundle brings, all of it or nothing."""

    def __init__(
        self,
        store: LocalStore,
        open_audit: OpenAudit,
        look_into: LookIntoFile,
        note_conflicts: Callable[[AuditId], None],
        note_access: NoteAccess,
    ) -> None:
        self._store = store
        self._open = open_audit
        self._look_into = look_into
        self._note_conflicts = note_conflicts
        self._note_access = note_access

    def __call__(self, file: Path) -> Brought:
        """Import the file; raise InputProblem where it is damaged, forged or made for another; keep nothing then."""
        preview = self._look_into(file)
        if not isinstance(preview, BundlePreview):
            raise InputProblem("This file is a receipt and brings no audits.")
        return self.take(preview)

    def take(self, preview: BundlePreview) -> Brought:
        """Import what was looked into: the very bytes that were shown, whatever became of the file."""
        bundle = preview.bundle
        for content_hash, canonical in bundle.tools.items():
            self._store.keep_tool(content_hash, canonical)
        brought = self._store.bring(bundle.authors, bundle.operations, bundle.documents)
        self._store.append((), summary={audit: summary_of(self._open(audit)) for audit in brought.audits})
        for audit in brought.audits:
            self._note_conflicts(audit)
        self._note_access(brought.audits, Access.BUNDLE_IMPORTED)
        return brought
