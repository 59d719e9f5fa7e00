"""The encrypted store of one person: the log of operations and everything that is read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from qa_desktop.clock import local_day
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation
from qa_desktop.domain.parts import Part
from qa_desktop.domain.ports import Brought, NewDocument, SummaryFilter, SummaryUpdate
from qa_desktop.domain.record import AuditRecord, AuditSummary, HomeData, Person, SignedAudit, StoredDocument, Unsent
from qa_desktop.models import bringing, document_rows, home_rows, outbox_rows, part_rows, reading, taking_identity
from qa_desktop.models.bringing import Parcel
from qa_desktop.models.checkup import CheckReport, check_up
from qa_desktop.models.projecting import rebuild_projections
from qa_desktop.models.rows import shown
from qa_desktop.models.statements import COUNT_WRITE
from qa_desktop.models.store_parts import StoreParts
from qa_desktop.models.writing import Transaction, counter_of
from qa_desktop.settings import ProfilePlace

if TYPE_CHECKING:
    from qa_desktop.domain.allocation import Allocation
    from qa_desktop.domain.directory import Directory
    from qa_desktop.domain.holding import Hold
    from qa_desktop.domain.work_list import Scope, WorkCounts, WorkFilter, WorkLine


class SqlStore(StoreParts):
    """Implements `LocalStore` on SQLCipher. Writing calls are for one thread; each is one transaction."""

    def check(self) -> CheckReport:
        """Look at everything that can be wrong with the profile; nothing is changed."""
        return check_up(self._read, self._profile.place, self._profile.pen.clock.now())

    def rebuild_projections(self) -> int:
        """Work out anew every audit that is not shown as its log says; return how many there were."""
        with self._write() as run:
            return rebuild_projections(run)

    def take_identity_later(self, identity: PersonId) -> bool:
        """Let the profile become a person whom the server knows when it is opened next; False where it is too late.

        Raise NotAllowed where a PIN has to be removed first.
        """
        with self._write() as run:
            return taking_identity.ask(run, identity)

    @property
    def place_on_disk(self) -> ProfilePlace:
        """Where the profile lies."""
        return self._profile.place

    def close(self) -> None:
        """Close the database and give the profile free. The store is of no use afterwards."""
        self._profile.engine.dispose()
        self._profile.mirror.close()
        self._profile.lock.release()

    def append(
        self,
        changes: Sequence[Change],
        documents: Sequence[NewDocument] = (),
        summary: Mapping[AuditId, SummaryUpdate] | None = None,
        *,
        knows_of_hold: bool = True,
    ) -> tuple[Operation, ...]:
        """Turn changes into signed operations, durable on return; see `LocalStore.append`."""
        with self._write() as run:
            transaction = Transaction(run, self._profile.pen, knows_of_hold=knows_of_hold)
            operations = tuple(transaction.put(change) for change in changes)
            for document in documents:
                transaction.keep(document)
            transaction.summarise(summary or {})
            counter = transaction.finish()
        self._profile.mirror.note(counter)
        return operations

    def load(self, audit_id: AuditId) -> AuditRecord:
        """Return the audit with its current fields; raise NotFound."""
        with self._read() as run:
            return reading.audit(run, audit_id)

    def tool_definition(self, content_hash: str) -> bytes:
        """Return the canonical bytes of a pinned tool version; raise NotFound."""
        with self._read() as run:
            return reading.tool_definition(run, content_hash)

    def keep_tool(self, content_hash: str, canonical: bytes) -> None:
        """Keep a tool version for ever."""
        statement = "INSERT INTO tool_definition (hash, canonical) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"
        with self._write() as run:
            run(statement, (content_hash, canonical))

    def operations(self, audit_id: AuditId, *, with_private: bool = False) -> tuple[Operation, ...]:
        """Return the audit's operations in log order; private streams, and what is restricted, only on request."""
        with self._read() as run:
            return reading.told_operations(run, audit_id, with_private=with_private)

    def history(self, audit_id: AuditId, path: str) -> tuple[Operation, ...]:
        """Return the operations of one field, oldest first."""
        with self._read() as run:
            return reading.history(run, audit_id, path)

    def freeze(self, op_ids: Sequence[OperationId]) -> None:
        """Mark operations as offered."""
        with self._write() as run:
            outbox_rows.freeze(run, op_ids)
            counter = counter_of(run)
        self._profile.mirror.note(counter)

    def mark_sent(self, op_ids: Sequence[OperationId], at: datetime) -> None:
        """Take operations out of the outbox."""
        with self._write() as run:
            outbox_rows.mark_sent(run, op_ids, at)
            counter = counter_of(run)
        self._profile.mirror.note(counter)

    def bring(
        self, authors: Sequence[Person], operations: Sequence[Operation], documents: Sequence[StoredDocument]
    ) -> Brought:
        """Import operations and documents of others, all or none; raise InputProblem where one does not verify."""
        with self._write() as run:
            brought = bringing.bring(run, Parcel(authors, operations, documents), self._profile.pen)
            counter = counter_of(run)
        self._profile.mirror.note(counter)
        return brought

    def people(self) -> tuple[Person, ...]:
        """Return the owner and every author known here."""
        with self._read() as run:
            return reading.people(run)

    def directory(self) -> Directory:
        """Return who is who, as far as the server told it."""
        from qa_desktop.models import directory_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return directory_rows.read(run)

    def is_scrub_due(self) -> bool:
        """Tell whether words were deleted whose traces are still there."""
        from qa_desktop.models import scrubbing  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return scrubbing.is_due(run)

    def empty_the_log(self) -> None:
        """Cut the write-ahead log off; raise StoreInUse where it is being read."""
        from qa_desktop.models import scrubbing  # noqa: PLC0415 - not at start-up

        scrubbing.empty_the_log(self._profile.engine)

    def scrubbed(self) -> None:
        """Note that the traces of deleted words are gone."""
        from qa_desktop.models import scrubbing  # noqa: PLC0415 - not at start-up

        with self._write() as run:
            scrubbing.done(run)
            run(COUNT_WRITE)
            counter = counter_of(run)
        self._profile.mirror.note(counter)

    def allocations(self, person: str = "") -> tuple[Allocation, ...]:
        """Return what is allocated to a person, or to anybody that this laptop knows of, and not begun here."""
        from qa_desktop.models import allocation_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return allocation_rows.read(run, person)

    def signed_between(self, tools: Sequence[str], start: datetime, end: datetime) -> tuple[AuditId, ...]:
        """Return the audits that were signed with some tools from `start` on and before `end`."""
        from qa_desktop.models import sample_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return sample_rows.signed_between(run, tools, start, end)

    def disposals(self) -> tuple[Operation, ...]:
        """Return every order of a disposal that is known here."""
        from qa_desktop.models import disposing  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return disposing.orders(run)

    def holds(self) -> tuple[Hold, ...]:
        """Return every hold that stands, audit by audit, in the order of the server."""
        from qa_desktop.models import hold_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return hold_rows.in_force(run)

    def signed_by(self, day: date, *, or_met: bool) -> tuple[SignedAudit, ...]:
        """Return what was signed by a day, and with `or_met` what has a meeting in its year or before; few others."""
        from qa_desktop.models import due_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return due_rows.signed_by(run, day, or_met=or_met)

    def document(self, document_id: DocumentId) -> StoredDocument:
        """Return a document by its hash; raise NotFound."""
        with self._read() as run:
            return document_rows.by_id(run, document_id)

    def parts(self, audit_id: AuditId) -> tuple[Part, ...]:
        """Return who has what part in an audit."""
        with self._read() as run:
            return part_rows.of_audit(run, audit_id)

    def documents_of(self, audit_id: AuditId) -> tuple[StoredDocument, ...]:
        """Return the documents of an audit, oldest first, with their bytes."""
        with self._read() as run:
            return document_rows.of_audit(run, audit_id)

    def work(self, wanted: WorkFilter, teams: frozenset[str]) -> tuple[WorkLine, ...]:
        """Return a page of what is to be done because of audits."""
        from qa_desktop.models import work_list_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return work_list_rows.page(run, wanted, teams)

    def work_counts(self, scope: Scope, teams: frozenset[str], today: date) -> WorkCounts:
        """Return how much is to be done."""
        from qa_desktop.models import work_list_rows  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return work_list_rows.counts(run, scope, teams, today)

    def poor_words(self) -> str:
        """Return what poor grades are called here; empty where nothing is graded so."""
        from qa_desktop.models.home_work_rows import poor_words  # noqa: PLC0415 - not at start-up

        with self._read() as run:
            return poor_words(run)

    def summaries(self, wanted: SummaryFilter) -> tuple[AuditSummary, ...]:
        """Return a page of audits, most recently changed first."""
        with self._read() as run:
            return reading.summaries(run, wanted)

    def home(self) -> HomeData:
        """Return what the home page shows."""
        today = local_day(self._profile.pen.clock.now())
        with self._read() as run:
            return home_rows.read(run, today)

    def unsent(self) -> Unsent:
        """Return how much is only on this laptop, and since when."""
        with self._read() as run:
            return home_rows.unsent(run)

    def place(self, audit_id: AuditId) -> str:
        """Return where the work on this audit stopped."""
        with self._read() as run:
            return reading.place(run, audit_id)

    def set_place(self, audit_id: AuditId, place: str, title: str) -> None:
        """Remember where the work stopped."""
        statement = "UPDATE audit SET place = ?, place_title = ? WHERE id = ?"
        with self._write() as run:
            run(statement, (shown(place), shown(title), audit_id))

    def setting(self, name: str) -> str:
        """Return a local setting; empty where it was never set."""
        with self._read() as run:
            return reading.setting(run, name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a local setting."""
        statement = (
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        with self._write() as run:
            run(statement, (name, shown(value)))
