"""The counts of quotations by month and theme, and each quotation with its day and pair, by which it is found."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision: str | None = "0017"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    "CREATE TABLE figure_theme_before AS SELECT number, id, kind, name, quote, public, item FROM figure_theme",
    "DROP TABLE figure_theme",
    """
    CREATE TABLE figure_theme (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT COLLATE "NOCASE" NOT NULL,
        quote TEXT NOT NULL,
        public TEXT NOT NULL,
        item TEXT NOT NULL,
        day TEXT NOT NULL,
        pair TEXT NOT NULL,
        PRIMARY KEY (number, id)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO figure_theme SELECT h.number, h.id, h.kind, h.name, h.quote, h.public, h.item, a.day, a.pair
    FROM figure_theme_before h CROSS JOIN figure_audit a ON a.number = h.number
    """,
    "DROP TABLE figure_theme_before",
    "CREATE INDEX figure_theme_by_name ON figure_theme (name, kind, day, number, id, pair)",
    "CREATE INDEX figure_theme_waiting ON figure_theme (day) WHERE public = ''",
    """
    CREATE TABLE figure_quoted (
        month TEXT NOT NULL,
        name TEXT COLLATE "NOCASE" NOT NULL,
        waiting INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (month, name, waiting)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO figure_quoted SELECT a.month, h.name, h.public = '', count(*) FROM figure_theme h
    CROSS JOIN figure_audit a ON a.number = h.number WHERE a.replaced = 0 AND a.seat <> 'second'
    GROUP BY a.month, h.name, h.public = ''
    """,
)


def upgrade() -> None:
    """Change the tables, and count what is quoted."""
    for statement in _STATEMENTS:
        op.execute(statement)
