"""The sums of registers: how many entries count in each month, and what was answered in them, whoever changes one."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

# An entry counts once it is signed and has a day, until a correction of its record is signed.
_STANDS = """e.signed = 1 AND e.day <> '' AND NOT EXISTS (
            SELECT 1 FROM document own JOIN entry later ON later.amends = own.id
            WHERE own.audit = e.audit AND later.amends <> '' AND later.signed = 1
        )"""
ENTRY_TRIGGERS = (
    f"""
    CREATE TRIGGER entry_made AFTER INSERT ON entry BEGIN
        INSERT INTO entry_standing (audit, register, month)
        SELECT e.audit, e.register, substr(e.day, 1, 7) FROM entry e
        WHERE e.audit = new.audit AND e.register = new.register AND {_STANDS};
        DELETE FROM entry_standing WHERE new.amends <> '' AND new.signed = 1
        AND audit IN (SELECT d.audit FROM document d WHERE d.id = new.amends);
    END
    """,  # noqa: S608 - constants of ours
    f"""
    CREATE TRIGGER entry_gone AFTER DELETE ON entry BEGIN
        DELETE FROM entry_standing WHERE audit = old.audit AND register = old.register;
        INSERT OR IGNORE INTO entry_standing (audit, register, month)
        SELECT e.audit, e.register, substr(e.day, 1, 7) FROM document d JOIN entry e ON e.audit = d.audit
        WHERE old.amends <> '' AND d.id = old.amends AND {_STANDS};
    END
    """,  # noqa: S608 - constants of ours
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
    f"""
    CREATE TRIGGER entry_stands_again AFTER DELETE ON document BEGIN
        INSERT OR IGNORE INTO entry_standing (audit, register, month)
        SELECT e.audit, e.register, substr(e.day, 1, 7) FROM entry e
        WHERE e.audit = old.audit AND {_STANDS};
    END
    """,  # noqa: S608 - constants of ours
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
)
"""Follow what is changed in entries, in what is counted of them, and in the notes that a correction names."""


def add_entry_sum_tables(metadata: MetaData) -> None:
    """Add them to the tables of the store."""
    Table(
        "entry_standing",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("register", Text, primary_key=True),
        Column("month", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Table(
        "entry_sum",
        metadata,
        Column("register", Text, primary_key=True),
        Column("month", Text, primary_key=True),
        # Empty for the entries themselves.
        Column("question", Text, primary_key=True),
        Column("code", Text, primary_key=True),
        Column("label", Text, primary_key=True),
        # how many entries bring it, and what it amounts to
        Column("many", Integer, nullable=False),
        Column("amount", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
