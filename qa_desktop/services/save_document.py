"""Save a kept document as a file outside the store."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.domain.ids import DocumentId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import DiskProblem


class SaveDocument:
    """Writes documents out."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store

    def __call__(self, document_id: DocumentId, file: Path) -> None:
        """Write the document's bytes to the file; raise NotFound, or DiskProblem where it cannot be written."""
        data = self._store.document(document_id).data
        try:
            file.write_bytes(data)
        except OSError as error:
            raise DiskProblem(f"{file} could not be written: {error.strerror}. Choose another folder.") from error
