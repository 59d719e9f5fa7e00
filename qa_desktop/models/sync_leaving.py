"""Removes local copies of what is no longer this person's to see, once nothing of their own hangs on it."""

from __future__ import annotations

from qa_desktop.domain.ids import AuditId
from qa_desktop.models import figure_rows, improvement_rows, sync_left, work_rows
from qa_desktop.models.projecting import reproject
from qa_desktop.models.rows import text
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import COUNT_WRITE

_REVOKED = """
    SELECT v.audit, v.stream FROM revoked v WHERE NOT EXISTS (
        SELECT 1 FROM operation o WHERE o.audit = v.audit AND o.stream = v.stream
        AND (
            EXISTS (SELECT 1 FROM outbox w WHERE w.pos = o.pos)
            OR EXISTS (SELECT 1 FROM refused r WHERE r.pos = o.pos)
            OR EXISTS (SELECT 1 FROM to_ask t WHERE t.pos = o.pos)
            OR EXISTS (SELECT 1 FROM handed h WHERE h.pos = o.pos)
        )
    ) AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.audit = v.audit AND b.stream = v.stream AND b.state = 'send')
    -- The server keeps the words that it set aside, never the document that they name: that is only here.
    AND NOT EXISTS (
        SELECT 1 FROM quarantined q JOIN operation o ON o.pos = q.pos
        WHERE o.audit = v.audit AND o.stream = v.stream AND o.kind = 'document'
    )
    AND ifnull((
        SELECT max(o.pos NOT IN (SELECT pos FROM quarantined)) FROM operation o
        WHERE o.audit = v.audit AND o.stream = v.stream
    ), 1)
"""
_NO_MORE = (
    "DELETE FROM revoked WHERE audit = ?1 AND stream = ?2 "
    "AND NOT EXISTS (SELECT 1 FROM operation WHERE audit = ?1 AND stream = ?2)"
)
_OF_STREAM = (
    "DELETE FROM to_ask WHERE pos IN (SELECT pos FROM operation WHERE audit = ?1 AND stream = ?2)",
    "DELETE FROM handed WHERE pos IN (SELECT pos FROM operation WHERE audit = ?1 AND stream = ?2)",
    # What waits on the server is kept until somebody takes it in: until then it is in no backup but the server's.
    "DELETE FROM operation WHERE audit = ?1 AND stream = ?2 AND pos NOT IN (SELECT pos FROM quarantined)",
    "DELETE FROM received WHERE audit = ?1 AND stream = ?2",
    "DELETE FROM stream_head WHERE audit = ?1 AND stream = ?2",
    "DELETE FROM held WHERE audit = ?1 AND stream = ?2",
    "DELETE FROM to_repair WHERE audit = ?1 AND stream = ?2",
    "DELETE FROM blob WHERE audit = ?1 AND stream = ?2",
    _NO_MORE,
)
_OF_AUDIT = (
    "DELETE FROM audit WHERE id = ?",
    "DELETE FROM field WHERE audit = ?",
    "DELETE FROM action WHERE audit = ?",
    "DELETE FROM entry WHERE audit = ?",
    "DELETE FROM entry_count WHERE audit = ?",
    "DELETE FROM to_summarise WHERE audit = ?",
    "DELETE FROM conflicted WHERE audit = ?",
    "DELETE FROM part WHERE audit = ?",
)
_BEGUN = "SELECT 1 FROM operation WHERE audit = ? AND kind = 'create'"


def leave_revoked(run: Run, in_use: AuditId | None = None) -> tuple[AuditId, ...]:
    """Take revoked streams whose own work was delivered out of sight; return the audits that are not shown any more.

    What is on no backup of the server yet is kept, with its documents, where nobody sees it (`sync_left`).
    Preparation notes stay in the log: they are their owner's, and nowhere else. The audit in which somebody is writing
    waits for a later run, so that the words under their hands have somewhere to go.
    """
    gone: dict[AuditId, None] = {}
    for audit, stream in list(run(_REVOKED)):
        audit_id = AuditId(text(audit))
        if audit_id == in_use:
            continue
        sync_left.keep(run, text(audit), text(stream))
        for statement in _OF_STREAM:
            run(statement, (audit, stream))
        run(COUNT_WRITE)
        if forget_unbegun(run, audit_id):
            gone[audit_id] = None
        else:
            reproject(run, audit_id)
    return tuple(gone)


def forget_unbegun(run: Run, audit_id: AuditId) -> bool:
    """Show an audit no more whose beginning is not in the log; False where it is there."""
    if run(_BEGUN, (audit_id,)).fetchone() is not None:
        return False
    improvement_rows.forget(run, audit_id)
    work_rows.forget(run, audit_id)
    figure_rows.forget(run, audit_id)
    for statement in _OF_AUDIT:
        run(statement, (audit_id,))
    return True
