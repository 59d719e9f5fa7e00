"""Finds one's own audits whose case may belong to a team that the server was not told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from qa_desktop.domain.case_team import KNOWN_FROM, CaseToName, told_team
from qa_desktop.domain.ids import AuditId
from qa_desktop.models import directory_rows, reading, sync_rows
from qa_desktop.models.rows import OPERATION_COLUMNS, Row, moment, moment_text, operation_from, text
from qa_desktop.models.statement import Run, Transactions, the_one

_LOOKED = "case_teams_looked_at"
"""The setting that keeps how far was looked, and by which directory."""
_CHANGED = (
    "SELECT a.id, a.team, a.practitioner, a.signed_at, a.changed_at FROM audit a "
    "JOIN part p ON p.audit = a.id AND p.relation = 'owner' AND p.person = ? "
    "WHERE a.state = ? AND a.changed_at >= ? AND a.read_only_reason = ''"
)
_GIVEN = (
    f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = ? AND path = '' "  # noqa: S608 - constants of ours
    "AND kind IN ('grant', 'withdraw') ORDER BY pos"
)
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


class SqlCaseTeamStore:
    """Reads by the moment of the last change: a sync without news looks at no audit."""

    def __init__(self, read: Transactions, write: Transactions, now: Callable[[], datetime]) -> None:
        self._read = read
        self._write = write
        self._now = now

    def to_name(self) -> tuple[tuple[CaseToName, ...], str]:
        """Return own audits that changed since the last look, all of them where the directory did; and the new mark.

        Nothing, and no mark, before the server is one that knows what would be told.
        """
        with self._read() as run:
            known = directory_rows.state(run)
            if sync_rows.server_protocol(run) < KNOWN_FROM or not known:
                return (), ""
            by, _, since = reading.setting(run, _LOOKED).rpartition(" ")
            # A clock that ran ahead must not hide what changed since.
            since = since if by == known and since <= moment_text(self._now()) else ""
            (owner,) = the_one(run("SELECT owner FROM device"))
            rows = [row for state in ("draft", "signed") for row in run(_CHANGED, (owner, state, since))]
            mark = max((text(row[4]) for row in rows), default=since)
            return tuple(_case(run, row) for row in rows), f"{known} {mark}"

    def looked(self, mark: str) -> None:
        """Keep how far was looked."""
        with self._read() as run:
            if reading.setting(run, _LOOKED) == mark:
                return
        with self._write() as run:
            run(_KEEP, (_LOOKED, mark))


def _case(run: Run, row: Row) -> CaseToName:
    audit_id, team, worker, signed_at, _ = row
    given = [operation_from(one) for one in run(_GIVEN, (text(audit_id),))]
    return CaseToName(
        AuditId(text(audit_id)),
        text(team),
        text(worker),
        None if signed_at is None else moment(signed_at),
        told_team(given),
    )
