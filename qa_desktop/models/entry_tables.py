"""The tables of registers: which record stands in which, and what is counted of it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text, text


def add_entry_tables(metadata: MetaData) -> None:
    """Add them to the tables of the store."""
    entry = Table(
        "entry",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("register", Text, primary_key=True),
        Column("day", Text, nullable=False),
        Column("signed", Boolean, nullable=False),
        Column("of_whom", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("search", Text, nullable=False),
        Column("amends", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Index("entry_by_day", entry.c.register, entry.c.day, entry.c.audit)
    Index("entry_by_amended", entry.c.amends, sqlite_where=text("amends <> ''"))
    Table(
        "entry_count",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("register", Text, primary_key=True),
        Column("question", Text, primary_key=True),
        # Empty for a number that is added up.
        Column("code", Text, primary_key=True),
        Column("label", Text, nullable=False),
        Column("amount", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
