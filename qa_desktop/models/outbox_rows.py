"""What is only on this laptop: offered, sent, or still waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from qa_desktop.domain.ids import OperationId
from qa_desktop.models.rows import moment_text

CHUNK = 500
"""How many identities one statement names."""


def freeze(connection: Connection, op_ids: Sequence[OperationId]) -> None:
    """Mark operations as offered: they are never coalesced again."""
    for chunk in _chunks(op_ids):
        connection.exec_driver_sql(f"UPDATE operation SET frozen = 1 WHERE op_id IN ({_marks(chunk)})", chunk)  # noqa: S608 - marks


def mark_sent(connection: Connection, op_ids: Sequence[OperationId], at: datetime) -> None:
    """Take operations out of the outbox, with the moment at which they were acknowledged."""
    for chunk in _chunks(op_ids):
        named = f"op_id IN ({_marks(chunk)})"
        connection.exec_driver_sql(
            f"UPDATE operation SET frozen = 1, sent_at = coalesce(sent_at, ?) WHERE {named}",  # noqa: S608 - marks
            (moment_text(at), *chunk),
        )
        connection.exec_driver_sql(
            f"DELETE FROM outbox WHERE pos IN (SELECT pos FROM operation WHERE {named})",  # noqa: S608 - marks
            chunk,
        )


def freeze_everything(connection: Connection) -> None:
    """Mark all operations as offered: an earlier life of this store may have offered them."""
    connection.exec_driver_sql("UPDATE operation SET frozen = 1 WHERE frozen = 0")


def _chunks(op_ids: Sequence[OperationId]) -> Iterator[tuple[OperationId, ...]]:
    for start in range(0, len(op_ids), CHUNK):
        yield tuple(op_ids[start : start + CHUNK])


def _marks(chunk: Sequence[OperationId]) -> str:
    return ", ".join("?" for _ in chunk)
