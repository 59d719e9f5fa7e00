"""Whether a safety concern was raised in a draft of others, since when, and whether somebody was told."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make the list anew with concerns; it comes whole with the next sync."""
    op.execute("DROP TABLE under_way")
    op.execute(
        """
        CREATE TABLE under_way (
            audit TEXT NOT NULL,
            tool TEXT NOT NULL,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            state TEXT NOT NULL,
            begun TEXT NOT NULL,
            changed TEXT NOT NULL,
            version TEXT NOT NULL,
            concern TEXT NOT NULL,
            PRIMARY KEY (audit)
        ) WITHOUT ROWID
        """
    )
    op.execute("DELETE FROM setting WHERE name = 'sync_under_way'")
