"""Deletes words for good where two people asked for it; signature and chain still verify."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.domain.retention import ORDERS, PEOPLE_NEEDED
from qa_desktop.models import figure_rows, improvement_rows
from qa_desktop.models.hold_rows import is_held
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from
from qa_desktop.models.statement import Run, the_one
from qa_desktop.models.who_orders import CARRIED_OUT, JUDGED, may_order

SCRUB = "erased_and_not_scrubbed"
"""The setting that says that words were deleted whose last traces, and whose backups, are still there."""

_KIND = OperationKind.REDACT.value
_REDACTIONS = (
    f"SELECT {OPERATION_COLUMNS}, {CARRIED_OUT} FROM operation "  # noqa: S608 - constants of ours
    f"WHERE audit = ? AND kind = ? AND stream NOT LIKE 'private:%' AND {JUDGED}"
)
_REDACT = "UPDATE operation SET body = NULL, salt = x'' WHERE op_id = ? AND audit = ? AND stream = ? AND salt <> x''"
_WITHOUT_PLACE = (
    f"SELECT {OPERATION_COLUMNS} FROM operation WHERE op_id = ? AND salt <> x'' "  # noqa: S608 - constants of ours
    "AND NOT EXISTS (SELECT 1 FROM received WHERE received.op_id = operation.op_id)"
)
_GIVE_BACK = "UPDATE operation SET body = ?, salt = ? WHERE op_id = ? AND salt = x''"
_BY_ID = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE op_id = ?"  # noqa: S608 - as above
_LEFT = f"SELECT {OPERATION_COLUMNS} FROM left_behind WHERE op_id = ? AND salt <> x''"  # noqa: S608 - as above
_NAMING = " UNION ALL ".join(
    f"SELECT {OPERATION_COLUMNS} FROM {table} WHERE audit = ?1 AND kind = 'document' AND salt <> x''"  # noqa: S608 - as above
    for table in ("operation", "left_behind")
)
_FORGET_LISTED = (
    (
        "UPDATE audit SET subject = '', practitioner = '', search = '', place = '', place_title = '', "
        "team = '', service = '' WHERE id = ?"
    ),
    "DELETE FROM action WHERE audit = ?",
    "DELETE FROM work WHERE audit = ?",
    "DELETE FROM entry WHERE audit = ?",
    "DELETE FROM entry_count WHERE audit = ?",
)


def redact(run: Run, audit_id: AuditId) -> None:
    """Delete salt and body of every operation of the audit that two people have named, and the documents of those.

    While the audit is on hold nothing of it is deleted, but what was deleted on the server before.
    """
    counted = _orders(run, audit_id)
    if not counted:
        return
    is_on_hold = is_held(run, audit_id)
    named = named_by_two(one for one, is_done in counted if is_done or not is_on_hold)
    wipe_left_behind(run, named)
    gone = [
        target
        for target, stream in named.items()
        if _may_be_redacted(run, target) and run(_REDACT, (target, stream.audit, stream.name)).rowcount
    ]
    if not gone:
        return
    _forget_named(run, audit_id, [operation_from(the_one(run(_BY_ID, (target,)))) for target in gone])


def _forget_named(run: Run, audit_id: AuditId, gone: Iterable[Operation]) -> None:
    """Delete what else holds the words of entries that are deleted."""
    for one in gone:
        _forget_document(run, one)
    # Lists hold words too; they are worked out again from what is left.
    for statement in _FORGET_LISTED:
        run(statement, (audit_id,))
    improvement_rows.forget(run, audit_id)
    figure_rows.forget(run, audit_id)
    note_erased(run)


def give_back(run: Run, operation: Operation) -> bool:
    """Let an entry have its words again that two people named no more; tell whether it has.

    A server that was set back may refuse an order that was carried out here, and then it keeps the words.
    """
    if operation.op_id in named_by_two(one for one, _ in _orders(run, operation.stream.audit)):
        return False
    run(_GIVE_BACK, (operation.body, operation.salt, operation.op_id))
    return True


def _orders(run: Run, audit_id: AuditId) -> list[tuple[Operation, bool]]:
    """Return the orders of an audit that count, each with whether it has its place on the server."""
    given = [(operation_from(row[:-1]), bool(row[-1])) for row in run(_REDACTIONS, (audit_id, _KIND))]
    return [(one, is_done) for one, is_done in given if may_order(run, one.author)]


def wipe_left_behind(run: Run, entries: Iterable[OperationId]) -> None:
    """Delete the words of these entries, and their documents, where they were taken out of sight and are kept."""
    for op_id in entries:
        row = run(_LEFT, (op_id,)).fetchone()
        if row is None or operation_from(row).kind in ORDERS:
            continue
        run("UPDATE left_behind SET body = NULL, salt = x'' WHERE op_id = ?", (op_id,))
        _forget_document(run, operation_from(row))
        note_erased(run)


def wipe_without_place(run: Run, entries: Iterable[OperationId]) -> tuple[AuditId, ...]:
    """Delete the words of these entries where they have no place on the server; return the audits to be shown anew.

    Somebody saw them before the server was set back, and has no part in their audit that it remembers.
    """
    audits: dict[AuditId, None] = {}
    for op_id in entries:
        row = run(_WITHOUT_PLACE, (op_id,)).fetchone()
        if row is None or operation_from(row).kind in ORDERS:
            continue
        gone = operation_from(row)
        run(_REDACT, (op_id, gone.stream.audit, gone.stream.name))
        _forget_named(run, gone.stream.audit, [gone])
        audits[gone.stream.audit] = None
    return tuple(audits)


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


def _forget_document(run: Run, target: Operation) -> None:
    """Delete the document that a redacted operation named, unless another names it too, in sight or out of it."""
    document, audit_id = target.facts.get("document"), target.stream.audit
    if target.kind != OperationKind.DOCUMENT.value or not isinstance(document, str):
        return
    if not any(operation_from(one).facts.get("document") == document for one in run(_NAMING, (audit_id,))):
        run("DELETE FROM document WHERE audit = ? AND id = ?", (audit_id, document))
        run("DELETE FROM blob WHERE audit = ? AND id = ?", (audit_id, document))
