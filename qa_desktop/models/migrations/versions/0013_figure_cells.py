"""The counts of figures at four levels, with those of themes, pairs and auditors, and who audited."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    "DROP TABLE figure_tally",
    "DROP TABLE figure_category_tally",
    "DELETE FROM figure_grade",
    "DELETE FROM figure_theme",
    "DROP TABLE figure_audit",
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
        auditor TEXT NOT NULL,
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
    "CREATE INDEX figure_audit_by_practitioner ON figure_audit (practitioner, counts, day, number)",
    "CREATE INDEX figure_audit_by_team ON figure_audit (team, counts, day, number)",
    """
    CREATE TABLE figure_place (
        id INTEGER NOT NULL,
        level INTEGER NOT NULL,
        tool TEXT NOT NULL,
        authority TEXT NOT NULL,
        month TEXT NOT NULL,
        service TEXT COLLATE "NOCASE" NOT NULL,
        team TEXT COLLATE "NOCASE" NOT NULL,
        category TEXT COLLATE "NOCASE" NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (level, tool, authority, month, service, team, category)
    )
    """,
    """
    CREATE TABLE figure_what (
        id INTEGER NOT NULL,
        item TEXT NOT NULL,
        scale TEXT NOT NULL,
        grade TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (item, scale, grade)
    )
    """,
    """
    CREATE TABLE figure_name (
        id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT COLLATE "NOCASE" NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name, kind)
    )
    """,
    """
    CREATE TABLE figure_cell (
        theme INTEGER NOT NULL,
        place INTEGER NOT NULL,
        what INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (theme, place, what)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE figure_pair_cell (
        place INTEGER NOT NULL,
        seats TEXT NOT NULL,
        first INTEGER NOT NULL,
        second INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (place, seats, first, second)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE figure_auditor_cell (
        place INTEGER NOT NULL,
        auditor TEXT NOT NULL,
        against TEXT NOT NULL,
        apart INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (place, auditor, against, apart)
    ) WITHOUT ROWID
    """,
    # What only the services can work out, with the tool at hand, follows when lists are brought up to date.
    "INSERT INTO to_summarise (audit) SELECT id FROM audit WHERE state = 'signed' ON CONFLICT DO NOTHING",
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
