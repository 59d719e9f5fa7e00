"""Who has each action, and what it waits for."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

_STATEMENTS = (
    "ALTER TABLE action RENAME TO old_action",
    "DROP INDEX action_by_due",
    """
    CREATE TABLE action (
        audit TEXT NOT NULL,
        id TEXT NOT NULL,
        what TEXT NOT NULL,
        who TEXT NOT NULL,
        due TEXT NOT NULL,
        done BOOLEAN NOT NULL,
        person TEXT NOT NULL,
        owner TEXT NOT NULL,
        owner_key TEXT NOT NULL,
        team TEXT NOT NULL,
        service TEXT NOT NULL,
        state TEXT NOT NULL,
        stage TEXT NOT NULL,
        by_when TEXT NOT NULL,
        reviewed_on TEXT NOT NULL,
        checked_on TEXT NOT NULL,
        search TEXT NOT NULL,
        PRIMARY KEY (audit, id)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO action SELECT o.audit, o.id, o.what, o.who, o.due, o.done, '', o.who, lower(o.who), '', '',
        CASE WHEN o.done THEN 'done' ELSE 'open' END,
        CASE WHEN u.state <> 'signed' THEN 'draft' WHEN o.done THEN 'closed' ELSE 'open' END,
        CASE o.due WHEN '' THEN '9999-12-31' ELSE o.due END, '', '',
        lower(u.subject || char(10) || u.tool_title || char(10) || o.what || char(10) || o.who)
    FROM old_action o JOIN audit u ON u.id = o.audit
    """,
    "DROP TABLE old_action",
    "CREATE INDEX action_by_due ON action (done, due)",
    "CREATE INDEX action_by_stage ON action (stage, by_when, audit, id)",
    "CREATE INDEX action_by_team ON action (team, stage, by_when, audit, id)",
    "CREATE INDEX action_by_owner ON action (owner_key, stage, by_when, audit, id)",
    "CREATE INDEX action_by_person ON action (person, stage)",
    # What only the services can work out, with the tool at hand, follows when lists are brought up to date.
    "INSERT INTO to_summarise (audit) SELECT id FROM audit WHERE true ON CONFLICT DO NOTHING",
)


def upgrade() -> None:
    """Make the table of actions anew, with what is known of them."""
    for statement in _STATEMENTS:
        op.execute(statement)
