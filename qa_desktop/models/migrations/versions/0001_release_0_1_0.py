"""The tables of release 0.1.0, as they stood on the day; never edited afterwards."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

STATEMENTS = (
    """
    CREATE TABLE action (
        audit TEXT NOT NULL,
        id TEXT NOT NULL,
        what TEXT NOT NULL,
        who TEXT NOT NULL,
        due TEXT NOT NULL,
        done BOOLEAN NOT NULL,
        PRIMARY KEY (audit, id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX action_by_due ON action (done, due)",
    """
    CREATE TABLE audit (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        tool_id TEXT NOT NULL,
        tool_version TEXT NOT NULL,
        tool_hash TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        signed_at TEXT,
        read_only_reason TEXT NOT NULL,
        tool_title TEXT NOT NULL,
        authority TEXT NOT NULL,
        subject TEXT NOT NULL,
        practitioner TEXT NOT NULL,
        overall TEXT NOT NULL,
        complete_sections INTEGER NOT NULL,
        all_sections INTEGER NOT NULL,
        search TEXT NOT NULL,
        place TEXT NOT NULL,
        place_title TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        unsent INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX audit_by_signing ON audit (signed_at)",
    "CREATE INDEX audit_by_state ON audit (state, changed_at, id)",
    """
    CREATE TABLE document (
        number INTEGER NOT NULL,
        audit TEXT NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        made_at TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    "CREATE UNIQUE INDEX document_by_audit ON document (audit, id)",
    "CREATE INDEX document_by_id ON document (id)",
    """
    CREATE TABLE field (
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        path TEXT NOT NULL,
        value BLOB NOT NULL,
        op_id TEXT NOT NULL,
        author TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (audit, stream, path)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE operation (
        pos INTEGER NOT NULL,
        op_id TEXT NOT NULL,
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        base TEXT,
        author TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seq INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        client_time TEXT NOT NULL,
        facts BLOB NOT NULL,
        body BLOB,
        salt BLOB NOT NULL,
        commitment BLOB NOT NULL,
        signature BLOB NOT NULL,
        frozen BOOLEAN NOT NULL,
        sent_at TEXT,
        PRIMARY KEY (pos),
        UNIQUE (op_id)
    )
    """,
    "CREATE INDEX operation_by_path ON operation (audit, path)",
    """
    CREATE TABLE own_key (
        name TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE person (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        team TEXT NOT NULL,
        device_key BLOB NOT NULL,
        certificate BLOB NOT NULL,
        address TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE setting (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE tool_definition (
        hash TEXT NOT NULL,
        canonical BLOB NOT NULL,
        PRIMARY KEY (hash)
    )
    """,
    """
    CREATE TABLE device (
        id INTEGER NOT NULL,
        owner TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seq INTEGER NOT NULL,
        writes INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        unsent INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(owner) REFERENCES person (id)
    )
    """,
    """
    CREATE TABLE outbox (
        pos INTEGER NOT NULL,
        audit TEXT NOT NULL,
        since TEXT NOT NULL,
        PRIMARY KEY (pos),
        FOREIGN KEY(pos) REFERENCES operation (pos)
    )
    """,
    """
    CREATE TRIGGER outbox_in AFTER INSERT ON outbox BEGIN
        UPDATE audit SET unsent = unsent + 1 WHERE id = new.audit;
        UPDATE device SET unsent = unsent + 1;
    END
    """,
    """
    CREATE TRIGGER outbox_out AFTER DELETE ON outbox BEGIN
        UPDATE audit SET unsent = unsent - 1 WHERE id = old.audit;
        UPDATE device SET unsent = unsent - 1;
    END
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
