"""The inbox as a table: what came in, why it needs somebody, and what was looked at."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    """
    CREATE TABLE inbox (
        audit TEXT NOT NULL,
        at TEXT NOT NULL,
        owner TEXT NOT NULL,
        mine BOOLEAN NOT NULL,
        needs TEXT NOT NULL,
        needed BOOLEAN NOT NULL,
        mark TEXT NOT NULL,
        seen TEXT NOT NULL,
        fresh BOOLEAN NOT NULL,
        PRIMARY KEY (audit)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX inbox_by_change ON inbox (mine, at, audit)",
    "CREATE INDEX inbox_by_need ON inbox (mine, needed, at, audit)",
    "CREATE INDEX inbox_by_news ON inbox (mine, fresh, at, audit)",
    """
    CREATE TABLE inbox_waiting (
        audit TEXT NOT NULL,
        noted BOOLEAN NOT NULL,
        PRIMARY KEY (audit)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER inbox_arrived AFTER INSERT ON to_summarise BEGIN
        INSERT INTO inbox_waiting (audit, noted) VALUES (new.audit, 0)
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_changed AFTER UPDATE OF state, changed_at, read_only_reason ON audit
    WHEN new.state = 'signed' BEGIN
        INSERT INTO inbox_waiting (audit, noted) VALUES (new.id, 0)
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT other.audit, 0
        FROM field me JOIN field other ON other.path = 'about/pair' AND other.value = me.value
        WHERE me.audit = new.id AND me.path = 'about/pair'
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_told AFTER UPDATE OF state, changed_at ON audit
    WHEN EXISTS (SELECT 1 FROM linked WHERE audit = new.id) BEGIN
        INSERT INTO inbox_waiting (audit, noted) SELECT l1.other, 0
        FROM linked l1 WHERE l1.audit = new.id
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l2.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other WHERE l1.audit = new.id
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l3.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other JOIN linked l3 ON l3.audit = l2.other
        WHERE l1.audit = new.id
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_pointed AFTER INSERT ON linked BEGIN
        INSERT INTO inbox_waiting (audit, noted) VALUES (new.other, 0)
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l1.other, 0
        FROM linked l1 WHERE l1.audit = new.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l2.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other WHERE l1.audit = new.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_unpointed AFTER DELETE ON linked BEGIN
        INSERT INTO inbox_waiting (audit, noted) VALUES (old.other, 0)
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l1.other, 0
        FROM linked l1 WHERE l1.audit = old.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
        INSERT INTO inbox_waiting (audit, noted) SELECT l2.other, 0
        FROM linked l1 JOIN linked l2 ON l2.audit = l1.other WHERE l1.audit = old.other
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_gone AFTER DELETE ON audit BEGIN
        DELETE FROM inbox WHERE audit = old.id;
        DELETE FROM inbox_waiting WHERE audit = old.id;
    END
    """,
    # What was looked at stood in the settings, one for each audit.
    """
    INSERT INTO inbox (audit, at, owner, mine, needs, needed, mark, seen, fresh)
    SELECT a.id, a.changed_at, '', 0, '', 0, '', s.value, 1
    FROM setting s JOIN audit a ON a.id = substr(s.name, 6) WHERE s.name >= 'seen/' AND s.name < 'seen0'
    """,
    "DELETE FROM setting WHERE name >= 'seen/' AND name < 'seen0'",
    "INSERT INTO inbox_waiting (audit, noted) SELECT id, 0 FROM audit WHERE state = 'signed'",
)


def upgrade() -> None:
    """Make the tables; which audits need somebody is worked out when the inbox is looked at."""
    for statement in _STATEMENTS:
        op.execute(statement)
