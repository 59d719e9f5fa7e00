"""Save a kept document as a file outside the store."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.domain.ids import DocumentId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import DiskProblem
from qa_desktop.services.note_access import Access, NoteAccess


class SaveDocument:
    """Writes documents out."""

    def __init__(self, store: LocalStore, note_access: NoteAccess) -> None:
        self._store = store
        self._note_access = note_access

    def __call__(self, document_id: DocumentId, file: Path) -> None:
        """Write the document's bytes to the file; raise NotFound, or DiskProblem where it cannot be written."""
        document = self._store.document(document_id)
        self._note_access([document.audit_id], Access.NOTE_SAVED)
        try:
            file.write_bytes(document.data)
        except OSError as error:
            raise DiskProblem(f"{file} could not be written: {error.strerror}. Choose another folder.") from error
