"""The tables of the local store: one log of operations, and what is worked out from it for fast reading."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    text,
)

from qa_desktop.models import notice_tables, sync_tables
from qa_desktop.models.action_tables import add_action_table
from qa_desktop.models.arrived_tables import add_arrived_tables
from qa_desktop.models.draft_tables import add_draft_table
from qa_desktop.models.entry_sums import ENTRY_TRIGGERS, add_entry_sum_tables
from qa_desktop.models.entry_tables import add_entry_tables
from qa_desktop.models.figure_tables import add_figure_tables
from qa_desktop.models.handover_tables import add_handover_tables
from qa_desktop.models.improvement_tables import add_improvement_table
from qa_desktop.models.inbox_tables import INBOX_TRIGGERS, add_inbox_tables
from qa_desktop.models.left_tables import add_left_table
from qa_desktop.models.table_metadata import metadata
from qa_desktop.models.work_tables import add_work_tables

__all__ = ["metadata", "notice_tables", "sync_tables"]


operation = Table(
    "operation",
    metadata,
    # Local log order. Other devices number differently; no rule but display may lean on it.
    Column("pos", Integer, primary_key=True),
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
    # JSON as bytes: a lone surrogate has no place in a text column.
    Column("facts", LargeBinary, nullable=False),
    Column("body", LargeBinary),
    Column("salt", LargeBinary, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    # Once offered to anybody, or covered by a signature, an operation is never coalesced.
    Column("frozen", Boolean, nullable=False),
    Column("sent_at", Text),
)
Index("operation_by_path", operation.c.audit, operation.c.path)

outbox = Table(
    "outbox",
    metadata,
    Column("pos", Integer, ForeignKey("operation.pos"), primary_key=True),
    Column("audit", Text, nullable=False),
    # When the change was first made: coalescing must not make it look younger.
    Column("since", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # worked out from the log
    Column("tool_id", Text, nullable=False),
    Column("tool_version", Text, nullable=False),
    Column("tool_hash", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("signed_at", Text),
    Column("read_only_reason", Text, nullable=False),
    # worked out by the services, with the tool at hand
    Column("tool_title", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("practitioner", Text, nullable=False),
    Column("overall", Text, nullable=False),
    Column("complete_sections", Integer, nullable=False),
    Column("all_sections", Integer, nullable=False),
    Column("search", Text, nullable=False),
    # this laptop's own
    Column("place", Text, nullable=False),
    Column("place_title", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("unsent", Integer, nullable=False),
    # worked out by the services, as above
    Column("team", Text, nullable=False, server_default=""),
    Column("service", Text, nullable=False, server_default=""),
    Column("meeting", Text, nullable=False, server_default=""),
)
Index("audit_by_state", audit.c.state, audit.c.changed_at, audit.c.id)
Index("audit_by_signing", audit.c.signed_at)
Index("audit_by_subject", audit.c.tool_id, audit.c.subject)

field = Table(
    "field",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    Column("op_id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    # Clustered by audit: opening one reads its own pages and no others, however many there are.
    sqlite_with_rowid=False,
)
# The two forms of one case are found without reading every field.
Index("field_by_pair", field.c.value, sqlite_where=text("path = 'about/pair'"))

# Which allocations were begun: there is one such field in some audits, and none in most.
Index("field_of_allocation", field.c.value, sqlite_where=field.c.path == "about/allocation")

document = Table(
    "document",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("audit", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
Index("document_by_audit", document.c.audit, document.c.id, unique=True)
Index("document_by_id", document.c.id)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("device_key", LargeBinary, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("address", Text, nullable=False),
)

own_key = Table(
    "own_key",
    metadata,
    Column("name", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, ForeignKey("person.id"), nullable=False),
    Column("incarnation", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("writes", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("unsent", Integer, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

tool_definition = Table(
    "tool_definition",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("canonical", LargeBinary, nullable=False),
)

add_action_table(metadata)
add_handover_tables(metadata)
add_left_table(metadata)
add_arrived_tables(metadata)
add_draft_table(metadata)
add_work_tables(metadata)
add_entry_tables(metadata)
add_entry_sum_tables(metadata)
add_improvement_table(metadata)
add_inbox_tables(metadata)
add_figure_tables(metadata)

schema_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", Text, primary_key=True),
)

TRIGGERS = (
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
"""Keep the counts of what is only on this laptop, so that nobody counts rows."""


@event.listens_for(metadata, "after_create")
def _add_triggers(_target: MetaData, connection: Connection, **_options: object) -> None:
    for trigger in (*TRIGGERS, *INBOX_TRIGGERS, *ENTRY_TRIGGERS):
        connection.exec_driver_sql(trigger)
