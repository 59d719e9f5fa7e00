"""Reads and keeps what travels beside the operations: documents and tools, each by the hash of its bytes."""

from __future__ import annotations

import hashlib

from qa_desktop.domain.exchange import BlobKind, BlobName
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.domain.organisation import is_standing
from qa_desktop.domain.record import StoredDocument
from qa_desktop.errors import NotFound
from qa_desktop.models import document_rows, reading, sync_rows
from qa_desktop.models.rows import OPERATION_COLUMNS, data, operation_from
from qa_desktop.models.statement import Run

PDF = "application/pdf"

_CONTENT = "SELECT data FROM document WHERE audit = ? AND id = ?"
_NAMING = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = ? AND stream = ? AND kind = ?"  # noqa: S608 - constants of ours


def content(run: Run, name: BlobName) -> bytes:
    """Return the bytes of a blob that is here; raise NotFound."""
    if name.kind is BlobKind.TOOL:
        return reading.tool_definition(run, name.id)
    row = run(_CONTENT, (name.stream.audit, name.id)).fetchone()
    if row is None:
        raise NotFound(f"There is no document {name.id[:12]} in this profile.")
    return data(row[0])


def keep(run: Run, name: BlobName, arrived: bytes) -> bool:
    """Keep a blob; False where its bytes are not those that were named."""
    if hashlib.sha256(arrived).hexdigest() != name.id:
        return False
    if name.kind is BlobKind.TOOL:
        run("INSERT INTO tool_definition (hash, canonical) VALUES (?, ?) ON CONFLICT DO NOTHING", (name.id, arrived))
        # It is here for every audit that was begun with it.
        run("UPDATE blob SET state = 'sent' WHERE state = 'fetch' AND kind = ? AND id = ?", (name.kind.value, name.id))
    else:
        naming = _naming(run, name)
        if naming is None:
            return False
        kind = str(naming.facts.get("kind", ""))
        media_type = str(naming.facts.get("media_type", PDF))
        document_rows.store(
            run, StoredDocument(name.id, name.stream.audit, kind, media_type, arrived, naming.client_time)
        )
    if not is_standing(name.stream.audit):
        run("INSERT INTO to_summarise (audit) VALUES (?) ON CONFLICT DO NOTHING", (name.stream.audit,))
    sync_rows.blob_is(run, name, "sent")
    return True


def _naming(run: Run, name: BlobName) -> Operation | None:
    """Return the operation that brought the document, which says what it is."""
    rows = run(_NAMING, (name.stream.audit, name.stream.name, OperationKind.DOCUMENT.value))
    operations = (operation_from(row) for row in rows)
    return next((one for one in operations if one.facts.get("document") == name.id), None)
