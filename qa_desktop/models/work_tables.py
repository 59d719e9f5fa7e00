"""The tables of what is to be done because of audits, and of which audit points to which."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, MetaData, Table, Text, text


def add_work_tables(metadata: MetaData) -> None:
    """Add them to the tables of the store."""
    work = Table(
        "work",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("task", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("whose", Text, nullable=False),
        Column("due", Text, nullable=False),
        Column("closing", Text, nullable=False),
        Column("step", Text, nullable=False),
        # What the audit itself says, and with it what others say: the next of its kind, a record that points to it.
        Column("closed", Boolean, nullable=False),
        Column("done", Boolean, nullable=False),
        # Whose audit it is, and of which team: lists ask for them, and are as long as all audits together.
        Column("person", Text, nullable=False),
        Column("team", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    is_open = text("done = 0")
    Index("work_by_due", work.c.due, work.c.audit, work.c.task, sqlite_where=is_open)
    Index("work_by_kind", work.c.kind, work.c.due, work.c.audit, work.c.task, sqlite_where=is_open)
    Index("work_by_person", work.c.person, work.c.due, work.c.audit, work.c.task, sqlite_where=is_open)
    Index("work_by_team", work.c.team, work.c.due, work.c.audit, work.c.task, sqlite_where=is_open)
    linked = Table(
        "linked",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("other", Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    Index("linked_by_other", linked.c.other)
