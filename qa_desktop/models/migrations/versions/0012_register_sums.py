"""The sums of registers as a table, kept up with every entry, so that fifty thousand of them are not counted anew."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    """
    CREATE TABLE entry_standing (
        audit TEXT NOT NULL,
        register TEXT NOT NULL,
        month TEXT NOT NULL,
        PRIMARY KEY (audit, register)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE entry_sum (
        register TEXT NOT NULL,
        month TEXT NOT NULL,
        question TEXT NOT NULL,
        code TEXT NOT NULL,
        label TEXT NOT NULL,
        many INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (register, month, question, code, label)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER entry_made AFTER INSERT ON entry BEGIN
        INSERT INTO entry_standing (audit, register, month)
        SELECT e.audit, e.register, substr(e.day, 1, 7) FROM entry e
        WHERE e.audit = new.audit AND e.register = new.register AND e.signed = 1 AND e.day <> '' AND NOT EXISTS (
            SELECT 1 FROM document own JOIN entry later ON later.amends = own.id
            WHERE own.audit = e.audit AND later.amends <> '' AND later.signed = 1
        );
        DELETE FROM entry_standing WHERE new.amends <> '' AND new.signed = 1
        AND audit IN (SELECT d.audit FROM document d WHERE d.id = new.amends);
    END
    """,
    """
    CREATE TRIGGER entry_gone AFTER DELETE ON entry BEGIN
        DELETE FROM entry_standing WHERE audit = old.audit AND register = old.register;
        INSERT OR IGNORE INTO entry_standing (audit, register, month)
        SELECT e.audit, e.register, substr(e.day, 1, 7) FROM document d JOIN entry e ON e.audit = d.audit
        WHERE old.amends <> '' AND d.id = old.amends AND e.signed = 1 AND e.day <> '' AND NOT EXISTS (
            SELECT 1 FROM document own JOIN entry later ON later.amends = own.id
            WHERE own.audit = e.audit AND later.amends <> '' AND later.signed = 1
        );
    END
    """,
    """
    CREATE TRIGGER entry_changed BEFORE UPDATE ON entry BEGIN
        SELECT RAISE(ABORT, 'an entry is replaced, never changed: its sums follow');
    END
    """,
    """
    CREATE TRIGGER entry_corrected AFTER INSERT ON document BEGIN
        DELETE FROM entry_standing WHERE audit = new.audit
        AND EXISTS (SELECT 1 FROM entry WHERE amends = new.id AND amends <> '' AND signed = 1);
    END
    """,
    """
    CREATE TRIGGER entry_stands_again AFTER DELETE ON document BEGIN
        INSERT OR IGNORE INTO entry_standing (audit, register, month)
        SELECT e.audit, e.register, substr(e.day, 1, 7) FROM entry e
        WHERE e.audit = old.audit AND e.signed = 1 AND e.day <> '' AND NOT EXISTS (
            SELECT 1 FROM document own JOIN entry later ON later.amends = own.id
            WHERE own.audit = e.audit AND later.amends <> '' AND later.signed = 1
        );
    END
    """,
    """
    CREATE TRIGGER entry_summed AFTER INSERT ON entry_standing BEGIN
        INSERT INTO entry_sum (register, month, question, code, label, many, amount)
        VALUES (new.register, new.month, '', '', '', 1, 1)
        ON CONFLICT DO UPDATE SET many = many + 1, amount = amount + 1;
        INSERT INTO entry_sum (register, month, question, code, label, many, amount)
        SELECT new.register, new.month, c.question, c.code, c.label, 1, c.amount
        FROM entry_count c WHERE c.audit = new.audit AND c.register = new.register
        ON CONFLICT DO UPDATE SET many = many + 1, amount = amount + excluded.amount;
    END
    """,
    """
    CREATE TRIGGER entry_taken_off AFTER DELETE ON entry_standing BEGIN
        UPDATE entry_sum SET many = many - 1, amount = amount - 1
        WHERE register = old.register AND month = old.month AND question = '';
        INSERT INTO entry_sum (register, month, question, code, label, many, amount)
        SELECT old.register, old.month, c.question, c.code, c.label, -1, -c.amount
        FROM entry_count c WHERE c.audit = old.audit AND c.register = old.register
        ON CONFLICT DO UPDATE SET many = many - 1, amount = amount + excluded.amount;
    END
    """,
    """
    CREATE TRIGGER entry_count_made AFTER INSERT ON entry_count BEGIN
        INSERT INTO entry_sum (register, month, question, code, label, many, amount)
        SELECT s.register, s.month, new.question, new.code, new.label, 1, new.amount
        FROM entry_standing s WHERE s.audit = new.audit AND s.register = new.register
        ON CONFLICT DO UPDATE SET many = many + 1, amount = amount + excluded.amount;
    END
    """,
    """
    CREATE TRIGGER entry_count_gone AFTER DELETE ON entry_count BEGIN
        INSERT INTO entry_sum (register, month, question, code, label, many, amount)
        SELECT s.register, s.month, old.question, old.code, old.label, -1, -old.amount
        FROM entry_standing s WHERE s.audit = old.audit AND s.register = old.register
        ON CONFLICT DO UPDATE SET many = many - 1, amount = amount + excluded.amount;
    END
    """,
    """
    CREATE TRIGGER entry_count_changed BEFORE UPDATE ON entry_count BEGIN
        SELECT RAISE(ABORT, 'what is counted of an entry is replaced, never changed: its sums follow');
    END
    """,
    """
    CREATE TRIGGER entry_sum_empty AFTER UPDATE ON entry_sum WHEN new.many = 0 BEGIN
        DELETE FROM entry_sum WHERE register = new.register AND month = new.month
        AND question = new.question AND code = new.code AND label = new.label;
    END
    """,
    # What stands already is counted once, by the triggers.
    """
    INSERT INTO entry_standing (audit, register, month)
    SELECT e.audit, e.register, substr(e.day, 1, 7) FROM entry e
    WHERE e.signed = 1 AND e.day <> '' AND NOT EXISTS (
        SELECT 1 FROM document own JOIN entry later ON later.amends = own.id
        WHERE own.audit = e.audit AND later.amends <> '' AND later.signed = 1
    )
    """,
)


def upgrade() -> None:
    """Make the tables, and count what is there."""
    for statement in _STATEMENTS:
        op.execute(statement)
