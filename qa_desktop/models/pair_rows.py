"""Finds the audits of one pair, and the pairs of which both forms are signed, by an index of their own."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import canonical_json
from qa_desktop.domain.pairs import Seat
from qa_desktop.models.rows import data, moment_text, text, value_from
from qa_desktop.models.statement import Ask

_MEMBERS = "SELECT audit FROM field WHERE path = 'about/pair' AND value = ? ORDER BY audit"
_SIGNED = (
    "SELECT f.value FROM field f JOIN audit a ON a.id = f.audit WHERE f.path = 'about/pair' AND f.value < ? "
    "AND a.state = 'signed' GROUP BY f.value HAVING count(*) > 1 ORDER BY f.value DESC LIMIT ?"
)
_BETWEEN = (
    "SELECT f.value FROM field f JOIN audit a ON a.id = f.audit "
    "JOIN field p ON p.audit = f.audit AND p.stream = f.stream AND p.path = 'about/pair_part' "
    "WHERE f.path = 'about/pair' AND a.state = 'signed' AND p.value IN (?, ?) "
    "GROUP BY f.value HAVING count(*) > 1 AND max(a.signed_at) >= ? AND max(a.signed_at) < ? ORDER BY f.value"
)
_SECOND = (
    "SELECT f.value, f.audit FROM field f JOIN audit a ON a.id = f.audit "
    "JOIN field p ON p.audit = f.audit AND p.stream = f.stream AND p.path = 'about/pair_part' "
    "WHERE f.path = 'about/pair' AND a.state = 'signed' AND p.value = ? "
    "AND a.signed_at >= ? AND a.signed_at < ? ORDER BY f.audit"
)
LAST = b"\xff"
"""Behind every value that a field can hold."""


def members(run: Ask, pair: str) -> tuple[AuditId, ...]:
    """Return the audits that belong to a pair, its moderation among them."""
    return tuple(AuditId(text(row[0])) for row in run(_MEMBERS, (canonical_json(pair),)))


def signed(run: Ask, after: str, limit: int) -> tuple[str, ...]:
    """Return the pairs with two signed forms or more, the newest first; `after` is the last one of the page before."""
    start = canonical_json(after) if after else LAST
    return tuple(str(value_from(data(row[0]))) for row in run(_SIGNED, (start, limit)))


def signed_between(run: Ask, start: datetime, end: datetime) -> tuple[str, ...]:
    """Return the pairs whose later form was signed from one moment on and before another."""
    seats = (canonical_json(seat.value) for seat in Seat)
    rows = run(_BETWEEN, (*seats, moment_text(start), moment_text(end)))
    return tuple(str(value_from(data(row[0]))) for row in rows)


def second_readings(run: Ask, start: datetime, end: datetime) -> tuple[tuple[AuditId, AuditId], ...]:
    """Return first audits with their second readings that were signed from one moment on and before another."""
    rows = run(_SECOND, (canonical_json("second"), moment_text(start), moment_text(end)))
    return tuple((AuditId(str(value_from(data(row[0])))), AuditId(text(row[1]))) for row in rows)
