"""The table of what this person may see no more and what has to be kept until a backup of the server holds it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text


def add_left_table(metadata: MetaData) -> None:
    """Add it to the tables of the store."""
    Table(
        "left_behind",
        metadata,
        # In the order of the log.
        Column("number", Integer, primary_key=True),
        Column("op_id", Text, nullable=False, unique=True),
        Column("audit", Text, nullable=False),
        Column("stream", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("path", Text, nullable=False),
        Column("base", Text),
        Column("author", Text, nullable=False),
        Column("incarnation", Text, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("schema", Integer, nullable=False),
        Column("client_time", Text, nullable=False),
        Column("facts", LargeBinary, nullable=False),
        Column("body", LargeBinary),
        Column("salt", LargeBinary, nullable=False),
        Column("commitment", LargeBinary, nullable=False),
        Column("signature", LargeBinary, nullable=False),
        Column("rev", Integer, nullable=False),
        Column("head", LargeBinary, nullable=False),
        Column("relayer", Text, nullable=False),
        Column("received_at", Text, nullable=False),
        # A moment of the server by which it held all this; not known before the run that follows.
        Column("held_there_at", Text),
    )
