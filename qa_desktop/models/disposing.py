"""Deletes a whole audit where two people ordered it; their orders stay, and nothing of it is taken in again."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.domain.retention import RETENTION, certificate
from qa_desktop.models import figure_rows, improvement_rows, work_rows
from qa_desktop.models.hold_rows import is_held
from qa_desktop.models.redacting import note_erased
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from, text
from qa_desktop.models.statement import Run
from qa_desktop.models.who_orders import CARRIED_OUT, JUDGED, may_order

_MARK = "disposed/"
_ORDER = f"SELECT audit FROM operation WHERE op_id = ? AND kind = 'dispose' AND stream = '{RETENTION}'"  # noqa: S608 - constants of ours
_NO_MARK = f"DELETE FROM setting WHERE name = '{_MARK}' || ?"  # noqa: S608 - as above
_ORDERS = (
    f"SELECT {OPERATION_COLUMNS} FROM operation WHERE kind = 'dispose' AND stream = '{RETENTION}' "  # noqa: S608 - constants of ours
    "AND pos NOT IN (SELECT pos FROM refused) "
)
_GIVEN = (
    f"SELECT {OPERATION_COLUMNS}, {CARRIED_OUT} FROM operation WHERE kind = 'dispose' AND stream = '{RETENTION}' "  # noqa: S608 - as above
    f"AND audit = ? AND {JUDGED} ORDER BY pos"
)
_OWN = f"SELECT pos FROM operation WHERE audit = ?1 AND stream <> '{RETENTION}'"  # noqa: S608 - as above
_BY_PLACE = ("outbox", "refused", "to_ask", "handed", "quarantined")
_BY_STREAM = ("left_behind", "operation", "received", "stream_head", "held", "blob", "revoked")
_BY_AUDIT = (
    "field",
    "action",
    "entry",
    "entry_count",
    "document",
    "to_summarise",
    "conflicted",
    "part",
    "aside",
    "under_way",
)
_WHY_HELD = f"WHERE audit = ?1 AND stream = '{RETENTION}' AND kind IN ('hold', 'release') AND salt <> x''"
_NO_WORDS = tuple(
    f"UPDATE {table} SET body = NULL, salt = x'' {_WHY_HELD}"  # noqa: S608 - constants of ours
    for table in ("operation", "left_behind", "held")
)
"""Why the audit was on hold once: the facts stay, the words go with the audit."""
_GONE = (
    *(f"DELETE FROM {table} WHERE pos IN ({_OWN})" for table in _BY_PLACE),  # noqa: S608 - as above
    *(f"DELETE FROM {table} WHERE audit = ?1 AND stream <> '{RETENTION}'" for table in _BY_STREAM),  # noqa: S608 - as above
    *(f"DELETE FROM {table} WHERE audit = ?1" for table in _BY_AUDIT),  # noqa: S608 - as above
    "DELETE FROM audit WHERE id = ?1",
    f"DELETE FROM setting WHERE name LIKE '%/' || ?1 AND name NOT LIKE '{_MARK}%'",  # noqa: S608 - as above
)


def disposed(run: Run) -> frozenset[AuditId]:
    """Return the audits that were disposed of."""
    rows = run("SELECT name FROM setting WHERE name >= ? AND name < ?", (_MARK, "disposed0"))
    return frozenset(AuditId(text(row[0]).removeprefix(_MARK)) for row in rows)


def is_gone(stream: Stream, gone: frozenset[AuditId]) -> bool:
    """Tell whether nothing of the stream is taken in any more: its audit was disposed of."""
    return stream.audit in gone and stream.name != RETENTION


def dispose_if_ordered(run: Run, audit_id: AuditId) -> bool:
    """Delete the audit, private notes and unsent work too, where two people ordered it; tell whether it is gone.

    While it is on hold nothing of it is deleted, but what was deleted on the server before.
    """
    given = [(operation_from(row[:-1]), bool(row[-1])) for row in run(_GIVEN, (audit_id,))]
    counted = [(one, is_done) for one, is_done in given if may_order(run, one.author)]
    is_gone_there = _is_complete(audit_id, (one for one, is_done in counted if is_done))
    if not is_gone_there and (not _is_complete(audit_id, (one for one, _ in counted)) or is_held(run, audit_id)):
        return False
    for statement in _NO_WORDS:
        run(statement, (audit_id,))
    mark = f"{_MARK}{audit_id}"
    if run("SELECT 1 FROM setting WHERE name = ?", (mark,)).fetchone() is None:
        improvement_rows.forget(run, audit_id)
        work_rows.forget(run, audit_id)
        figure_rows.forget(run, audit_id)
        for statement in _GONE:
            run(statement, (audit_id,))
        run("INSERT INTO setting (name, value) VALUES (?, 'yes')", (mark,))
        note_erased(run)
    return True


def take_in_again(run: Run, refused: OperationId) -> AuditId | None:
    """Let an audit be taken in again if the server refused the order by which it went; return it then.

    A server that was set back may be told of a hold before it hears of the orders that were carried out here.
    """
    row = run(_ORDER, (refused,)).fetchone()
    if row is None:
        return None
    audit_id = AuditId(text(row[0]))
    counted = (operation_from(one[:-1]) for one in run(_GIVEN, (audit_id,)))
    if _is_complete(audit_id, (one for one in counted if may_order(run, one.author))):
        return None
    return audit_id if run(_NO_MARK, (audit_id,)).rowcount else None


def _is_complete(audit_id: AuditId, given: Iterable[Operation]) -> bool:
    ordered = certificate(audit_id, given)
    return ordered is not None and ordered.is_complete


def orders(run: Run) -> tuple[Operation, ...]:
    """Return every order of a disposal that is known here and was not refused, in the order of the log."""
    return tuple(operation_from(row) for row in run(f"{_ORDERS} ORDER BY pos"))
