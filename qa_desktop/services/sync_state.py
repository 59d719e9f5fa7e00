"""Tell how this laptop stands towards the server, and offer or save what was refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from qa_desktop.domain.arrivals import NOTHING_ARRIVED, Arrived
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
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import DiskProblem, NotFound
from qa_desktop.services.note_access import Access, NoteAccess
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
    arrived: Arrived = NOTHING_ARRIVED
    """What came from the server and is not checked yet."""
    standing: Standing = Standing.UNKNOWN
    """How the server says that this laptop stands."""
    are_lists_behind: bool = False
    """Whether what lists show of some audit is still to be worked out."""

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
        note_access: NoteAccess,
    ) -> None:
        self._store = stores.store
        self._sync = stores.sync
        self._handovers = stores.handovers
        self._open = open_audit
        self._server = server
        self._limit_days = limit_days
        self._note_access = note_access

    def __call__(self) -> SyncFacts:
        """Return everything that is known of sync on this laptop."""
        audits, refused = self._sync.audits(), self._sync.refusals()
        handovers = self._handovers.handovers(SHOWN_FILES)
        handed = chain.from_iterable(one.audits for one in handovers)
        titles = self._titles(chain((one.audit for one in audits), (one.audit for one in refused), handed))
        fields = _Fields(self._open)
        return SyncFacts(
            server=self._server(),
            unsent=self._store.unsent(),
            audits=tuple(
                AuditStanding(
                    audit_id=one.audit,
                    title=titles[one.audit],
                    unsent=one.unsent,
                    oldest=one.oldest,
                    refused=one.refused,
                    held=one.held,
                    to_settle=one.conflicts,
                    documents=one.documents_to_send,
                    quarantined=one.quarantined,
                    handed=one.handed,
                )
                for one in audits
            ),
            refused=tuple(
                RefusedChange(
                    one.op_id, one.audit, titles[one.audit], fields.title(one.audit, one.path), one.reason, one.at
                )
                for one in refused
            ),
            runs=self._sync.runs(SHOWN_RUNS),
            handed=self._handovers.handed_over(),
            arrived=self._sync.arrived(),
            are_lists_behind=bool(self._sync.to_summarise(most=1)),
            handovers=tuple(_file(one, titles) for one in handovers),
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
        refused = [one for one in self._sync.refusals() if one.op_id in wanted]
        titles, fields = self._titles(one.audit for one in refused), _Fields(self._open)
        for one in refused:
            held = (*self._store.operations(one.audit), *self._sync.restricted())
            operation = next(op for op in held if op.op_id == one.op_id)
            told.append(
                {
                    "audit": titles[one.audit],
                    "field": fields.title(one.audit, one.path),
                    "written": operation.client_time.isoformat(),
                    "value": operation.value,
                    "reason": one.reason,
                    "id": one.op_id,
                }
            )
        audits = dict.fromkeys(one.audit for one in refused if not is_standing(one.audit))
        self._note_access(audits, Access.CHANGES_EXPORTED)
        try:
            file.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8", errors="replace")
        except OSError as error:
            raise DiskProblem(f"The changes could not be written to {file.name}: {error.strerror}.") from error

    def _titles(self, audits: Iterable[AuditId]) -> dict[AuditId, str]:
        """Return the words by which people know these audits, as lists show them: no audit is opened for that."""
        wanted = set(audits)
        found = self._sync.titles(wanted)
        return {one: FROM_THE_AUTHORITY if is_standing(one) else found.get(one, NOT_HERE) for one in wanted}


class _Fields:
    """Knows what people call a field; opens an audit once, however many of its fields are asked after."""

    def __init__(self, open_audit: OpenAudit) -> None:
        self._open = open_audit
        self._tools: dict[AuditId, Tool | None] = {}

    def title(self, audit_id: AuditId, path: str) -> str:
        if audit_id not in self._tools:
            self._tools[audit_id] = self._tool(audit_id)
        tool = self._tools[audit_id]
        return path if tool is None else field_title(tool, path)

    def _tool(self, audit_id: AuditId) -> Tool | None:
        try:
            return self._open(audit_id).tool
        except NotFound:
            return None


def _file(one: Handover, titles: Mapping[AuditId, str]) -> HandedFile:
    name = one.name or short_address(one.recipient)
    named = tuple(titles[audit] for audit in one.audits)
    return HandedFile(named, name, one.made_at, one.confirmed_at, one.confirmed_by)


def short_address(address: str) -> str:
    """Return as much of an address as tells it from others."""
    return f"{address[:SHOWN_LETTERS]}…"
