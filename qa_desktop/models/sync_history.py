"""Keeps what people are told of sync: runs, refusals, what is held back, and how each audit stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import timedelta

from qa_desktop.domain.exchange import AuditSync, Held, Outcome, Placed, Refusal, RunReport, Summarised, Unsummarised
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.models import summary_rows
from qa_desktop.models.rows import OPERATION_COLUMNS, data, moment, moment_text, number, operation_from, shown, text
from qa_desktop.models.statement import Run

MOST_RUNS = 200

_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
_RUN_COLUMNS = "started_at, ended_at, outcome, sent, received, refused, waiting, documents, words, drift_seconds"
_ADD_RUN = f"INSERT INTO sync_run ({_RUN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants of ours
_RUNS = f"SELECT {_RUN_COLUMNS} FROM sync_run ORDER BY number DESC LIMIT ?"  # noqa: S608 - as above
_OLD_RUNS = "DELETE FROM sync_run WHERE number <= (SELECT max(number) FROM sync_run) - ?"
_REFUSALS = (
    "SELECT o.op_id, o.audit, o.path, r.reason, r.at FROM refused r CROSS JOIN operation o ON o.pos = r.pos "
    "ORDER BY r.at DESC, r.pos DESC"
)
# CROSS JOIN keeps the order: from the few that were refused to the many that are in the log.
_STANDING = """
    SELECT audit, sum(unsent), min(since), sum(refused), sum(held), sum(conflicts), sum(documents), sum(quarantined),
        sum(handed)
    FROM (
        SELECT audit, 1 AS unsent, since, 0 AS refused, 0 AS held, 0 AS conflicts, 0 AS documents,
            0 AS quarantined, 0 AS handed FROM outbox
        UNION ALL SELECT o.audit, 0, NULL, 0, 0, 0, 0, 1, 0
        FROM quarantined q CROSS JOIN operation o ON o.pos = q.pos
        UNION ALL SELECT o.audit, 0, NULL, 1, 0, 0, 0, 0, 0 FROM refused r CROSS JOIN operation o ON o.pos = r.pos
        UNION ALL SELECT audit, 0, NULL, 0, 1, 0, 0, 0, 0 FROM held
        UNION ALL SELECT audit, 0, NULL, 0, 0, count, 0, 0, 0 FROM conflicted
        UNION ALL SELECT audit, 0, NULL, 0, 0, 0, 1, 0, 0 FROM blob WHERE state = 'send'
        UNION ALL SELECT o.audit, 0, NULL, 0, 0, 0, 0, 0, 1 FROM handed h CROSS JOIN operation o ON o.pos = h.pos
    ) GROUP BY audit ORDER BY audit
"""
_TITLES = (
    "SELECT a.id, a.subject, a.tool_title FROM json_each(?) j CROSS JOIN audit a ON a.id = j.value "
    "WHERE EXISTS (SELECT 1 FROM tool_definition t WHERE t.hash = a.tool_hash)"
)
_TO_SUMMARISE = (
    "SELECT t.audit, a.changed_at FROM to_summarise t CROSS JOIN audit a ON a.id = t.audit "
    "WHERE t.audit > ? ORDER BY t.audit LIMIT ?"
)
_CONTESTED = (
    f"SELECT {_O_COLUMNS} FROM operation o LEFT JOIN received r ON r.op_id = o.op_id "  # noqa: S608 - as above
    "WHERE o.audit = ?1 AND o.stream NOT LIKE 'private:%' "
    "AND (o.kind IN ('create', 'sign') OR (o.path >= 'signature/' AND o.path < 'signature0') OR (o.stream, o.path) IN "
    "(SELECT stream, path FROM operation WHERE audit = ?1 AND kind IN ('set', 'resolve') "
    "GROUP BY stream, path HAVING count(*) > 1)) ORDER BY r.rev IS NULL, r.rev, o.pos"
)
_IN_SERVER_ORDER = (
    f"SELECT {_O_COLUMNS} FROM operation o LEFT JOIN received r ON r.op_id = o.op_id "  # noqa: S608 - as above
    "WHERE o.audit = ? AND o.stream NOT LIKE 'private:%' ORDER BY r.rev IS NULL, r.rev, o.pos"
)


_PLACES = (
    f"SELECT {_O_COLUMNS}, r.rev, r.head, r.relayer, r.received_at "  # noqa: S608 - as above
    "FROM received r JOIN operation o ON o.op_id = r.op_id WHERE r.audit = ?"
)
_HELD_PLACES = (
    f"SELECT {OPERATION_COLUMNS}, rev, head, relayer, received_at FROM held "  # noqa: S608 - as above
    "WHERE audit = ? AND reason = 'unproved'"
)


def add_run(run: Run, report: RunReport) -> None:
    """Add a run to the history, which keeps the latest."""
    counts = (report.sent, report.received, report.refused, report.waiting, report.documents)
    drift = None if report.drift is None else round(report.drift.total_seconds())
    moments = (moment_text(report.started_at), moment_text(report.ended_at))
    run(_ADD_RUN, (*moments, report.outcome.value, *counts, shown(report.words), drift))
    run(_OLD_RUNS, (MOST_RUNS,))


def runs(run: Run, most: int) -> tuple[RunReport, ...]:
    """Return the latest runs, newest first."""
    return tuple(
        RunReport(
            started_at=moment(row[0]),
            ended_at=moment(row[1]),
            outcome=Outcome(text(row[2])),
            sent=number(row[3]),
            received=number(row[4]),
            refused=number(row[5]),
            waiting=number(row[6]),
            documents=number(row[7]),
            words=text(row[8]),
            drift=None if row[9] is None else timedelta(seconds=number(row[9])),
        )
        for row in run(_RUNS, (most,))
    )


def refusals(run: Run) -> tuple[Refusal, ...]:
    """Return what the server refused, newest first."""
    return tuple(
        Refusal(OperationId(text(row[0])), AuditId(text(row[1])), text(row[2]), text(row[3]), moment(row[4]))
        for row in run(_REFUSALS)
    )


def held(run: Run) -> tuple[Held, ...]:
    """Return what was held back."""
    rows = run("SELECT op_id, audit, stream, rev, reason FROM held ORDER BY audit, stream, rev")
    return tuple(
        Held(OperationId(text(row[0])), Stream(AuditId(text(row[1])), text(row[2])), number(row[3]), text(row[4]))
        for row in rows
    )


def audits(run: Run) -> tuple[AuditSync, ...]:
    """Return every audit of which something is not settled with the server."""
    return tuple(
        AuditSync(
            audit=AuditId(text(row[0])),
            unsent=number(row[1]),
            oldest=None if row[2] is None else moment(row[2]),
            refused=number(row[3]),
            held=number(row[4]),
            conflicts=number(row[5]),
            documents_to_send=number(row[6]),
            quarantined=number(row[7]),
            handed=number(row[8]),
        )
        for row in run(_STANDING)
    )


def titles(run: Run, audits: Collection[AuditId]) -> dict[AuditId, str]:
    """Return the words by which lists know those of the audits that are here with their tool."""
    rows = run(_TITLES, (json.dumps(tuple(audits)),))
    return {AuditId(text(row[0])): f"{text(row[1])} · {text(row[2])}" if row[1] else text(row[2]) for row in rows}


def in_server_order(run: Run, audit_id: AuditId) -> tuple[Operation, ...]:
    """Return the audit's operations as the server has them, and behind them what it has not."""
    return tuple(operation_from(row) for row in run(_IN_SERVER_ORDER, (audit_id,)))


def places(run: Run, audit_id: AuditId) -> tuple[Placed, ...]:
    """Return the audit's operations in their places on the server, those that are held back among them."""
    found = [
        Placed(operation_from(row), number(row[-4]), data(row[-3]), text(row[-2]), moment(row[-1]))
        for statement in (_PLACES, _HELD_PLACES)
        for row in run(statement, (audit_id,))
    ]
    return tuple(sorted(found, key=lambda one: (one.operation.stream, one.rev)))


def contested(run: Run, audit_id: AuditId) -> tuple[Operation, ...]:
    """Return what decides about the audit's conflicts, in server order; nothing else has to be read for them."""
    return tuple(operation_from(row) for row in run(_CONTESTED, (audit_id,)))


def to_summarise(run: Run, after: str, most: int) -> tuple[Unsummarised, ...]:
    """Return audits whose line in lists is to be worked out; those whose beginning has not arrived wait."""
    return tuple(Unsummarised(AuditId(text(row[0])), moment(row[1])) for row in run(_TO_SUMMARISE, (after, most)))


def summarise(run: Run, worked_out: Sequence[Summarised]) -> None:
    """Keep the lines of audits that stand as they stood."""
    for one in worked_out:
        if summary_rows.update_as_of(run, one.of.audit, one.summary, one.of.changed_at):
            note_conflicts(run, one.of.audit, one.conflicts)
            run("DELETE FROM to_summarise WHERE audit = ?", (one.of.audit,))


def note_conflicts(run: Run, audit_id: AuditId, count: int) -> None:
    """Note how many conflicts an audit has."""
    run("DELETE FROM conflicted WHERE audit = ?", (audit_id,))
    if count:
        run("INSERT INTO conflicted (audit, count) VALUES (?, ?)", (audit_id, count))
