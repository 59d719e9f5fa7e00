"""Keeps documents by the hash of their bytes, each named by a signed operation of its audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Operation, Value, can_unpack, unpack_body
from qa_desktop.domain.ports import NewDocument
from qa_desktop.domain.record import StoredDocument
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.models.rows import DOCUMENT_COLUMNS, OPERATION_COLUMNS, document_from, moment_text, operation_from
from qa_desktop.models.statement import Run

_ADD = (
    f"INSERT INTO document ({DOCUMENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) "  # noqa: S608 - constants of ours
    "ON CONFLICT (audit, id) DO NOTHING"
)
_NAMING = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = ? AND kind <> 'set'"  # noqa: S608 - as above
_BY_ID = f"SELECT {DOCUMENT_COLUMNS} FROM document WHERE id = ? ORDER BY number LIMIT 1"  # noqa: S608 - as above
_OF_AUDIT = f"SELECT {DOCUMENT_COLUMNS} FROM document WHERE audit = ? ORDER BY made_at, number"  # noqa: S608 - as above


def document_id(content: bytes) -> DocumentId:
    """Return the identity of a document: the SHA-256 of its bytes."""
    return DocumentId(hashlib.sha256(content).hexdigest())


def keep(run: Run, document: NewDocument, made_at: datetime) -> None:
    """Keep a new document."""
    stored = StoredDocument(
        id=document_id(document.data),
        audit_id=document.audit_id,
        kind=document.kind,
        media_type=document.media_type,
        data=document.data,
        made_at=made_at,
    )
    store(run, stored)


def store(run: Run, document: StoredDocument) -> bool:
    """Keep a document as it came; tell whether it was new. Raise InputProblem where no signed operation names it."""
    if document.id not in _named_documents(run, document.audit_id):
        raise InputProblem(
            f"The document {document.id[:12]} was not kept: no signed change of its audit names it. Import the whole "
            "bundle again."
        )
    if _is_redacted(run, document):
        return False
    row = (
        document.id,
        document.audit_id,
        document.kind,
        document.media_type,
        document.data,
        moment_text(document.made_at),
    )
    return run(_ADD, row).rowcount > 0


def _is_redacted(run: Run, document: StoredDocument) -> bool:
    """Tell whether two people had the document deleted: it is not kept again, wherever it comes from."""
    rows = run(f"{_NAMING} AND kind = 'document'", (document.audit_id,))
    naming = [one for one in map(operation_from, rows) if one.facts.get("document") == document.id]
    return bool(naming) and all(one.is_redacted for one in naming)


def by_id(run: Run, wanted: DocumentId) -> StoredDocument:
    """Return a document; raise NotFound."""
    row = run(_BY_ID, (wanted,)).fetchone()
    if row is None:
        raise NotFound(f"There is no document {wanted[:12]} in this profile.")
    return document_from(row)


def of_audit(run: Run, audit_id: AuditId) -> tuple[StoredDocument, ...]:
    """Return the documents of an audit, oldest first."""
    return tuple(document_from(row) for row in run(_OF_AUDIT, (audit_id,)))


def _named_documents(run: Run, audit_id: AuditId) -> frozenset[str]:
    rows = run(_NAMING, (audit_id,))
    return frozenset(named(operation_from(row) for row in rows))


def named(operations: Iterable[Operation]) -> Iterable[str]:
    """Yield every text in the facts and bodies of operations: a document's hash is one of them."""
    for operation in operations:
        words = unpack_body(operation.body) if can_unpack(operation.body) else {}
        for value in (*operation.facts.values(), *words.values()):
            yield from _texts(value)


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
