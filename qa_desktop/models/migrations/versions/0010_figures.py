"""What figures are read from: the grades of signed audits, and their counts."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    """
    CREATE TABLE figure_audit (
        number INTEGER NOT NULL,
        audit TEXT NOT NULL,
        day TEXT NOT NULL,
        month TEXT NOT NULL,
        tool TEXT NOT NULL,
        authority TEXT NOT NULL,
        service TEXT COLLATE "NOCASE" NOT NULL,
        team TEXT COLLATE "NOCASE" NOT NULL,
        practitioner TEXT COLLATE "NOCASE" NOT NULL,
        category TEXT COLLATE "NOCASE" NOT NULL,
        pair TEXT NOT NULL,
        seat TEXT NOT NULL,
        amends TEXT NOT NULL,
        replaced BOOLEAN NOT NULL,
        counts BOOLEAN NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (audit)
    )
    """,
    "CREATE INDEX figure_audit_by_amends ON figure_audit (amends) WHERE amends <> ''",
    "CREATE INDEX figure_audit_by_day ON figure_audit (counts, day, number)",
    "CREATE INDEX figure_audit_by_pair ON figure_audit (pair) WHERE pair <> ''",
    "CREATE INDEX figure_audit_by_practitioner ON figure_audit (practitioner, month)",
    "CREATE INDEX figure_audit_by_team ON figure_audit (team, month)",
    """
    CREATE TABLE figure_grade (
        number INTEGER NOT NULL,
        item TEXT NOT NULL,
        part TEXT NOT NULL,
        settled_by TEXT NOT NULL,
        scale TEXT NOT NULL,
        grade TEXT NOT NULL,
        final BOOLEAN NOT NULL,
        PRIMARY KEY (number, item, part, settled_by)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX figure_grade_by_grade ON figure_grade (item, grade, number) WHERE final = 1",
    """
    CREATE TABLE figure_theme (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT COLLATE "NOCASE" NOT NULL,
        quote TEXT NOT NULL,
        public TEXT NOT NULL,
        item TEXT NOT NULL,
        PRIMARY KEY (number, id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX figure_theme_by_name ON figure_theme (name, kind)",
    """
    CREATE TABLE figure_tally (
        item TEXT NOT NULL,
        tool TEXT NOT NULL,
        month TEXT NOT NULL,
        service TEXT COLLATE "NOCASE" NOT NULL,
        team TEXT COLLATE "NOCASE" NOT NULL,
        scale TEXT NOT NULL,
        grade TEXT NOT NULL,
        authority TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (item, tool, month, service, team, scale, grade, authority)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE figure_category_tally (
        item TEXT NOT NULL,
        tool TEXT NOT NULL,
        month TEXT NOT NULL,
        service TEXT COLLATE "NOCASE" NOT NULL,
        category TEXT COLLATE "NOCASE" NOT NULL,
        scale TEXT NOT NULL,
        grade TEXT NOT NULL,
        authority TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (item, tool, month, service, category, scale, grade, authority)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE figure_scale (
        id TEXT NOT NULL,
        points TEXT NOT NULL,
        PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE figure_key (
        tool TEXT NOT NULL,
        item TEXT NOT NULL,
        label TEXT NOT NULL,
        section TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (tool, item)
    ) WITHOUT ROWID
    """,
    # What only the services can work out, with the tool at hand, follows when lists are brought up to date.
    "INSERT INTO to_summarise (audit) SELECT id FROM audit WHERE state = 'signed' ON CONFLICT DO NOTHING",
)


def upgrade() -> None:
    """Add the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
