"""What is done once for a case that two people audited stands once in the lists, also where both signed before."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels: str | None = None
depends_on: str | None = None

_LEAD, _PEER = (f"CAST('\"{seat}\"' AS BLOB)" for seat in ("lead", "peer"))
_PAIRED = "SELECT audit FROM field WHERE path = 'about/pair' AND value <> CAST('\"\"' AS BLOB)"
_ONCE = f"""
    UPDATE work SET done = 1 WHERE done = 0 AND audit IN ({_PAIRED})
    AND (kind = 'supervision' OR closing = 'moderation' OR (kind = 'date' AND closing = 'mark')) AND EXISTS (
        SELECT 1 FROM field mine
        JOIN field seat ON seat.audit = mine.audit AND seat.stream = mine.stream AND seat.path = 'about/pair_part'
        JOIN field theirs ON theirs.path = 'about/pair' AND theirs.value = mine.value
        JOIN field other ON other.audit = theirs.audit AND other.stream = theirs.stream
        AND other.path = 'about/pair_part'
        JOIN audit me ON me.id = mine.audit JOIN audit form ON form.id = theirs.audit
        JOIN work w ON w.audit = theirs.audit AND w.task = work.task
        WHERE mine.audit = work.audit AND mine.path = 'about/pair' AND me.state = 'signed' AND form.state = 'signed'
        AND (seat.value, other.value) IN (VALUES ({_PEER}, {_LEAD}), ({_LEAD}, {_PEER}))
        AND (w.closed OR seat.value = {_PEER})
    )
"""  # noqa: S608 - constants of ours
# How what waits for a moderator is closed follows from the audits themselves, when lists are brought up to date.
_SIGNED = "audit IN (SELECT id FROM audit WHERE state = 'signed')"
_AGAIN = f"INSERT INTO to_summarise (audit) {_PAIRED} AND {_SIGNED} ON CONFLICT DO NOTHING"


def upgrade() -> None:
    """Take what the other form carries off the lists, and have both forms worked out again."""
    for statement in (_ONCE, _AGAIN):
        op.execute(statement)
