"""Finds the signed audits for which a retention period may have ended, without opening any."""

from __future__ import annotations

from datetime import date, timedelta

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import SignedAudit
from qa_desktop.models.rows import moment, text
from qa_desktop.models.statement import Run

_COLUMNS = "id, subject, tool_title, tool_hash, signed_at"
# No state is asked for: what has a signature is signed, and this way the index by signing is read.
_SIGNED = f"SELECT {_COLUMNS} FROM audit WHERE signed_at < ?"  # noqa: S608 - constants of ours
# A meeting may lie long before the signature. Its year alone is compared: days are written in more than one way.
_MET = " OR ".join(
    f"EXISTS (SELECT 1 FROM field WHERE field.audit = audit.id AND stream {streams} AND path >= 'sitting/' "  # noqa: S608 - as above
    "AND path < 'sitting0' AND path LIKE '%/day' AND substr(CAST(value AS TEXT), 2, 4) <= ?1)"
    for streams in ("= 'record'", "< 'record'", "> 'record'")
)
_SIGNED_AFTER_A_MEETING = f"SELECT {_COLUMNS} FROM audit WHERE signed_at IS NOT NULL AND ({_MET})"  # noqa: S608 - as above


def signed_by(run: Run, day: date, *, or_met: bool) -> tuple[SignedAudit, ...]:
    """Return the audits that were signed by a day, and with `or_met` those with a meeting in its year or before.

    Nothing that belongs to them is missing; some may be among them that were signed a day later.
    """
    rows = list(run(_SIGNED, ((day + timedelta(days=2)).isoformat(),)))
    if or_met:
        rows += run(_SIGNED_AFTER_A_MEETING, (f"{day.year:04}",))
    found = (
        SignedAudit(AuditId(text(row[0])), text(row[1]), text(row[2]), text(row[3]), moment(row[4])) for row in rows
    )
    return tuple({one.id: one for one in found}.values())
