"""The tables of what sync carries beside the operations, and of who has what part in an audit."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from qa_desktop.models.table_metadata import metadata

# On the server, in nobody's place yet: the audit, or their part in it, is not there.
quarantined = Table(
    "quarantined",
    metadata,
    Column("pos", Integer, ForeignKey("operation.pos"), primary_key=True),
    Column("at", Text, nullable=False),
)

# Who has what part in an audit, as its log says.
part = Table(
    "part",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("given_by", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("part_by_person", part.c.person)

# What others wrote who have no part any more: it waits on the server for somebody to take it in.
aside = Table(
    "aside",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("audit", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("at", Text, nullable=False),
    # Whether the owner of this profile said that it is to be taken in.
    Column("wanted", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Drafts of others, by their state alone.
under_way = Table(
    "under_way",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("tool", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("begun", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("version", Text, nullable=False),
    # The most pressing safety concern as the server tells it; empty for none.
    Column("concern", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What the owner of this profile looked at and took away, as this laptop says of itself. Nothing is ever removed.
access_record = Table(
    "access_record",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("audit", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reported_at", Text),
)

# Streams that the server called back and that are not removed yet.
revoked = Table(
    "revoked",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    sqlite_with_rowid=False,
)
