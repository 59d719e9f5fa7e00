"""The lines of plans of the service, and which plan has each of them now."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None

_ORDER = "stage, by_when, audit, id) WHERE newer = ''"
_STATEMENTS = (
    """
    CREATE TABLE improvement (
        audit TEXT NOT NULL,
        id TEXT NOT NULL,
        what TEXT NOT NULL,
        who TEXT NOT NULL,
        owner TEXT NOT NULL,
        owner_key TEXT NOT NULL,
        person TEXT NOT NULL,
        board TEXT NOT NULL,
        source TEXT NOT NULL,
        due TEXT NOT NULL,
        by_when TEXT NOT NULL,
        state TEXT NOT NULL,
        stage TEXT NOT NULL,
        impact TEXT NOT NULL,
        done_on TEXT NOT NULL,
        since TEXT NOT NULL,
        mark TEXT NOT NULL,
        place TEXT NOT NULL,
        team TEXT NOT NULL,
        service TEXT NOT NULL,
        from_audit TEXT NOT NULL,
        from_id TEXT NOT NULL,
        amends TEXT NOT NULL,
        newer TEXT NOT NULL,
        search TEXT NOT NULL,
        PRIMARY KEY (audit, id)
    ) WITHOUT ROWID
    """,
    f"CREATE INDEX improvement_by_stage ON improvement ({_ORDER}",
    f"CREATE INDEX improvement_by_board ON improvement (board, {_ORDER}",
    f"CREATE INDEX improvement_by_service ON improvement (service, {_ORDER}",
    f"CREATE INDEX improvement_by_owner ON improvement (owner_key, {_ORDER}",
    "CREATE INDEX improvement_by_before ON improvement (from_audit, from_id) WHERE from_audit <> ''",
    "CREATE INDEX improvement_by_newer ON improvement (newer) WHERE newer <> ''",
    "CREATE INDEX improvement_by_amended ON improvement (amends) WHERE amends <> ''",
)


def upgrade() -> None:
    """Add the table. No tool named improvement actions before: there is nothing to work out again."""
    for statement in _STATEMENTS:
        op.execute(statement)
