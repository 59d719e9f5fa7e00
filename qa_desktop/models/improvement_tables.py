"""The table of improvement actions: the lines of plans of the service, whose each is and which board has it."""

from __future__ import annotations

from sqlalchemy import Column, Index, MetaData, Table, Text, text


def add_improvement_table(metadata: MetaData) -> None:
    """Add it to the tables of the store."""
    line = Table(
        "improvement",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("what", Text, nullable=False),
        Column("who", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("owner_key", Text, nullable=False),
        Column("person", Text, nullable=False),
        Column("board", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("due", Text, nullable=False),
        Column("by_when", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("stage", Text, nullable=False),
        Column("impact", Text, nullable=False),
        Column("done_on", Text, nullable=False),
        Column("since", Text, nullable=False),
        Column("mark", Text, nullable=False),
        Column("place", Text, nullable=False),
        Column("team", Text, nullable=False),
        Column("service", Text, nullable=False),
        # the same line in the plan before
        Column("from_audit", Text, nullable=False),
        Column("from_id", Text, nullable=False),
        Column("amends", Text, nullable=False),
        # the plan that has the line now; empty where it is this one
        Column("newer", Text, nullable=False),
        Column("search", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    order = (line.c.by_when, line.c.audit, line.c.id)
    current = text("newer = ''")
    Index("improvement_by_stage", line.c.stage, *order, sqlite_where=current)
    Index("improvement_by_board", line.c.board, line.c.stage, *order, sqlite_where=current)
    Index("improvement_by_service", line.c.service, line.c.stage, *order, sqlite_where=current)
    Index("improvement_by_owner", line.c.owner_key, line.c.stage, *order, sqlite_where=current)
    Index("improvement_by_before", line.c.from_audit, line.c.from_id, sqlite_where=text("from_audit <> ''"))
    Index("improvement_by_newer", line.c.newer, sqlite_where=text("newer <> ''"))
    Index("improvement_by_amended", line.c.amends, sqlite_where=text("amends <> ''"))
