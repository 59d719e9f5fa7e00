"""The table of tools that are being written on this laptop."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text


def add_draft_table(metadata: MetaData) -> None:
    """Add the table to the store's."""
    # The keys are the tool's whole content as JSON; title and version stand beside them for the list.
    Table(
        "tool_draft",
        metadata,
        Column("id", Text, primary_key=True),
        Column("title", Text, nullable=False),
        Column("version", Text, nullable=False),
        Column("based_on", Text, nullable=False),
        Column("changed_at", Text, nullable=False),
        Column("keys", LargeBinary, nullable=False),
    )
