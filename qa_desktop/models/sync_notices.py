"""Keeps what sync brings and sends beside the operations: what waits to be taken in, drafts, reports of access."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from qa_desktop.domain.exchange import AccessRecord, Aside, UnderWay
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.models import sync_rows
from qa_desktop.models.reading import setting
from qa_desktop.models.rows import moment, moment_text, number, shown, text
from qa_desktop.models.statement import Transactions

ASIDE_MARK, UNDER_WAY_MARK = "sync_aside", "sync_under_way"
_SET = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
_ASIDE_COLUMNS = "op_id, audit, author, name, stream, kind, path, at, wanted"
_ASIDE = f"SELECT {_ASIDE_COLUMNS} FROM aside ORDER BY audit, at, op_id"  # noqa: S608 - constants of ours
_WANTED = "SELECT op_id FROM aside WHERE wanted = 1 ORDER BY audit, at, op_id"
_ADD_ASIDE = f"INSERT OR REPLACE INTO aside ({_ASIDE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above
_UNDER_WAY_COLUMNS = "audit, tool, owner, name, state, begun, changed, version, concern"
_UNDER_WAY = f"SELECT {_UNDER_WAY_COLUMNS} FROM under_way ORDER BY changed DESC, audit"  # noqa: S608 - as above
_ADD_UNDER_WAY = f"INSERT INTO under_way ({_UNDER_WAY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above
_UNREPORTED = "SELECT id, audit, what, at FROM access_record WHERE reported_at IS NULL ORDER BY number LIMIT ?"


class SqlNotices:
    """Implements `NoticeStore` on SQLCipher, for the store of sync to build on."""

    def __init__(self, read: Transactions, write: Transactions) -> None:
        self._reading = read
        self._writing = write

    def set_aside_there(self) -> tuple[OperationId, ...]:
        """Return operations that the server keeps in quarantine."""
        with self._reading() as run:
            return sync_rows.set_aside_there(run)

    def compare_set_aside(self, kept: Collection[OperationId], taken: Collection[OperationId], at: datetime) -> None:
        """Note what was taken in; what is neither kept nor taken is asked after."""
        with self._writing() as run:
            sync_rows.compare_set_aside(run, kept, taken, moment_text(at))

    def aside(self) -> tuple[Aside, ...]:
        """Return what waits for the owner of this profile to take it in."""
        with self._reading() as run:
            return tuple(
                Aside(
                    op_id=OperationId(text(row[0])),
                    audit=AuditId(text(row[1])),
                    author=PersonId(text(row[2])),
                    name=text(row[3]),
                    stream=text(row[4]),
                    kind=text(row[5]),
                    path=text(row[6]),
                    at=moment(row[7]),
                    wanted=bool(number(row[8])),
                )
                for row in run(_ASIDE)
            )

    def wanted(self) -> tuple[OperationId, ...]:
        """Return which of it the owner said is to be taken in."""
        with self._reading() as run:
            return tuple(OperationId(text(row[0])) for row in run(_WANTED))

    def replace_aside(self, lines: Sequence[Aside], mark: str) -> None:
        """Keep what the server says waits; what is wanted stays wanted."""
        with self._writing() as run:
            wanted = {text(row[0]) for row in run(_WANTED)}
            run("DELETE FROM aside")
            for one in lines:
                words = (shown(one.name), shown(one.stream), shown(one.kind), shown(one.path))
                is_wanted = int(one.op_id in wanted)
                run(_ADD_ASIDE, (one.op_id, one.audit, one.author, *words, moment_text(one.at), is_wanted))
            run(_SET, (ASIDE_MARK, mark))

    def want(self, op_ids: Collection[OperationId]) -> None:
        """Note what is to be taken in with the next run."""
        with self._writing() as run:
            for op_id in op_ids:
                run("UPDATE aside SET wanted = 1 WHERE op_id = ?", (op_id,))

    def replace_under_way(self, lines: Sequence[UnderWay], mark: str) -> None:
        """Keep the list of drafts."""
        with self._writing() as run:
            run("DELETE FROM under_way")
            for one in lines:
                words = (shown(one.tool), one.owner, shown(one.name), shown(one.state))
                moments = (moment_text(one.begun), moment_text(one.changed))
                run(_ADD_UNDER_WAY, (one.audit, *words, *moments, shown(one.version), shown(one.concern)))
            run(_SET, (UNDER_WAY_MARK, mark))

    def under_way(self) -> tuple[UnderWay, ...]:
        """Return the list of drafts, the last changed first."""
        with self._reading() as run:
            return tuple(
                UnderWay(
                    audit=AuditId(text(row[0])),
                    tool=text(row[1]),
                    owner=PersonId(text(row[2])),
                    name=text(row[3]),
                    state=text(row[4]),
                    begun=moment(row[5]),
                    changed=moment(row[6]),
                    version=text(row[7]),
                    concern=text(row[8]),
                )
                for row in run(_UNDER_WAY)
            )

    def marks(self) -> tuple[str, str]:
        """Return the marks of what waits and of the drafts as they were last kept."""
        with self._reading() as run:
            return setting(run, ASIDE_MARK), setting(run, UNDER_WAY_MARK)

    def note_access(self, record: AccessRecord) -> None:
        """Add to the record of access."""
        self.note_accesses((record,))

    def note_accesses(self, records: Sequence[AccessRecord]) -> None:
        """Add several to the record of access."""
        rows = [(one.id, one.audit, one.what, moment_text(one.at)) for one in records]
        with self._writing() as run:
            run.many("INSERT INTO access_record (id, audit, what, at) VALUES (?, ?, ?, ?)", rows)

    def unreported(self, most: int) -> tuple[AccessRecord, ...]:
        """Return records of access that the server does not have yet."""
        with self._reading() as run:
            return tuple(
                AccessRecord(text(row[0]), AuditId(text(row[1])), text(row[2]), moment(row[3]))
                for row in run(_UNREPORTED, (most,))
            )

    def reported(self, records: Sequence[AccessRecord], at: datetime) -> None:
        """Note that the server has these records."""
        with self._writing() as run:
            for one in records:
                run("UPDATE access_record SET reported_at = ? WHERE id = ?", (moment_text(at), one.id))
