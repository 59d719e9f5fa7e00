"""What is only on this laptop: offered, sent, or still waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from qa_desktop.domain.ids import OperationId
from qa_desktop.models.rows import moment_text
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import COUNT_WRITE

CHUNK = 500
"""How many identities one statement names."""


def freeze(run: Run, op_ids: Sequence[OperationId]) -> None:
    """Mark operations as offered: they are never coalesced again."""
    run(COUNT_WRITE)
    for chunk in _chunks(op_ids):
        run(f"UPDATE operation SET frozen = 1 WHERE op_id IN ({_marks(chunk)})", chunk)  # noqa: S608 - marks


def mark_sent(run: Run, op_ids: Sequence[OperationId], at: datetime) -> None:
    """Take operations out of the outbox, with the moment at which they were acknowledged."""
    run(COUNT_WRITE)
    for chunk in _chunks(op_ids):
        named = f"op_id IN ({_marks(chunk)})"
        run(
            f"UPDATE operation SET frozen = 1, sent_at = coalesce(sent_at, ?) WHERE {named}",  # noqa: S608 - marks
            (moment_text(at), *chunk),
        )
        run(
            f"DELETE FROM outbox WHERE pos IN (SELECT pos FROM operation WHERE {named})",  # noqa: S608 - marks
            chunk,
        )


def freeze_everything(run: Run) -> None:
    """Mark all operations as offered: an earlier life of this store may have offered them."""
    run("UPDATE operation SET frozen = 1 WHERE frozen = 0")


def _chunks(op_ids: Sequence[OperationId]) -> Iterator[tuple[OperationId, ...]]:
    for start in range(0, len(op_ids), CHUNK):
        yield tuple(op_ids[start : start + CHUNK])


def _marks(chunk: Sequence[OperationId]) -> str:
    return ", ".join("?" for _ in chunk)
