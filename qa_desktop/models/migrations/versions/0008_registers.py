"""Which record stands in which register, and what is counted of it."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    """
    CREATE TABLE entry (
        audit TEXT NOT NULL,
        register TEXT NOT NULL,
        day TEXT NOT NULL,
        signed BOOLEAN NOT NULL,
        of_whom TEXT NOT NULL,
        words TEXT NOT NULL,
        search TEXT NOT NULL,
        amends TEXT NOT NULL,
        PRIMARY KEY (audit, register)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX entry_by_day ON entry (register, day, audit)",
    "CREATE INDEX entry_by_amended ON entry (amends) WHERE amends <> ''",
    """
    CREATE TABLE entry_count (
        audit TEXT NOT NULL,
        register TEXT NOT NULL,
        question TEXT NOT NULL,
        code TEXT NOT NULL,
        label TEXT NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (audit, register, question, code)
    ) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    """Add the tables. No record named a register before: there is nothing to work out again."""
    for statement in _STATEMENTS:
        op.execute(statement)
