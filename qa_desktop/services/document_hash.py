"""The identity of a document: the hash of its bytes."""

from __future__ import annotations

import hashlib

from qa_desktop.domain.ids import DocumentId


def document_hash(data: bytes) -> DocumentId:
    """Return the SHA-256 of the bytes in hex."""
    return DocumentId(hashlib.sha256(data).hexdigest())
