"""Tell how this laptop stands towards the server, and offer or save what was refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qa_desktop.domain.authority import USUAL_LIMIT_DAYS
from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.field_words import field_title
from qa_desktop.domain.handover import HandedOver, Handover, HandoverStore
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.organisation import is_standing
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import Unsent
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.errors import DiskProblem, NotFound
from qa_desktop.services.open_audit import OpenAudit

SHOWN_RUNS = 20
SHOWN_FILES = 20
SHOWN_LETTERS = 12
FROM_THE_AUTHORITY = "Tools and settings of your authority"
NOT_HERE = "An audit that has not arrived whole"


@dataclass(frozen=True, slots=True)
class AuditStanding:
    """How one audit stands towards the server, with the words by which people know it."""

    audit_id: AuditId
    title: str
    unsent: int = 0
    oldest: datetime | None = None
    refused: int = 0
    held: int = 0
    to_settle: int = 0
    documents: int = 0
    quarantined: int = 0
    handed: int = 0


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """One change that the server will not take."""

    op_id: OperationId
    audit_id: AuditId
    audit_title: str
    field: str
    reason: str
    """A code of the protocol."""
    at: datetime


@dataclass(frozen=True, slots=True)
class HandedFile:
    """One bundle that was made here, with the words by which people know its audits."""

    titles: tuple[str, ...]
    to: str
    """A name, or an address where nobody here has it."""
    made_at: datetime
    confirmed_at: datetime | None
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """Everything that is known of sync on this laptop."""

    server: str
    """Its address; empty where none is set."""
    unsent: Unsent
    audits: tuple[AuditStanding, ...] = ()
    refused: tuple[RefusedChange, ...] = ()
    runs: tuple[RunReport, ...] = ()
    """Newest first."""
    limit_days: int = USUAL_LIMIT_DAYS
    """Working days after which unsent work is said more loudly."""
    handed: HandedOver | None = None
    handovers: tuple[HandedFile, ...] = ()
    """Bundles that were made here, newest first."""
    standing: Standing = Standing.UNKNOWN
    """How the server says that this laptop stands."""

    @property
    def drift(self) -> timedelta | None:
        """How far this laptop's clock is ahead of the server's; None where it was never compared."""
        return next((run.drift for run in self.runs if run.drift is not None), None)

    @property
    def last_sync(self) -> datetime | None:
        """When everything last went through."""
        return next((run.ended_at for run in self.runs if run.outcome is Outcome.DONE), None)


@dataclass(frozen=True, slots=True)
class Stores:
    """The halves of the local store."""

    store: LocalStore
    sync: SyncStore
    handovers: HandoverStore


class SyncState:
    """Reads what is known."""

    def __init__(
        self,
        stores: Stores,
        open_audit: OpenAudit,
        server: Callable[[], str],
        limit_days: Callable[[], int],
    ) -> None:
        self._store = stores.store
        self._sync = stores.sync
        self._handovers = stores.handovers
        self._open = open_audit
        self._server = server
        self._limit_days = limit_days

    def __call__(self) -> SyncFacts:
        """Return everything that is known of sync on this laptop."""
        return SyncFacts(
            server=self._server(),
            unsent=self._store.unsent(),
            audits=tuple(
                AuditStanding(
                    audit_id=one.audit,
                    title=self._title(one.audit),
                    unsent=one.unsent,
                    oldest=one.oldest,
                    refused=one.refused,
                    held=one.held,
                    to_settle=one.conflicts,
                    documents=one.documents_to_send,
                    quarantined=one.quarantined,
                    handed=one.handed,
                )
                for one in self._sync.audits()
            ),
            refused=tuple(
                RefusedChange(
                    one.op_id, one.audit, self._title(one.audit), self._field(one.audit, one.path), one.reason, one.at
                )
                for one in self._sync.refusals()
            ),
            runs=self._sync.runs(SHOWN_RUNS),
            handed=self._handovers.handed_over(),
            handovers=tuple(self._file(one) for one in self._handovers.handovers(SHOWN_FILES)),
            limit_days=self._limit_days(),
            standing=self.standing(),
        )

    def standing(self) -> Standing:
        """Return how this laptop stood with the server when it said so last."""
        said = self._sync.standing()
        return Standing.of(said) if said else Standing.UNKNOWN

    def save_refused(self, op_ids: Sequence[OperationId], file: Path) -> None:
        """Write refused changes into a file that can be read and kept; raise DiskProblem."""
        wanted = set(op_ids)
        told = []
        for one in self._sync.refusals():
            if one.op_id in wanted:
                operation = next(op for op in self._store.operations(one.audit) if op.op_id == one.op_id)
                told.append(
                    {
                        "audit": self._title(one.audit),
                        "field": self._field(one.audit, one.path),
                        "written": operation.client_time.isoformat(),
                        "value": operation.value,
                        "reason": one.reason,
                        "id": one.op_id,
                    }
                )
        try:
            file.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8", errors="replace")
        except OSError as error:
            raise DiskProblem(f"The changes could not be written to {file.name}: {error.strerror}.") from error

    def _file(self, one: Handover) -> HandedFile:
        titles = tuple(self._title(audit) for audit in one.audits)
        return HandedFile(
            titles, one.name or short_address(one.recipient), one.made_at, one.confirmed_at, one.confirmed_by
        )

    def _title(self, audit_id: AuditId) -> str:
        if is_standing(audit_id):
            return FROM_THE_AUTHORITY
        try:
            audit = self._open(audit_id)
        except NotFound:
            return NOT_HERE
        return f"{audit.subject} · {audit.tool.title}" if audit.subject else audit.tool.title

    def _field(self, audit_id: AuditId, path: str) -> str:
        try:
            return field_title(self._open(audit_id).tool, path)
        except NotFound:
            return path


def short_address(address: str) -> str:
    """Return as much of an address as tells it from others."""
    return f"{address[:SHOWN_LETTERS]}…"
