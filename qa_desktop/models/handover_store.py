"""The half of the local store that bundles and receipts need: each call is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from qa_desktop.domain.handover import (
    Confirmed,
    HandedOver,
    Handover,
    Receipt,
    Rehearsal,
    RehearsedAudit,
    Standing,
)
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.record import Person, StoredDocument
from qa_desktop.models import bringing, handover_rows, reading, sync_history
from qa_desktop.models.bringing import Parcel
from qa_desktop.models.incarnation import CounterMirror
from qa_desktop.models.rows import moment_text
from qa_desktop.models.statement import Run, Transactions
from qa_desktop.models.statements import COUNT_WRITE
from qa_desktop.models.writing import Pen, counter_of


class _TakenBackError(Exception):
    """Ends a transaction of which nothing is to be kept."""


class SqlHandoverStore:
    """Implements `HandoverStore` on SQLCipher."""

    def __init__(self, read: Transactions, write: Transactions, pen: Pen, mirror: CounterMirror) -> None:
        self._read = read
        self._plain_write = write
        self._pen = pen
        self._mirror = mirror

    def rehearse(
        self, authors: Sequence[Person], operations: Sequence[Operation], documents: Sequence[StoredDocument]
    ) -> Rehearsal:
        """Import in a transaction that is taken back; raise InputProblem where something does not verify."""
        rehearsed: list[Rehearsal] = []
        with suppress(_TakenBackError), self._plain_write() as run:
            rehearsed.append(_rehearsal(run, Parcel(authors, operations, documents), self._pen))
            raise _TakenBackError
        return rehearsed[0]

    def standing(self, person: Person) -> Standing:
        """Return what is known here of a person and their key."""
        with self._read() as run:
            return handover_rows.standing(run, person)

    def note(self, handover: Handover) -> None:
        """Remember a bundle that is about to be written."""
        with self._write() as run:
            handover_rows.note(run, handover)

    def forget(self, handover_id: str) -> None:
        """Forget a bundle that could not be written."""
        with self._write() as run:
            handover_rows.forget(run, handover_id)

    def handovers(self, most: int) -> tuple[Handover, ...]:
        """Return the latest bundles that were made here, newest first."""
        with self._read() as run:
            return handover_rows.latest(run, most)

    def handover(self, handover_id: str) -> Handover | None:
        """Return a bundle that was made here."""
        with self._read() as run:
            return handover_rows.by_id(run, handover_id)

    def confirm(self, receipt: Receipt, at: datetime) -> Confirmed:
        """Take what the receipt names out of what waits; raise InputProblem where it is for nothing made here."""
        with self._write() as run:
            return handover_rows.confirm(run, receipt, moment_text(at))

    def handed_over(self) -> HandedOver | None:
        """Return what is safe with somebody by file and not known to be on the server."""
        with self._read() as run:
            return handover_rows.handed_over(run)

    def held_here(self, op_ids: Collection[OperationId]) -> tuple[tuple[OperationId, bytes], ...]:
        """Return those of the operations that are in the log here, with their digests."""
        with self._read() as run:
            return handover_rows.held_here(run, op_ids)

    @contextmanager
    def _write(self) -> Iterator[Run]:
        """Lend a transaction that counts as a write, so that a copy of the store from before it is noticed."""
        with self._plain_write() as run:
            yield run
            run(COUNT_WRITE)
            counter = counter_of(run)
        self._mirror.note(counter)


def _rehearsal(run: Run, parcel: Parcel, pen: Pen) -> Rehearsal:
    known = {one for one, _ in handover_rows.held_here(run, [one.op_id for one in parcel.operations])}
    had = {document.id for document in parcel.documents if _is_here(run, document)}
    brought = bringing.bring(run, parcel, pen)

    def rehearsed(audit_id: AuditId) -> RehearsedAudit:
        new = (one.op_id for one in parcel.operations if one.stream.audit == audit_id and one.op_id not in known)
        documents = sum(one.audit_id == audit_id and one.id not in had for one in parcel.documents)
        operations = sync_history.in_server_order(run, audit_id)
        return RehearsedAudit(reading.audit(run, audit_id), operations, frozenset(new), documents)

    return Rehearsal(brought, tuple(rehearsed(audit_id) for audit_id in brought.audits))


def _is_here(run: Run, document: StoredDocument) -> bool:
    return (
        run("SELECT 1 FROM document WHERE audit = ? AND id = ?", (document.audit_id, document.id)).fetchone()
        is not None
    )
