"""Finds the audits of one pair, and the pairs of which both forms are signed, by an index of their own."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import canonical_json
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.models.rows import Row, data, moment_text, text, value_from
from qa_desktop.models.statement import Ask

_MEMBERS = "SELECT audit FROM field WHERE path = 'about/pair' AND value = ? ORDER BY audit"
# What is not worked out yet may have to be moderated.
_TO_MODERATE = (
    "SELECT DISTINCT f.value FROM (SELECT audit FROM inbox WHERE mine IN (0, 1) AND needed = 1 "
    "AND instr(needs, 'moderation') UNION SELECT audit FROM inbox_waiting) n "
    "CROSS JOIN field f ON f.audit = n.audit AND f.path = 'about/pair' WHERE f.value < ? "
    "ORDER BY f.value DESC LIMIT ?"
)
_MODERATED = (
    "SELECT f.value FROM field f JOIN audit a ON a.id = f.audit "
    "JOIN field p ON p.audit = f.audit AND p.stream = f.stream AND p.path = 'about/pair_part' "
    "WHERE f.path = 'about/pair' AND f.value < ? AND a.state = 'signed' AND p.value = ? "
    "ORDER BY f.value DESC LIMIT ?"
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


def to_moderate(run: Ask, after: str, limit: int) -> tuple[str, ...]:
    """Return pairs that may have to be moderated, the newest first; `after` is the last one of the page before."""
    return tuple(_name(row) for row in run(_TO_MODERATE, (_start(after), limit)))


def moderated(run: Ask, after: str, limit: int) -> tuple[str, ...]:
    """Return the pairs with a signed moderation, the newest first; `after` is the last one of the page before."""
    return tuple(_name(row) for row in run(_MODERATED, (_start(after), canonical_json(MODERATION), limit)))


def signed_between(run: Ask, start: datetime, end: datetime) -> tuple[str, ...]:
    """Return the pairs whose later form was signed from one moment on and before another."""
    seats = (canonical_json(seat.value) for seat in Seat)
    rows = run(_BETWEEN, (*seats, moment_text(start), moment_text(end)))
    return tuple(_name(row) for row in rows)


def second_readings(run: Ask, start: datetime, end: datetime) -> tuple[tuple[AuditId, AuditId], ...]:
    """Return first audits with their second readings that were signed from one moment on and before another."""
    rows = run(_SECOND, (canonical_json("second"), moment_text(start), moment_text(end)))
    return tuple((AuditId(str(value_from(data(row[0])))), AuditId(text(row[1]))) for row in rows)


def _start(after: str) -> bytes:
    return canonical_json(after) if after else LAST


def _name(row: Row) -> str:
    return str(value_from(data(row[0])))
