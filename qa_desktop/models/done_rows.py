"""Reads which audits were signed since a day, by whom and when they were last talked over, without opening any."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time

from qa_desktop.clock import LONDON, local_day
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.ids import AuditId, PersonId, ToolId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.organisation import ORGANISATION
from qa_desktop.domain.paths import Path
from qa_desktop.domain.read_entries import as_day
from qa_desktop.models.rows import data, moment, moment_text, text, value_from
from qa_desktop.models.statement import Ask

_SIGNED = "SELECT id, tool_id, signed_at FROM audit WHERE signed_at >= ?"
_FIELDS = (
    "SELECT f.audit, f.path, f.value FROM audit a CROSS JOIN field f ON f.audit = a.id AND f.stream = 'record' "
    "WHERE a.signed_at >= ? AND (f.path >= 'sitting/' AND f.path < 'sitting0' "
    "OR f.path IN ('about/allocation', 'about/audit_date', 'about/sample', 'amends'))"
)
_SIGNERS = (
    "SELECT o.audit, o.author FROM audit a CROSS JOIN operation o ON o.audit = a.id AND o.path = 'signed' "
    "WHERE a.signed_at >= ? AND o.kind = 'sign' ORDER BY o.pos"
)
_PEERS = (
    "SELECT p.audit, p.person FROM audit a CROSS JOIN part p ON p.audit = a.id "
    "WHERE a.signed_at >= ? AND p.relation = 'peer' ORDER BY p.person"
)

_FIRST = (
    "SELECT min(at) FROM (SELECT min(created_at) AS at FROM audit "
    "UNION ALL SELECT min(client_time) FROM operation WHERE audit = ?)"
)


def signed_since(run: Ask, day: date) -> tuple[DoneAudit, ...]:
    """Return the audits that were signed on a day or later, as people in London live it."""
    since = (moment_text(datetime.combine(day, time(), LONDON)),)
    fields: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    for audit, path, value in run(_FIELDS, since):
        fields[text(audit)][text(path)] = value_from(data(value))
    people: defaultdict[str, dict[PersonId, None]] = defaultdict(dict)
    for audit, author in run(_SIGNERS, since):
        if not people[text(audit)]:  # of several signatures the first
            people[text(audit)][PersonId(text(author))] = None
    for audit, peer in run(_PEERS, since):
        people[text(audit)][PersonId(text(peer))] = None
    rows = [(text(row[0]), text(row[1]), moment(row[2])) for row in run(_SIGNED, since)]
    return tuple(
        DoneAudit(
            AuditId(audit),
            ToolId(tool),
            tuple(people[audit]),
            _last_meeting(fields[audit]) or local_day(signed_at),
            str(fields[audit].get("about/allocation") or ""),
        )
        for audit, tool, signed_at in rows
        if not fields[audit].get("amends") and fields[audit].get("about/sample") is not True
    )


def first_entry(run: Ask) -> datetime | None:
    """Return when the first audit was begun, or something was first said to everybody; None where nothing was."""
    ((first,),) = run(_FIRST, (ORGANISATION,))
    return None if first is None else moment(first)


def _last_meeting(fields: dict[str, Value]) -> date | None:
    sittings = [Path.parse(path) for path in fields if path.startswith("sitting/")]
    gone = {one.key for one in sittings if one.field == "removed" and fields[f"sitting/{one.key}/removed"] is True}
    days = [
        day
        for one in sittings
        if one.field == "day" and one.key not in gone and (day := as_day(fields[f"sitting/{one.key}/day"]))
    ]
    return max(days, default=None) or as_day(fields.get("about/audit_date"))
