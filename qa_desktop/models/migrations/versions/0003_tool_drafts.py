"""Tools that are being written on this laptop."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add the table of drafts."""
    op.execute(
        """
        CREATE TABLE tool_draft (
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            version TEXT NOT NULL,
            based_on TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            keys BLOB NOT NULL,
            PRIMARY KEY (id)
        )
        """
    )
