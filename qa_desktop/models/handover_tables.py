"""The tables of what goes from hand to hand as files, and of what the server holds without having placed it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text


def add_handover_tables(metadata: MetaData) -> None:
    """Add the tables to the store's."""
    # Bundles that were made here, each with the token by which a receipt for it is known.
    Table(
        "handover",
        metadata,
        Column("id", Text, primary_key=True),
        Column("token", LargeBinary, nullable=False),
        Column("recipient", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("made_at", Text, nullable=False),
        Column("confirmed_at", Text),
        Column("confirmed_by", Text, nullable=False),
    )
    Table(
        "handover_audit",
        metadata,
        Column("handover", Text, primary_key=True),
        Column("audit", Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    # Operations that a receipt says are safe with somebody, until the server says whether it holds them.
    Table(
        "handed",
        metadata,
        Column("pos", Integer, ForeignKey("operation.pos"), primary_key=True),
        Column("handover", Text, nullable=False),
    )
