"""Finds the audits that belong together: lead, peer and moderation, or a first and a second reading."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.models import pair_rows
from qa_desktop.models.statement import Transactions


class SqlPairStore:
    """Reads by an index of its own; nothing is kept twice."""

    def __init__(self, read: Transactions) -> None:
        self._read = read

    def members(self, pair: str) -> tuple[AuditId, ...]:
        """Return the audits that belong to a pair, its moderation among them."""
        with self._read() as run:
            return pair_rows.members(run, pair)

    def to_moderate(self, after: str, limit: int) -> tuple[str, ...]:
        """Return pairs that may have to be moderated, the newest first, behind the last of the page before."""
        with self._read() as run:
            return pair_rows.to_moderate(run, after, limit)

    def moderated(self, after: str, limit: int) -> tuple[str, ...]:
        """Return the pairs with a signed moderation, the newest first, behind the last of the page before."""
        with self._read() as run:
            return pair_rows.moderated(run, after, limit)

    def signed_between(self, start: datetime, end: datetime) -> tuple[str, ...]:
        """Return the pairs whose later form was signed from `start` on and before `end`."""
        with self._read() as run:
            return pair_rows.signed_between(run, start, end)

    def second_readings(self, start: datetime, end: datetime) -> tuple[tuple[AuditId, AuditId], ...]:
        """Return first audits with their second readings that were signed from `start` on and before `end`."""
        with self._read() as run:
            return pair_rows.second_readings(run, start, end)
