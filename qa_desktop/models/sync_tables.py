"""The tables of sync: where this laptop stands towards the server.

Nothing of them is the only copy of anything but `held`, which keeps what arrived and cannot be taken into the log yet.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from qa_desktop.models.table_metadata import metadata

sync_position = Table(
    "sync_position",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("xid", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("rev", Integer, primary_key=True, autoincrement=False),
    Column("op_id", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("relayer", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("received_by_op", received.c.op_id, unique=True)

stream_head = Table(
    "stream_head",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    # A count of checks: the streams with the lowest are compared next.
    Column("checked", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("stream_head_by_check", stream_head.c.checked)

held = Table(
    "held",
    metadata,
    Column("op_id", Text, primary_key=True),
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
    Column("reason", Text, nullable=False),
)
Index("held_by_stream", held.c.audit, held.c.stream, held.c.rev)
Index("held_by_reason", held.c.reason, held.c.author)

# Streams whose chain here is another one than the server's: they are fetched whole.
to_repair = Table(
    "to_repair",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Operations of which nobody here knows whether the server holds them: of others, or from before a restored server.
to_ask = Table(
    "to_ask",
    metadata,
    Column("pos", Integer, ForeignKey("operation.pos"), primary_key=True),
)

refused = Table(
    "refused",
    metadata,
    Column("pos", Integer, ForeignKey("operation.pos"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    # send, sent or fetch
    Column("state", Text, nullable=False),
    # Counts up with each attempt in vain: what was tried longest ago comes first.
    Column("tried", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("blob_by_state", blob.c.state, blob.c.tried)

to_summarise = Table(
    "to_summarise",
    metadata,
    Column("audit", Text, primary_key=True),
    sqlite_with_rowid=False,
)

conflicted = Table(
    "conflicted",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

device_key = Table(
    "device_key",
    metadata,
    Column("person", Text, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    # From when on, by the server's clock, nothing that it signed is believed.
    Column("revoked_at", Text),
    sqlite_with_rowid=False,
)

directory_person = Table(
    "directory_person",
    metadata,
    Column("person", Text, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("until", Text),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("team", Text, nullable=False),
    sqlite_with_rowid=False,
)

directory_team = Table(
    "directory_team",
    metadata,
    Column("team", Text, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("until", Text),
    Column("name", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("parent", Text, nullable=False),
    sqlite_with_rowid=False,
)

sync_run = Table(
    "sync_run",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("drift_seconds", Integer),
)
