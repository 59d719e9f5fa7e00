"""What the services need from the world outside, as protocols; `models` and tests provide them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qa_desktop.domain.figures.graded import GradedAudit
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId
from qa_desktop.domain.operation import Change, Operation
from qa_desktop.domain.record import AuditRecord, AuditState, AuditSummary, HomeData, Person, StoredDocument, Unsent


class NewIds(Protocol):
    """Makes identities. Time-ordered (UUIDv7) text of 36 characters."""

    def __call__(self) -> str:
        """Return a new identity."""
        ...


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to keep with an audit, in the same transaction as the operations that name it."""

    audit_id: AuditId
    kind: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import of operations did: how many were new, how many were here already."""

    new_operations: int
    known_operations: int
    new_documents: int
    audits: tuple[AuditId, ...]


@dataclass(frozen=True, slots=True)
class SummaryFilter:
    """Which audits to list; empty means all. `after` is the last row of the page before (keyset paging)."""

    state: AuditState | None = None
    text: str = ""
    tool_id: str = ""
    after: AuditSummary | None = None
    limit: int = 100


class LocalStore(Protocol):
    """The encrypted store of one person. Each writing call is one transaction, durable when it returns."""

    @property
    def owner(self) -> Person:
        """Whose store this is."""
        ...

    def append(
        self,
        changes: Sequence[Change],
        documents: Sequence[NewDocument] = (),
        summary: Mapping[AuditId, SummaryUpdate] | None = None,
        *,
        knows_of_hold: bool = True,
    ) -> tuple[Operation, ...]:
        """Turn changes into signed operations: log, projections, documents and outbox in one transaction.

        An unsent, unfrozen `set` of the same path by the owner is coalesced: it keeps op_id, base and seq. Setting the
        value that is there already does nothing and returns the standing operation. Raise NotAllowed where the audit is
        read-only here, DiskProblem where nothing could be written (then nothing was changed). What was written in a
        window that did not know yet that the audit is on hold is kept all the same, and marked as written on hold.
        """
        ...

    def load(self, audit_id: AuditId) -> AuditRecord:
        """Return the audit with its current fields; raise NotFound."""
        ...

    def tool_definition(self, content_hash: str) -> bytes:
        """Return the canonical bytes of a pinned tool version; raise NotFound."""
        ...

    def keep_tool(self, content_hash: str, canonical: bytes) -> None:
        """Keep a tool version for ever, as an audit pins it."""
        ...

    def operations(self, audit_id: AuditId, *, with_private: bool = False) -> tuple[Operation, ...]:
        """Return the audit's operations in log order; private streams, and what is restricted, only on request."""
        ...

    def history(self, audit_id: AuditId, path: str) -> tuple[Operation, ...]:
        """Return the operations of one field, oldest first."""
        ...

    def freeze(self, op_ids: Sequence[OperationId]) -> None:
        """Mark operations as offered: from now on they are never coalesced."""
        ...

    def mark_sent(self, op_ids: Sequence[OperationId], at: datetime) -> None:
        """Take operations out of the outbox."""
        ...

    def bring(
        self, authors: Sequence[Person], operations: Sequence[Operation], documents: Sequence[StoredDocument]
    ) -> Brought:
        """Import operations and documents of others, idempotently; every signature and body is checked first.

        Raise InputProblem where one does not verify; then nothing is imported.
        """
        ...

    def people(self) -> tuple[Person, ...]:
        """Return the owner and every author known here."""
        ...

    def document(self, document_id: DocumentId) -> StoredDocument:
        """Return a document by its hash; raise NotFound."""
        ...

    def documents_of(self, audit_id: AuditId) -> tuple[StoredDocument, ...]:
        """Return the documents of an audit, oldest first, with their bytes."""
        ...

    def summaries(self, wanted: SummaryFilter) -> tuple[AuditSummary, ...]:
        """Return a page of audits, most recently changed first."""
        ...

    def home(self) -> HomeData:
        """Return what the home page shows."""
        ...

    def unsent(self) -> Unsent:
        """Return how much is only on this laptop, and since when. Private streams never count."""
        ...

    def place(self, audit_id: AuditId) -> str:
        """Return where the work on this audit stopped (a step and field of ours); empty at the beginning."""
        ...

    def set_place(self, audit_id: AuditId, place: str, title: str) -> None:
        """Remember where the work stopped; local, never an operation."""
        ...

    def setting(self, name: str) -> str:
        """Return a local setting; empty where it was never set."""
        ...

    def set_setting(self, name: str, value: str) -> None:
        """Keep a local setting."""
        ...


@dataclass(frozen=True, slots=True)
class SummaryUpdate:
    """What lists show of an audit, worked out by the services with the tool at hand and stored with the change."""

    tool_title: str
    authority: str
    subject: str
    practitioner: str
    overall: str
    complete_sections: int
    all_sections: int
    actions: tuple[ActionRow, ...] = ()
    """Replaces the audit's action rows."""
    team: str = ""
    service: str = ""
    meeting: str = ""
    """ISO day of the last meeting; empty where there was none."""
    work: tuple[WorkRow, ...] = ()
    """Replaces the rows of what is to be done because of the audit."""
    links: tuple[str, ...] = ()
    """The audits to which it points."""
    entries: tuple[EntryRow, ...] | None = None
    """Replaces its entries in registers; None where no record with its tool stands in one."""
    improvements: tuple[ImprovementRow, ...] = ()
    """Replaces the rows of the lines of a plan of the service."""
    rows_stay: bool = False
    """Whether all is as it was written last but for how far the audit is."""
    graded: GradedAudit | None = None
    """What figures count of it; None for a draft."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as lists and reports read it."""

    id: str
    what: str
    who: str
    due: str
    """ISO day on which it is due, or looked at; empty where there is none."""
    done: bool
    person: str = ""
    """Who has it, where they are known in the directory."""
    owner: str = ""
    """The name of who has it, else their role."""
    team: str = ""
    service: str = ""
    state: str = "open"
    stage: str = "open"
    reviewed_on: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing to do because of an audit, as lists read it."""

    key: str
    kind: str
    what: str
    whose: str
    due: str
    """ISO day; empty where none is set."""
    closing: str
    done: bool
    step: str


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """One line of a plan of the service, as the list of improvement actions reads it."""

    id: str
    what: str
    who: str
    owner: str
    """The name of who has it, else their role."""
    person: str
    board: str
    source: str
    due: str
    """ISO day; empty where none is set."""
    state: str
    stage: str
    impact: str
    done_on: str
    since: str
    """ISO day of the first plan in which it stood."""
    mark: str
    """That it was carried over, or from where it was raised."""
    place: str
    """The step and path at which the record opens."""
    team: str
    service: str
    from_audit: str = ""
    """The plan before that holds the same line, and under which key."""
    from_id: str = ""
    amends: str = ""
    """The sealed note of the plan that this one corrects: every line of that plan is over."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A record as it stands in one register."""

    register: str
    day: str
    """ISO day by which it counts; empty where none is known yet."""
    of_whom: str
    words: str
    counted: tuple[tuple[str, str, str, int], ...] = ()
    """(question, code, label, how many), the code empty for a number that is added up."""
    amends: str = ""
    """The sealed note that it corrects: the record of that note does not count any more once this one is signed."""


class Sealer(Protocol):
    """Holds the owner's sealing key for a moment. Kept apart from the store: sealing may ask for a PIN."""

    @property
    def certificate(self) -> bytes:
        """X.509 DER of the P-256 key."""
        ...

    def private_key(self) -> bytes:
        """PKCS #8 DER of the key; lives only as long as one sealing."""
        ...
