"""Finding the two forms of one case without reading every field."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add the index."""
    op.execute("CREATE INDEX field_by_pair ON field (value) WHERE path = 'about/pair'")
