"""The tables of what came over the line and is not taken in yet: rows as the server gave them, in their order alone."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

from qa_desktop.domain.arrivals import FEED_COLUMNS

_NUMBERS = frozenset({"seq", "client_ms"})
_BYTES = frozenset({"op_id", "base", "body", "salt", "commitment", "signature", "stream_head"})


def add_arrived_tables(metadata: MetaData) -> None:
    """Add them to the tables of the store."""
    Table(
        "arrived_page",
        metadata,
        Column("number", Integer, primary_key=True),
        # What the rows of the page mean, as the version that kept it understood them.
        Column("format", Integer, nullable=False),
        # Where the feed goes on behind the page.
        Column("epoch", Text, nullable=False),
        Column("xid", Integer, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("first_row", Integer, nullable=False),
        Column("last_row", Integer, nullable=False),
    )
    Table(
        "arrived",
        metadata,
        Column("number", Integer, primary_key=True),
        *(Column(name, _kind(name)) for name in FEED_COLUMNS),
    )


def _kind(name: str) -> type[Text | Integer | LargeBinary]:
    if name in _NUMBERS:
        return Integer
    return LargeBinary if name in _BYTES else Text
