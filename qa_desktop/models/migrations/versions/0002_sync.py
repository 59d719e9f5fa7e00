"""Where a laptop stands towards the shared server: position, places, refusals, runs."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

STATEMENTS = (
    """
    CREATE TABLE sync_position (
        id INTEGER NOT NULL,
        epoch TEXT NOT NULL,
        xid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE received (
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        rev INTEGER NOT NULL,
        op_id TEXT NOT NULL,
        head BLOB NOT NULL,
        relayer TEXT NOT NULL,
        received_at TEXT NOT NULL,
        PRIMARY KEY (audit, stream, rev)
    )
     WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX received_by_op ON received (op_id)",
    """
    CREATE TABLE stream_head (
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        rev INTEGER NOT NULL,
        head BLOB NOT NULL,
        checked INTEGER NOT NULL,
        PRIMARY KEY (audit, stream)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX stream_head_by_check ON stream_head (checked)",
    """
    CREATE TABLE held (
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
        rev INTEGER NOT NULL,
        head BLOB NOT NULL,
        relayer TEXT NOT NULL,
        received_at TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (op_id)
    )
    """,
    "CREATE INDEX held_by_stream ON held (audit, stream, rev)",
    "CREATE INDEX held_by_reason ON held (reason, author)",
    """
    CREATE TABLE to_ask (
        pos INTEGER NOT NULL,
        PRIMARY KEY (pos),
        FOREIGN KEY(pos) REFERENCES operation (pos)
    )
    """,
    """
    CREATE TABLE refused (
        pos INTEGER NOT NULL,
        reason TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (pos),
        FOREIGN KEY(pos) REFERENCES operation (pos)
    )
    """,
    """
    CREATE TABLE blob (
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        tried INTEGER NOT NULL,
        PRIMARY KEY (audit, stream, id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX blob_by_state ON blob (state, tried)",
    """
    CREATE TABLE revoked (
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        PRIMARY KEY (audit, stream)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE left_behind (
        number INTEGER NOT NULL,
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
        rev INTEGER NOT NULL,
        head BLOB NOT NULL,
        relayer TEXT NOT NULL,
        received_at TEXT NOT NULL,
        held_there_at TEXT,
        PRIMARY KEY (number),
        UNIQUE (op_id)
    )
    """,
    """
    CREATE TABLE arrived_page (
        number INTEGER NOT NULL,
        format INTEGER NOT NULL,
        epoch TEXT NOT NULL,
        xid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        first_row INTEGER NOT NULL,
        last_row INTEGER NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE arrived (
        number INTEGER NOT NULL,
        context TEXT,
        op_id BLOB,
        kind TEXT,
        path TEXT,
        base BLOB,
        seq INTEGER,
        client_ms INTEGER,
        facts TEXT,
        body BLOB,
        salt BLOB,
        commitment BLOB,
        signature BLOB,
        stream_head BLOB,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE to_repair (
        audit TEXT NOT NULL,
        stream TEXT NOT NULL,
        PRIMARY KEY (audit, stream)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE to_summarise (
        audit TEXT NOT NULL,
        PRIMARY KEY (audit)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE conflicted (
        audit TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (audit)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE quarantined (
        pos INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (pos),
        FOREIGN KEY(pos) REFERENCES operation (pos)
    )
    """,
    """
    CREATE TABLE part (
        audit TEXT NOT NULL,
        relation TEXT NOT NULL,
        person TEXT NOT NULL,
        given_by TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (audit, relation, person)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX part_by_person ON part (person)",
    """
    CREATE TABLE aside (
        op_id TEXT NOT NULL,
        audit TEXT NOT NULL,
        author TEXT NOT NULL,
        name TEXT NOT NULL,
        stream TEXT NOT NULL,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        at TEXT NOT NULL,
        wanted INTEGER NOT NULL,
        PRIMARY KEY (op_id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE under_way (
        audit TEXT NOT NULL,
        tool TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        begun TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (audit)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE access_record (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        audit TEXT NOT NULL,
        what TEXT NOT NULL,
        at TEXT NOT NULL,
        reported_at TEXT,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE device_key (
        person TEXT NOT NULL,
        "key" BLOB NOT NULL,
        revoked_at TEXT,
        PRIMARY KEY (person, "key")
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE directory_person (
        person TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        team TEXT NOT NULL,
        PRIMARY KEY (person, since)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE directory_team (
        team TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT,
        name TEXT NOT NULL,
        service TEXT NOT NULL,
        parent TEXT NOT NULL,
        PRIMARY KEY (team, since)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE sync_run (
        number INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        sent INTEGER NOT NULL,
        received INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        waiting INTEGER NOT NULL,
        documents INTEGER NOT NULL,
        words TEXT NOT NULL,
        drift_seconds INTEGER,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE handover (
        id TEXT NOT NULL,
        token BLOB NOT NULL,
        recipient TEXT NOT NULL,
        name TEXT NOT NULL,
        made_at TEXT NOT NULL,
        confirmed_at TEXT,
        confirmed_by TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE handover_audit (
        handover TEXT NOT NULL,
        audit TEXT NOT NULL,
        PRIMARY KEY (handover, audit)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE handed (
        pos INTEGER NOT NULL,
        handover TEXT NOT NULL,
        PRIMARY KEY (pos),
        FOREIGN KEY(pos) REFERENCES operation (pos)
    )
    """,
    # Every audit until now is with who began it.
    """
    INSERT INTO part (audit, relation, person, given_by, at)
    SELECT audit, 'owner', author, author, client_time FROM operation WHERE kind = 'create'
    """,
    # What others wrote and a bundle brought: the server may lack it.
    """
    INSERT INTO to_ask (pos)
    SELECT pos FROM operation
    WHERE stream NOT LIKE 'private:%' AND pos NOT IN (SELECT pos FROM outbox)
    """,
)


def upgrade() -> None:
    """Make the tables of sync, and note what a server has to be asked after."""
    for statement in STATEMENTS:
        op.execute(statement)
