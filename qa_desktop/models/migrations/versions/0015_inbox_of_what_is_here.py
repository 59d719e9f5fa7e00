"""The inbox notes only audits that are here: nothing stays of one that was disposed of."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision: str | None = "0014"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    "DROP TRIGGER inbox_told",
    "DROP TRIGGER inbox_pointed",
    "DROP TRIGGER inbox_unpointed",
    """
    CREATE TRIGGER inbox_not_come AFTER DELETE ON to_summarise
    WHEN NOT EXISTS (SELECT 1 FROM audit WHERE id = old.audit) BEGIN
        DELETE FROM inbox_waiting WHERE audit = old.audit;
    END
    """,
    """
    CREATE TRIGGER inbox_told AFTER UPDATE OF state, changed_at ON audit
    WHEN EXISTS (SELECT 1 FROM linked WHERE audit = new.id) BEGIN
        INSERT INTO inbox_waiting (audit, noted) SELECT l1.other, 0
        FROM linked l1 JOIN audit a ON a.id = l1.other WHERE l1.audit = new.id
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l2.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other JOIN audit a ON a.id = l2.other WHERE l1.audit = new.id
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l3.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other JOIN linked l3 ON l3.audit = l2.other
        JOIN audit a ON a.id = l3.other WHERE l1.audit = new.id
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_pointed AFTER INSERT ON linked BEGIN
        INSERT INTO inbox_waiting (audit, noted) SELECT a.id, 0
        FROM audit a WHERE a.id = new.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l1.other, 0
        FROM linked l1 JOIN audit a ON a.id = l1.other WHERE l1.audit = new.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l2.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other JOIN audit a ON a.id = l2.other
        WHERE l1.audit = new.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_unpointed AFTER DELETE ON linked BEGIN
        INSERT INTO inbox_waiting (audit, noted) SELECT a.id, 0
        FROM audit a WHERE a.id = old.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l1.other, 0
        FROM linked l1 JOIN audit a ON a.id = l1.other WHERE l1.audit = old.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l2.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other JOIN audit a ON a.id = l2.other
        WHERE l1.audit = old.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    DELETE FROM inbox_waiting WHERE NOT EXISTS (SELECT 1 FROM audit WHERE id = inbox_waiting.audit)
    AND NOT EXISTS (SELECT 1 FROM to_summarise t WHERE t.audit = inbox_waiting.audit)
    """,
)


def upgrade() -> None:
    """Make the triggers anew, and clear away what stayed."""
    for statement in _STATEMENTS:
        op.execute(statement)
