"""Export audits as tables for people who work out figures of their own; who exported what is recorded."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exports.columns import DATA, TABLES, Care, Group, Row, Table
from qa_desktop.domain.exports.export_ports import ExportStore, OpenSink
from qa_desktop.domain.exports.pseudonym import SECRET_BYTES, Pseudonyms
from qa_desktop.domain.exports.secret import keep_secret_change, kept_secret
from qa_desktop.domain.exports.wish import MAY_EXPORT, Detail, Exported, ExportWatch, ExportWish, Stopped
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.export_tables import ExportTables
from qa_desktop.services.note_access import Access, NoteAccess
from qa_desktop.services.show_figures import ShowFigures

SECRET_HERE = "export_secret"  # noqa: S105 - the name of a setting
"""Where the secret of somebody is kept who is no QA officer."""
TOLD_EVERY = 500
"""Audits."""


@dataclass(frozen=True, slots=True)
class ExportReads:
    """What exports read."""

    rows: ExportStore
    pinned_tool: Callable[[str], Tool]
    open_audit: Callable[[AuditId], Audit]
    desk: Callable[[], tuple[Operation, ...]]
    """Returns what QA officers keep among themselves."""
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class ExportJob:
    """An export that is allowed and recorded, and not written yet."""

    wish: ExportWish
    hide: Pseudonyms | None


class ExportAudits:
    """Exports what this laptop holds: signed audits alone, nothing restricted, and nothing of anybody's own."""

    def __init__(
        self, store: LocalStore, figures: ShowFigures, reads: ExportReads, note_access: NoteAccess, sink: OpenSink
    ) -> None:
        self._store = store
        self._figures = figures
        self._reads = reads
        self._note_access = note_access
        self._sink = sink

    def __call__(self, wish: ExportWish, place: Path, watch: ExportWatch | None = None) -> Exported:
        """Export into a place that is not there yet.

        Raises:
            NotAllowed: the role does not export in this detail, or something is there already.
            NotFound: the filter leaves no audit.
            DiskProblem: the place cannot be written; nothing is left there.
            Stopped: it was broken off; nothing is left there.
        """
        return self.write(self.begin(wish), place, watch or ExportWatch())

    def details(self) -> tuple[Detail, ...]:
        """Return in which detail the owner of this profile exports, the usual one first; none where they may not."""
        return tuple(one for one in Detail if self._store.owner.role in MAY_EXPORT[one])

    def begin(self, wish: ExportWish) -> ExportJob:
        """Check and record an export: before anything is out, so that a full disk lets nothing go unrecorded."""
        if wish.detail not in self.details():
            raise NotAllowed(_WHO[wish.detail])
        self._figures.audits(wish.filter)
        what = Access.DATA_EXPORTED if wish.detail is Detail.FULL else Access.PSEUDONYMS_EXPORTED
        with self._reads.rows.rows(wish.filter) as rows:
            ids = [AuditId(str(row[0])) for row in rows.ids()]
        if not ids:
            raise NotFound(
                "No signed audit on this laptop fits these filters. Choose a longer period or fewer filters."
            )
        self._note_access.of_many(ids, what)
        return ExportJob(wish, None if wish.detail is Detail.FULL else Pseudonyms(self._secret()))

    def write(self, job: ExportJob, place: Path, watch: ExportWatch) -> Exported:
        """Write an export that was begun; on any thread."""
        reads, practitioners = self._reads, self._figures.sees_people
        written: dict[str, int] = {}
        with reads.rows.rows(job.wish.filter) as rows, self._sink(job.wish, place) as sink:
            audits, left_out = rows.counts()
            tables = ExportTables(
                rows,
                reads.pinned_tool,
                reads.open_audit,
                job.hide,
                practitioners=practitioners,
                about=self._about(job, left_out),
            )
            for table in TABLES:
                counter = _Counter(table, audits if table in DATA else 0, watch)
                sink.write(table, counter(tables.of(table)))
                written[table.id] = counter.rows
        return Exported(place, written, left_out)

    def _about(self, job: ExportJob, left_out: int) -> tuple[Row, ...]:
        wanted, hide = job.wish.filter, job.hide
        if hide is not None:
            wanted = replace(wanted, practitioner=hide(Care.PERSON.value, wanted.practitioner))
        return (
            ("filters", self._figures.filter_words(wanted)),
            ("detail", job.wish.detail.label),
            ("made_at", self._reads.now().isoformat(timespec="seconds")),
            ("audits_left_out", str(left_out)),
        )

    def _secret(self) -> bytes:
        """Return the secret of the officers, or one's own where one is none; made where there is none yet."""
        if self._store.owner.role is not Role.QA_OFFICER:
            own = self._store.setting(SECRET_HERE)
            if not own:
                own = secrets.token_hex(SECRET_BYTES)
                self._store.set_setting(SECRET_HERE, own)
            return bytes.fromhex(own)
        kept = kept_secret(self._reads.desk())
        if kept is None:
            kept = secrets.token_bytes(SECRET_BYTES)
            self._store.append([keep_secret_change(kept)])
        return kept


_WHO = {
    Detail.FULL: "QA officers and heads of service export names and words. Managers export pseudonyms.",
    Detail.PSEUDONYMS: "QA officers, heads of service and managers export audits.",
}


class _Counter:
    """Counts the rows that go by, tells how far it is, and stops where that is wished."""

    def __init__(self, table: Table, audits: int, watch: ExportWatch) -> None:
        self._table = table
        self._audits = audits
        self._watch = watch
        self.rows = 0

    def __call__(self, groups: Iterable[Group]) -> Iterator[Group]:
        done, last = 0, None
        self._tell(0)
        for group in groups:
            first, rows = group
            self.rows += len(rows)
            if first != last:
                last = first
                done += 1
                if not done % TOLD_EVERY:
                    self._tell(done)
            yield group
        self._tell(self._audits)

    def _tell(self, done: int) -> None:
        if self._watch.stops():
            raise Stopped
        self._watch.tell(self._table.id, done, self._audits)
