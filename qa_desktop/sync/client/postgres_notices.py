"""Asks the server for what goes beside the operations: what waits to be taken in, drafts, leases, reports of access."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import LiteralString, cast
from uuid import UUID

from qa_desktop.domain.exchange import AccessRecord, Aside, Lease, UnderWay
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.sync.client.feed_rows import EPOCH, MILLISECOND
from qa_desktop.sync.client.sendable import is_identity
from qa_desktop.sync.client.under_way import Cell

Ask = Callable[..., list[tuple[Cell, ...]]]
"""Takes a statement and its values."""

_QUARANTINED: LiteralString = "SELECT op_id, taken FROM qa.quarantined()"
_ASIDE: LiteralString = "SELECT op_id, audit, author, name, stream, kind, path, at FROM qa.aside()"
_TAKE_IN: LiteralString = "SELECT op_id FROM qa.take_in(%b::uuid[])"
# An older server tells neither the version nor of concerns.
_UNDER_WAY: LiteralString = (
    "SELECT audit, tool, owner, name, state, begun, changed, to_jsonb(u) ->> 'version', to_jsonb(u) ->> 'concern' "
    "FROM qa.under_way() u"
)
_REPORT: LiteralString = "SELECT qa.report_access(%b::uuid[], %b::text[], %b::text[], %b::bigint[])"
_LEASE: LiteralString = "SELECT holder, name, since, until FROM qa.lease(%s::text, %s::int)"


class PostgresNotices:
    """Implements `NoticeLine`, for the transport to build on."""

    def __init__(self, ask: Ask) -> None:
        self._question = ask

    def quarantined(self) -> Mapping[OperationId, bool]:
        """Return what the server keeps of this person in quarantine, and whether it was taken in."""
        return {OperationId(str(row[0])): bool(row[1]) for row in self._question(_QUARANTINED)}

    def aside(self) -> tuple[Aside, ...]:
        """Return what others wrote and waits for this person to take it in."""
        return tuple(
            Aside(
                op_id=OperationId(str(row[0])),
                audit=AuditId(str(row[1])),
                author=PersonId(str(row[2])),
                name=str(row[3]),
                stream=str(row[4]).partition("/")[2],
                kind=str(row[5]),
                path=str(row[6]),
                at=cast("datetime", row[7]),
            )
            for row in self._question(_ASIDE)
        )

    def take_in(self, op_ids: Sequence[OperationId]) -> None:
        """Take in what waits."""
        self._question(_TAKE_IN, [UUID(one) for one in op_ids if is_identity(one)])

    def under_way(self) -> tuple[UnderWay, ...]:
        """Return the drafts of which this person may know."""
        return tuple(
            UnderWay(
                audit=AuditId(str(row[0])),
                tool=str(row[1] or ""),
                owner=PersonId(str(row[2])),
                name=str(row[3]),
                state=str(row[4]),
                begun=cast("datetime", row[5]),
                changed=cast("datetime", row[6] or row[5]),
                version=str(row[7] or ""),
                concern=str(row[8] or ""),
            )
            for row in self._question(_UNDER_WAY)
        )

    def report_access(self, records: Sequence[AccessRecord]) -> None:
        """Report what was looked at."""
        self._question(
            _REPORT,
            [UUID(one.id) for one in records],
            [one.audit for one in records],
            [one.what for one in records],
            [(one.at - EPOCH) // MILLISECOND for one in records],
        )

    def lease(self, audit: AuditId, minutes: int) -> Lease | None:
        """Say that an audit is open here, or not any more; return who has it open."""
        rows = self._question(_LEASE, audit, minutes)
        if not rows:
            return None
        holder, name, since, until = rows[0]
        return Lease(PersonId(str(holder)), str(name), cast("datetime", since), cast("datetime", until))
