"""The half of the local store that only sync writes: each call is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from qa_desktop.domain.directory import DirectoryNews
from qa_desktop.domain.exchange import (
    Acquaintance,
    Answer,
    AuditSync,
    BlobName,
    Head,
    Held,
    Placed,
    Received,
    Refusal,
    RunReport,
    Summarised,
    Unsummarised,
    Verdict,
)
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.models import (
    directory_rows,
    reading,
    redacting,
    sync_blobs,
    sync_history,
    sync_leaving,
    sync_left,
    sync_receiving,
    sync_rows,
    sync_trust,
)
from qa_desktop.models.erasing import erase
from qa_desktop.models.incarnation import CounterMirror
from qa_desktop.models.rows import moment_text
from qa_desktop.models.statement import Run, Transactions
from qa_desktop.models.statements import COUNT_WRITE
from qa_desktop.models.sync_arrivals import SqlArrivals
from qa_desktop.models.writing import Pen, counter_of


class SqlSyncStore(SqlArrivals):
    """Implements `SyncStore` on SQLCipher."""

    def __init__(self, read: Transactions, write: Transactions, pen: Pen, mirror: CounterMirror) -> None:
        super().__init__(read, self._write, pen)
        self._read = read
        self._plain_write = write
        self._mirror = mirror
        self._in_use: AuditId | None = None

    def epoch(self) -> str:
        """Return the epoch of the server that this laptop is in; empty before the first run."""
        with self._read() as run:
            return sync_rows.epoch(run)

    def incarnation(self) -> str:
        """Return the life of this store in which it writes."""
        with self._read() as run:
            return counter_of(run).incarnation

    def to_repair(self) -> tuple[Stream, ...]:
        """Return the streams that have another chain here than on the server."""
        with self._read() as run:
            return sync_receiving.to_repair(run)

    def begin_epoch(self, epoch: str) -> None:
        """Forget every place on the server; what is held here is asked after again."""
        with self._write() as run:
            sync_receiving.begin_epoch(run, epoch, self._pen)

    def next_to_send(self, after: int, most: int, most_bytes: int) -> tuple[int, tuple[Operation, ...]]:
        """Freeze the next operations of the outbox; return where to go on, and them."""
        with self._write() as run:
            return sync_rows.next_to_send(run, after, most, most_bytes)

    def settle(self, answers: Sequence[Answer], at: datetime) -> None:
        """Note what the server did with what was offered."""
        with self._write() as run:
            sync_rows.settle(run, answers, moment_text(at))
            sync_receiving.undo_refused(run, [one.op_id for one in answers if one.verdict is Verdict.REFUSED])
            erase(run, sync_rows.ordered_among(run, [one.op_id for one in answers]))

    def to_ask_after(self, most: int) -> tuple[OperationId, ...]:
        """Return operations of which it is not known whether the server holds them."""
        with self._read() as run:
            return sync_rows.to_ask_after(run, most)

    def asked_after(self, asked: Collection[OperationId], held_there: Collection[OperationId]) -> None:
        """Put into the outbox what the server lacks, and note as delivered what it holds."""
        with self._write() as run:
            sync_rows.asked_after(run, asked, held_there, moment_text(self._pen.clock.now()))

    def strangers(self, authors: Collection[PersonId]) -> tuple[PersonId, ...]:
        """Return whose keys have to be asked for."""
        with self._read() as run:
            return sync_rows.strangers(run, authors)

    def meet(self, people: Sequence[Acquaintance]) -> None:
        """Remember people and their keys."""
        with self._write() as run:
            sync_trust.meet(run, people)

    def known_people(self) -> tuple[PersonId, ...]:
        """Return everybody whose keys are known here."""
        with self._read() as run:
            return sync_trust.known_people(run)

    def keys_version(self) -> str:
        """Return which version of everybody's keys is known here."""
        with self._read() as run:
            return sync_trust.keys_version(run)

    def note_keys_version(self, version: str) -> None:
        """Note that the keys of this version are known."""
        with self._write() as run:
            sync_trust.note_keys_version(run, version)

    def note_standing(self, standing: str) -> None:
        """Note how the server says that this laptop stands."""
        with self._write() as run:
            sync_trust.note_standing(run, standing)

    def standing(self) -> str:
        """Return how this laptop stood when the server said so last; empty where it never did."""
        with self._read() as run:
            return sync_trust.standing(run)

    def has_unproved(self) -> bool:
        """Tell whether anything that could not be proved is held back."""
        with self._read() as run:
            return sync_rows.has_unproved(run)

    def retry_unproved(self) -> Received:
        """Try again what could not be proved."""
        with self._write() as run:
            return sync_receiving.retry_unproved(run, self._pen)

    def heads_to_check(self, most: int) -> Mapping[Stream, Head]:
        """Return heads of streams, those checked longest ago first."""
        with self._read() as run:
            return sync_rows.heads_to_check(run, most)

    def heads_checked(self, streams: Collection[Stream]) -> None:
        """Note that the server confirmed these heads."""
        with self._write() as run:
            sync_rows.heads_checked(run, streams)

    def replace_stream(self, stream: Stream, placed: Sequence[Placed]) -> Received:
        """Take the server's whole stream for what it is."""
        with self._write() as run:
            return sync_receiving.replace_stream(run, stream, placed, self._pen)

    def leave_revoked(self) -> tuple[AuditId, ...]:
        """Take what was revoked out of sight, once nothing of it is unsent or refused."""
        with self._write() as run:
            return sync_leaving.leave_revoked(run, self._in_use)

    def keep_in_sight(self, audit_id: AuditId | None) -> None:
        """Leave this audit where it is though it was revoked, until another one, or none, is named. On any thread."""
        self._in_use = audit_id

    def out_of_place(self) -> tuple[AuditId, ...]:
        """Return audits of which something is here and the feed says nothing."""
        with self._read() as run:
            return sync_left.out_of_place(run)

    def wipe_out_of_place(self, entries: Collection[OperationId]) -> None:
        """Delete the words of these entries, and their documents, where the feed will not tell of it."""
        with self._write() as run:
            redacting.wipe_left_behind(run, entries)
            erase(run, redacting.wipe_without_place(run, entries))

    def keeps_left_behind(self) -> bool:
        """Tell whether anything that is out of sight waits for a backup of the server."""
        with self._read() as run:
            return sync_left.is_any(run)

    def forget_left_behind(self, backed_up: datetime | None, run_began: datetime) -> None:
        """Forget of it what a tested backup of the server holds."""
        with self._write() as run:
            sync_left.forget(run, backed_up, run_began)

    def blobs_to_send(self, most: int) -> tuple[BlobName, ...]:
        """Return blobs that can be sent now."""
        with self._read() as run:
            return sync_rows.blobs_to_send(run, most)

    def blobs_to_fetch(self, most: int) -> tuple[BlobName, ...]:
        """Return blobs that are named and not here."""
        with self._read() as run:
            return sync_rows.blobs_to_fetch(run, most)

    def put_blobs_back(self, names: Collection[BlobName]) -> None:
        """Put these blobs behind all others that are to be sent or fetched."""
        with self._write() as run:
            sync_rows.put_blobs_back(run, names)

    def blob(self, name: BlobName) -> bytes:
        """Return the bytes of a blob that is here; raise NotFound."""
        with self._read() as run:
            return sync_blobs.content(run, name)

    def blob_sent(self, name: BlobName) -> None:
        """Note that the server holds the blob."""
        with self._write() as run:
            sync_rows.blob_is(run, name, "sent")

    def keep_blob(self, name: BlobName, data: bytes) -> bool:
        """Keep a blob that arrived; False where its bytes are not those that were named."""
        with self._write() as run:
            return sync_blobs.keep(run, name, data)

    def directory_state(self) -> str:
        """Return what the server last said of the directory."""
        with self._read() as run:
            return directory_rows.state(run)

    def keep_directory(self, news: DirectoryNews, at: datetime) -> None:
        """Keep who is who."""
        with self._write() as run:
            directory_rows.keep(run, news, at)

    def note_run(self, report: RunReport) -> None:
        """Add a run to the history."""
        with self._write() as run:
            sync_history.add_run(run, report)

    def runs(self, most: int) -> tuple[RunReport, ...]:
        """Return the latest runs, newest first."""
        with self._read() as run:
            return sync_history.runs(run, most)

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what the server refused, newest first."""
        with self._read() as run:
            return sync_history.refusals(run)

    def offer_again(self, op_ids: Collection[OperationId]) -> None:
        """Put refused operations back into the outbox."""
        with self._write() as run:
            sync_rows.offer_again(run, op_ids)

    def meet_server(self, protocol: int) -> None:
        """Note which version of the protocol the server speaks."""
        with self._write() as run:
            sync_rows.meet_server(run, protocol)

    def held(self) -> tuple[Held, ...]:
        """Return what was held back."""
        with self._read() as run:
            return sync_history.held(run)

    def audits(self) -> tuple[AuditSync, ...]:
        """Return every audit of which something is not settled with the server."""
        with self._read() as run:
            return sync_history.audits(run)

    def titles(self, audits: Collection[AuditId]) -> Mapping[AuditId, str]:
        """Return the words by which lists know those of the audits that are here with their tool."""
        with self._read() as run:
            return sync_history.titles(run, audits)

    def in_server_order(self, audit_id: AuditId) -> tuple[Operation, ...]:
        """Return the audit's operations as the server has them, and behind them what it has not."""
        with self._read() as run:
            return sync_history.in_server_order(run, audit_id)

    def restricted(self) -> tuple[Operation, ...]:
        """Return every operation of the restricted streams that are here, in log order."""
        with self._read() as run:
            return reading.restricted(run)

    def places(self, audit_id: AuditId) -> tuple[Placed, ...]:
        """Return the audit's operations in their places on the server."""
        with self._read() as run:
            return sync_history.places(run, audit_id)

    def contested(self, audit_id: AuditId) -> tuple[Operation, ...]:
        """Return what decides about the audit's conflicts, in server order."""
        with self._read() as run:
            return sync_history.contested(run, audit_id)

    def to_summarise(self, after: str = "", most: int = 100) -> tuple[Unsummarised, ...]:
        """Return audits whose line in lists is to be worked out, by identity from `after` on."""
        with self._read() as run:
            return sync_history.to_summarise(run, after, most)

    def summarise(self, worked_out: Sequence[Summarised]) -> None:
        """Keep the lines of audits that were not written in meanwhile."""
        with self._write() as run:
            sync_history.summarise(run, worked_out)

    def note_conflicts(self, audit_id: AuditId, count: int) -> None:
        """Note how many conflicts an audit has."""
        with self._write() as run:
            sync_history.note_conflicts(run, audit_id, count)

    @contextmanager
    def _write(self) -> Iterator[Run]:
        """Lend a transaction that counts as a write, so that a copy of the store from before it is noticed."""
        with self._plain_write() as run:
            yield run
            run(COUNT_WRITE)
            counter = counter_of(run)
        self._mirror.note(counter)
