"""The tables from which figures are read: one row for each signed audit and each of its grades, and their counts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text, text


def _name(of: str, *, is_key: bool = False) -> Column[str]:
    """Return a column of names that people type: capital and small letters are the same."""
    return Column(of, Text(collation="NOCASE"), nullable=False, primary_key=is_key)


def add_figure_tables(metadata: MetaData) -> None:
    """Add them to the tables of the store."""
    audit = Table(
        "figure_audit",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("audit", Text, nullable=False, unique=True),
        Column("day", Text, nullable=False),
        Column("month", Text, nullable=False),
        Column("tool", Text, nullable=False),
        Column("authority", Text, nullable=False),
        _name("service"),
        _name("team"),
        _name("practitioner"),
        _name("category"),
        Column("pair", Text, nullable=False),
        Column("seat", Text, nullable=False),
        Column("amends", Text, nullable=False),
        # an amendment of it is signed
        Column("replaced", Boolean, nullable=False),
        # it stands for its case: of lead, peer and moderator one does
        Column("counts", Boolean, nullable=False),
    )
    Index("figure_audit_by_pair", audit.c.pair, sqlite_where=text("pair <> ''"))
    Index("figure_audit_by_amends", audit.c.amends, sqlite_where=text("amends <> ''"))
    Index("figure_audit_by_practitioner", audit.c.practitioner, audit.c.month)
    Index("figure_audit_by_team", audit.c.team, audit.c.month)
    Index("figure_audit_by_day", audit.c.counts, audit.c.day, audit.c.number)
    grade = Table(
        "figure_grade",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("item", Text, primary_key=True),
        Column("part", Text, primary_key=True),
        # empty for the grade of the form itself; `moderation` for the one that stands in its place
        Column("settled_by", Text, primary_key=True),
        Column("scale", Text, nullable=False),
        Column("grade", Text, nullable=False),
        Column("final", Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    Index("figure_grade_by_grade", grade.c.item, grade.c.grade, grade.c.number, sqlite_where=text("final = 1"))
    theme = Table(
        "figure_theme",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("id", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        _name("name"),
        Column("quote", Text, nullable=False),
        Column("public", Text, nullable=False),
        Column("item", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Index("figure_theme_by_name", theme.c.name, theme.c.kind)
    # The same counts twice: with all of team and category in one table it would be as long as the grades themselves.
    for name, narrowest in (("figure_tally", "team"), ("figure_category_tally", "category")):
        Table(
            name,
            metadata,
            Column("item", Text, primary_key=True),
            Column("tool", Text, primary_key=True),
            Column("month", Text, primary_key=True),
            _name("service", is_key=True),
            _name(narrowest, is_key=True),
            Column("scale", Text, primary_key=True),
            Column("grade", Text, primary_key=True),
            Column("authority", Text, primary_key=True),
            Column("number", Integer, nullable=False),
            sqlite_with_rowid=False,
        )
    Table(
        "figure_scale",
        metadata,
        Column("id", Text, primary_key=True),
        Column("points", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Table(
        "figure_key",
        metadata,
        Column("tool", Text, primary_key=True),
        Column("item", Text, primary_key=True),
        Column("label", Text, nullable=False),
        Column("section", Text, nullable=False),
        Column("position", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
