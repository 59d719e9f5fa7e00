"""The tables from which figures are read: one row for each signed audit and each of its grades, and their counts."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text


def _name(of: str) -> Column[str]:
    """Return a column of names that people type: capital and small letters are the same."""
    return Column(of, Text(collation="NOCASE"), nullable=False)


def _key(of: str, kind: type[Integer | Text] = Integer) -> Column[object]:
    """Return a column of a key of several."""
    return Column(of, kind, primary_key=True, autoincrement=False)


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
        # who audited, by their id
        Column("auditor", Text, nullable=False),
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
    Index("figure_audit_by_practitioner", audit.c.practitioner, audit.c.counts, audit.c.day, audit.c.number)
    Index("figure_audit_by_team", audit.c.team, audit.c.counts, audit.c.day, audit.c.number)
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
        # both of the audit: the latest quotations, and those of one case, are found without it
        Column("day", Text, nullable=False),
        Column("pair", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    in_order = (theme.c.name, theme.c.kind, theme.c.day, theme.c.number, theme.c.id)
    Index("figure_theme_by_name", *in_order, theme.c.pair)
    Index("figure_theme_waiting", theme.c.day, sqlite_where=text("public = ''"))
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
    _add_count_tables(metadata)


def _add_count_tables(metadata: MetaData) -> None:
    """Add what is counted, kept at four levels so that each figure is read from the shortest that serves."""
    Table(
        "figure_place",
        metadata,
        Column("id", Integer, primary_key=True),
        # by service alone (0), by team (1), by category of case (2), by both (3); what a level leaves out is empty
        Column("level", Integer, nullable=False),
        Column("tool", Text, nullable=False),
        Column("authority", Text, nullable=False),
        Column("month", Text, nullable=False),
        _name("service"),
        _name("team"),
        _name("category"),
        UniqueConstraint("level", "tool", "authority", "month", "service", "team", "category"),
    )
    Table(
        "figure_what",
        metadata,
        Column("id", Integer, primary_key=True),
        # with its scale and grade empty too, the audits themselves
        Column("item", Text, nullable=False),
        Column("scale", Text, nullable=False),
        Column("grade", Text, nullable=False),
        UniqueConstraint("item", "scale", "grade"),
    )
    Table(
        "figure_name",
        metadata,
        Column("id", Integer, primary_key=True),
        # `strength` or `development`; empty for the theme as whichever
        Column("kind", Text, nullable=False),
        _name("name"),
        UniqueConstraint("name", "kind"),
    )
    number = partial(Column, "number", Integer, nullable=False)
    # theme 0 is every audit; of a theme of one kind only the audits themselves are counted
    Table("figure_cell", metadata, _key("theme"), _key("place"), _key("what"), number(), sqlite_with_rowid=False)
    # how many actions of an audit are open that are due on one day, as they are counted
    Table(
        "figure_open",
        metadata,
        _key("number"),
        _key("by_when", Text),
        Column("many", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    # quotations but for those of second readings and of what was amended; `waiting` is 1 where nobody redacted them
    Table(
        "figure_quoted",
        metadata,
        _key("month", Text),
        Column("name", Text(collation="NOCASE"), primary_key=True),
        _key("waiting"),
        number(),
        sqlite_with_rowid=False,
    )
    Table("figure_open_cell", metadata, _key("place"), _key("by_when", Text), number(), sqlite_with_rowid=False)
    Table(
        "figure_pair_cell",
        metadata,
        _key("place"),
        # as "lead peer"
        _key("seats", Text),
        _key("first"),
        _key("second"),
        number(),
        sqlite_with_rowid=False,
    )
    Table(
        "figure_auditor_cell",
        metadata,
        _key("place"),
        _key("auditor", Text),
        # the seat of the form that theirs is compared with
        _key("against", Text),
        # -1 where theirs is the better grade, 0 for the same, 1 for the worse one
        _key("apart"),
        number(),
        sqlite_with_rowid=False,
    )
