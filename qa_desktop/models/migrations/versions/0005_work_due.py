"""What is to be done because of each audit, and what lists show of audits beside that."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    """
    CREATE TABLE work (
        audit TEXT NOT NULL,
        task TEXT NOT NULL,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        whose TEXT NOT NULL,
        due TEXT NOT NULL,
        closing TEXT NOT NULL,
        step TEXT NOT NULL,
        closed BOOLEAN NOT NULL,
        done BOOLEAN NOT NULL,
        person TEXT NOT NULL,
        team TEXT NOT NULL,
        PRIMARY KEY (audit, task)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX work_by_due ON work (due, audit, task) WHERE done = 0",
    "CREATE INDEX work_by_kind ON work (kind, due, audit, task) WHERE done = 0",
    "CREATE INDEX work_by_person ON work (person, due, audit, task) WHERE done = 0",
    "CREATE INDEX work_by_team ON work (team, due, audit, task) WHERE done = 0",
    """
    CREATE TABLE linked (
        audit TEXT NOT NULL,
        other TEXT NOT NULL,
        PRIMARY KEY (audit, other)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX linked_by_other ON linked (other)",
)


def upgrade() -> None:
    """Add the tables; every audit is worked out again, as those that come by sync are."""
    for column in ("team", "service", "meeting"):
        op.execute(f"ALTER TABLE audit ADD COLUMN {column} TEXT DEFAULT '' NOT NULL")
    op.execute("CREATE INDEX audit_by_subject ON audit (tool_id, subject)")
    op.execute("CREATE INDEX field_of_allocation ON field (value) WHERE path = 'about/allocation'")
    for statement in TABLES:
        op.execute(statement)
    op.execute("INSERT INTO to_summarise (audit) SELECT id FROM audit WHERE true ON CONFLICT DO NOTHING")
