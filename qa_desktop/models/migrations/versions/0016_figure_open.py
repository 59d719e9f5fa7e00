"""The counts of open actions, by place and the day on which they are due."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision: str | None = "0015"
branch_labels: str | None = None
depends_on: str | None = None

_TABLES = (
    """
    CREATE TABLE figure_open (
        number INTEGER NOT NULL,
        by_when TEXT NOT NULL,
        many INTEGER NOT NULL,
        PRIMARY KEY (number, by_when)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE figure_open_cell (
        place INTEGER NOT NULL,
        by_when TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (place, by_when)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO figure_open SELECT a.number, c.by_when, count(*) FROM action c CROSS JOIN figure_audit a
    ON a.audit = c.audit WHERE c.stage = 'open' GROUP BY a.number, c.by_when
    """,
)
_PLACES = ("a.service, '', ''", "a.service, a.team, ''", "a.service, '', a.category", "a.service, a.team, a.category")
_OPEN = "FROM figure_open o CROSS JOIN figure_audit a ON a.number = o.number"
_NAMED = "tool, authority, month, service, team, category"


def upgrade() -> None:
    """Add the tables, and count what is open."""
    for statement in _TABLES:
        op.execute(statement)
    for level, place in enumerate(_PLACES):
        columns = f"{level}, a.tool, a.authority, a.month, {place}"
        op.execute(
            f"INSERT INTO figure_place (level, {_NAMED}) SELECT DISTINCT {columns} {_OPEN} WHERE true "
            "ON CONFLICT DO NOTHING"
        )
        op.execute(
            f"INSERT INTO figure_open_cell SELECT p.id, o.by_when, sum(o.many) {_OPEN} CROSS JOIN figure_place p "
            f"ON (p.level, p.{_NAMED.replace(', ', ', p.')}) = ({columns}) GROUP BY p.id, o.by_when"
        )
