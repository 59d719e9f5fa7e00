"""Keeps what was taken out of a person's sight until the server says that a tested backup holds it.

A server that is restored from before a hand-over has lost what the old owner delivered since: their laptop may be the
only place where it is. Nothing of this is shown to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.organisation import is_standing
from qa_desktop.models.disposing import disposed
from qa_desktop.models.rows import OPERATION_COLUMNS, data, moment, moment_text, number, operation_from, text
from qa_desktop.models.statement import Run

_WIDTH = len(OPERATION_COLUMNS.split(","))
_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
_KEEP = (
    f"INSERT INTO left_behind ({OPERATION_COLUMNS}, rev, head, relayer, received_at) "  # noqa: S608 - constants of ours
    f"SELECT {_O_COLUMNS}, ifnull(r.rev, 0), ifnull(r.head, x''), ifnull(r.relayer, ''), "
    "ifnull(r.received_at, o.client_time) FROM operation o LEFT JOIN received r ON r.op_id = o.op_id "
    "WHERE o.audit = ? AND o.stream = ? ORDER BY o.pos ON CONFLICT (op_id) DO UPDATE SET held_there_at = NULL"
)
_ALL = f"SELECT {OPERATION_COLUMNS}, rev, head, relayer, received_at FROM left_behind ORDER BY number"  # noqa: S608 - as above
_COVERED = "SELECT DISTINCT audit FROM left_behind WHERE held_there_at <= ?"
_LET_GO = "DELETE FROM left_behind WHERE held_there_at <= ?"
_HELD_THERE = "UPDATE left_behind SET held_there_at = ? WHERE held_there_at IS NULL"
_DOCUMENTS = (
    "DELETE FROM document WHERE audit = ?1 AND NOT EXISTS (SELECT 1 FROM left_behind WHERE audit = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM operation WHERE audit = ?1 AND stream NOT LIKE 'private:%')"
)
# Of the audits in the log, found one behind the other by the index, those that are not shown: notes kept alone.
_OUT_OF_PLACE = """
    WITH RECURSIVE logged (audit) AS (
        SELECT min(audit) FROM operation
        UNION ALL SELECT (SELECT min(o.audit) FROM operation o WHERE o.audit > logged.audit) FROM logged
        WHERE logged.audit IS NOT NULL
    )
    SELECT audit FROM logged WHERE audit NOT IN (SELECT id FROM audit)
        AND EXISTS (SELECT 1 FROM operation o WHERE o.audit = logged.audit AND o.stream LIKE 'private:%')
    UNION SELECT audit FROM left_behind WHERE stream <> 'retention'
    UNION SELECT audit FROM revoked WHERE stream <> 'retention'
    UNION SELECT o.audit FROM refused r CROSS JOIN operation o ON o.pos = r.pos
        WHERE r.reason = 'not_allowed' AND o.stream <> 'retention'
    UNION SELECT o.audit FROM quarantined q CROSS JOIN operation o ON o.pos = q.pos WHERE o.stream <> 'retention'
"""


def out_of_place(run: Run) -> tuple[AuditId, ...]:
    """Return audits of which something is here and the feed says nothing: unseen, refused, set aside, notes alone."""
    gone = disposed(run)
    found = (AuditId(text(row[0])) for row in run(_OUT_OF_PLACE))
    return tuple(one for one in found if one not in gone and not is_standing(one))


def keep(run: Run, audit: str, stream: str) -> None:
    """Keep what the log holds of a stream that is about to leave it."""
    run(_KEEP, (audit, stream))


def is_any(run: Run) -> bool:
    """Tell whether anything is kept."""
    return run("SELECT 1 FROM left_behind LIMIT 1").fetchone() is not None


def forget(run: Run, backed_up: datetime | None, run_began: datetime) -> None:
    """Forget what a backup of the server holds that was tried; both moments are the server's.

    Whatever was kept by an earlier run was on the server when this one began.
    """
    if backed_up is not None:
        moment_there = moment_text(backed_up)
        covered = list(run(_COVERED, (moment_there,)))
        run(_LET_GO, (moment_there,))
        for audit in covered:
            run(_DOCUMENTS, audit)
    run(_HELD_THERE, (moment_text(run_began),))


def take_back(run: Run) -> Iterator[Placed]:
    """Hand out everything that is kept, in the order of the log, to be offered again."""
    rows = list(run(_ALL))
    run("DELETE FROM left_behind")
    for row in rows:
        rev, head, relayer, at = row[_WIDTH : _WIDTH + 4]
        yield Placed(operation_from(row), number(rev), data(head), text(relayer), moment(at))
