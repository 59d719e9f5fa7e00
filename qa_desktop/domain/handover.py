"""What passes between two people as files: a handover, the receipt for it, and what each of them is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from qa_desktop.domain.ids import AuditId, DocumentId, OperationId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import Brought
from qa_desktop.domain.record import AuditRecord, Person, Role, StoredDocument

MAY_CONFIRM = frozenset({Role.QA_OFFICER, Role.MANAGER})
"""Who may say that work is safe with them: they relay whole audits of others to the server."""


class Standing(Enum):
    """What is known here of the person who signed a file."""

    CONFIRMED = "confirmed"
    """The server names this very key."""
    KNOWN = "known"
    """Seen before with this key."""
    STRANGER = "stranger"
    OTHER_KEY = "other_key"
    """Known here with another key: nothing of theirs is believed."""


@dataclass(frozen=True, slots=True)
class Handover:
    """A bundle that was made here. Only whoever could open it knows the token, so a receipt that names it is theirs."""

    id: str
    token: bytes
    recipient: str
    """The address ("age1...") for which the file was made."""
    name: str
    """Who that is; empty where nobody here has that address."""
    made_at: datetime
    audits: tuple[AuditId, ...]
    confirmed_at: datetime | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody says is safe with them, signed: operations by identity and digest, documents by hash."""

    sender: Person
    """Who signed it."""
    made_at: datetime
    handover: str
    token: bytes
    operations: tuple[tuple[OperationId, bytes], ...]
    documents: frozenset[DocumentId]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a receipt did here."""

    handover: Handover
    changes: int
    """How many wait no more to be sent; the server is still asked after them."""
    is_news: bool = True
    """False where the handover was confirmed before: then nothing was changed."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What is safe with somebody by file and not known to be on the server."""

    changes: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RehearsedAudit:
    """An audit as it would be after an import."""

    record: AuditRecord
    operations: tuple[Operation, ...]
    """All of it, in the server's order."""
    new: frozenset[OperationId]
    new_documents: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would do. Nothing of it was kept."""

    brought: Brought
    audits: tuple[RehearsedAudit, ...]


class HandoverStore(Protocol):
    """The half of the local store that files need. Every writing call is one transaction, durable when it returns."""

    def rehearse(
        self, authors: Sequence[Person], operations: Sequence[Operation], documents: Sequence[StoredDocument]
    ) -> Rehearsal:
        """Import in a transaction that is taken back; raise InputProblem where something does not verify."""
        ...

    def standing(self, person: Person) -> Standing:
        """Return what is known here of a person and their key."""
        ...

    def note(self, handover: Handover) -> None:
        """Remember a bundle that is about to be written."""
        ...

    def forget(self, handover_id: str) -> None:
        """Forget a bundle that could not be written."""
        ...

    def handovers(self, most: int) -> tuple[Handover, ...]:
        """Return the latest bundles that were made here, newest first."""
        ...

    def handover(self, handover_id: str) -> Handover | None:
        """Return a bundle that was made here."""
        ...

    def confirm(self, receipt: Receipt, at: datetime) -> Confirmed:
        """Take what the receipt names, unchanged, out of what waits; the server is still asked after it."""
        ...

    def handed_over(self) -> HandedOver | None:
        """Return what is safe with somebody by file and not known to be on the server."""
        ...

    def held_here(self, op_ids: Collection[OperationId]) -> tuple[tuple[OperationId, bytes], ...]:
        """Return those of the operations that are in the log here, with their digests."""
        ...
