"""The tables of the inbox: what came in, why it needs somebody, and what was looked at."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, MetaData, Table, Text

# Whether an audit is closed follows from records that point to it, from those that point to them, and so on thrice;
# whether it is to be moderated, from the other form of its pair. Only an audit that is here is noted: a record may
# point to one that was disposed of, of which nothing stays.
INBOX_TRIGGERS = (
    """
    CREATE TRIGGER inbox_arrived AFTER INSERT ON to_summarise BEGIN
        INSERT INTO inbox_waiting (audit, noted) VALUES (new.audit, 0)
        ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0;
    END
    """,
    """
    CREATE TRIGGER inbox_not_come AFTER DELETE ON to_summarise
    WHEN NOT EXISTS (SELECT 1 FROM audit WHERE id = old.audit) BEGIN
        DELETE FROM inbox_waiting WHERE audit = old.audit;
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
    CREATE TRIGGER inbox_gone AFTER DELETE ON audit BEGIN
        DELETE FROM inbox WHERE audit = old.id;
        DELETE FROM inbox_waiting WHERE audit = old.id;
    END
    """,
)
"""Note which lines of the inbox are to be worked out anew, whoever changed what they follow from."""


def add_inbox_tables(metadata: MetaData) -> None:
    """Add them to the tables of the store."""
    inbox = Table(
        "inbox",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("at", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("mine", Boolean, nullable=False),
        # why it needs the officer, as words apart; whether it does at all
        Column("needs", Text, nullable=False),
        Column("needed", Boolean, nullable=False),
        # what changes with every operation that arrives, as it is and as it was when somebody looked
        Column("mark", Text, nullable=False),
        Column("seen", Text, nullable=False),
        Column("fresh", Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    Index("inbox_by_change", inbox.c.mine, inbox.c.at, inbox.c.audit)
    Index("inbox_by_need", inbox.c.mine, inbox.c.needed, inbox.c.at, inbox.c.audit)
    Index("inbox_by_news", inbox.c.mine, inbox.c.fresh, inbox.c.at, inbox.c.audit)
    Table(
        "inbox_waiting",
        metadata,
        Column("audit", Text, primary_key=True),
        # whether the line says already that there is such an audit
        Column("noted", Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
