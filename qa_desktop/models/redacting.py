"""Deletes words for good where two people asked for it; signature and chain still verify."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.domain.retention import ORDERS, PEOPLE_NEEDED
from qa_desktop.models.hold_rows import is_held
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from
from qa_desktop.models.statement import Run
from qa_desktop.models.who_orders import JUDGED

SCRUB = "erased_and_not_scrubbed"
"""The setting that says that words were deleted whose last traces, and whose backups, are still there."""

_REDACTIONS = (
    f"SELECT {OPERATION_COLUMNS} FROM operation "  # noqa: S608 - constants of ours
    f"WHERE audit = ? AND kind = ? AND stream NOT LIKE 'private:%' AND {JUDGED}"
)
_REDACT = "UPDATE operation SET body = NULL, salt = x'' WHERE op_id = ? AND audit = ? AND stream = ? AND salt <> x''"
_BY_ID = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE op_id = ?"  # noqa: S608 - as above
_NAMING = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = ? AND kind = 'document' AND salt <> x''"  # noqa: S608 - as above
_FORGET_LISTED = (
    "UPDATE audit SET subject = '', practitioner = '', search = '', place = '', place_title = '' WHERE id = ?",
    "DELETE FROM action WHERE audit = ?",
)


def redact(run: Run, audit_id: AuditId) -> None:
    """Delete salt and body of every operation of the audit that two people have named, and the documents of those.

    While the audit is on hold nothing of it is deleted.
    """
    if is_held(run, audit_id):
        return
    redactions = [operation_from(row) for row in run(_REDACTIONS, (audit_id, OperationKind.REDACT.value))]
    gone = [
        target
        for target, stream in named_by_two(redactions).items()
        if _may_be_redacted(run, target) and run(_REDACT, (target, stream.audit, stream.name)).rowcount
    ]
    if not gone:
        return
    for target in gone:
        _forget_document(run, audit_id, target)
        run("UPDATE left_behind SET body = NULL, salt = x'' WHERE op_id = ?", (target,))
    # Lists hold words too; they are worked out again from what is left.
    for statement in _FORGET_LISTED:
        run(statement, (audit_id,))
    note_erased(run)


def note_erased(run: Run) -> None:
    """Note that words were deleted: their last traces, and the backups that hold them, are to go."""
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, 'yes')", (SCRUB,))


def named_by_two(operations: Iterable[Operation]) -> dict[OperationId, Stream]:
    """Return what two people asked to delete for good, with the stream in which they did."""
    asked: defaultdict[tuple[OperationId, Stream], set[PersonId]] = defaultdict(set)
    for one in operations:
        target = one.facts.get("target") if one.kind == OperationKind.REDACT.value else None
        if isinstance(target, str):
            asked[OperationId(target), one.stream].add(one.author)
    return {target: stream for (target, stream), people in asked.items() if len(people) >= PEOPLE_NEEDED}


def _may_be_redacted(run: Run, target: OperationId) -> bool:
    """Orders to delete are never deleted themselves."""
    row = run(_BY_ID, (target,)).fetchone()
    return row is not None and operation_from(row).kind not in ORDERS


def _forget_document(run: Run, audit_id: AuditId, target: OperationId) -> None:
    """Delete the document that a redacted operation named, unless another names it too."""
    row = run(_BY_ID, (target,)).fetchone()
    document = None if row is None else operation_from(row).facts.get("document")
    if row is None or operation_from(row).kind != OperationKind.DOCUMENT.value or not isinstance(document, str):
        return
    if not any(operation_from(one).facts.get("document") == document for one in run(_NAMING, (audit_id,))):
        run("DELETE FROM document WHERE audit = ? AND id = ?", (audit_id, document))
        run("DELETE FROM blob WHERE audit = ? AND id = ?", (audit_id, document))
