"""The table of actions: whose each is, when it is due and what it waits for."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, MetaData, Table, Text


def add_action_table(metadata: MetaData) -> None:
    """Add it to the tables of the store."""
    action = Table(
        "action",
        metadata,
        Column("audit", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("what", Text, nullable=False),
        Column("who", Text, nullable=False),
        Column("due", Text, nullable=False),
        Column("done", Boolean, nullable=False),
        # who has it now: a person of the directory where they are known, and the name as names are compared
        Column("person", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("owner_key", Text, nullable=False),
        # as they were at the audit
        Column("team", Text, nullable=False),
        Column("service", Text, nullable=False),
        Column("state", Text, nullable=False),
        # what it waits for; draft before the audit is signed
        Column("stage", Text, nullable=False),
        Column("by_when", Text, nullable=False),
        Column("reviewed_on", Text, nullable=False),
        Column("checked_on", Text, nullable=False),
        Column("search", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    Index("action_by_due", action.c.done, action.c.due)
    Index("action_by_stage", action.c.stage, action.c.by_when, action.c.audit, action.c.id)
    Index("action_by_team", action.c.team, action.c.stage, action.c.by_when, action.c.audit, action.c.id)
    Index("action_by_owner", action.c.owner_key, action.c.stage, action.c.by_when, action.c.audit, action.c.id)
    Index("action_by_person", action.c.person, action.c.stage)
