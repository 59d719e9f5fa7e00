"""What sync needs of the local store. Every writing call is one transaction, durable when it returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from qa_desktop.domain.arrivals import ArrivalStore
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
)
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.domain.operation import Operation, Stream


class SyncStore(NoticeStore, ArrivalStore, Protocol):
    """The half of the local store that only sync writes."""

    def epoch(self) -> str:
        """Return the epoch of the server that this laptop is in; empty before the first run."""
        ...

    def incarnation(self) -> str:
        """Return the life of this store in which it writes; a copy and a restored store begin another one."""
        ...

    def to_repair(self) -> tuple[Stream, ...]:
        """Return the streams that have another chain here than on the server, until they are replaced."""
        ...

    def begin_epoch(self, epoch: str) -> None:
        """Forget every place on the server and read from its beginning; whatever is held is asked after again.

        Nothing leaves the log. Everything that no pull places again is offered by `to_ask_after`.
        """
        ...

    def next_to_send(self, after: int, most: int, most_bytes: int) -> tuple[int, tuple[Operation, ...]]:
        """Freeze the next operations of the outbox and return them with the place where to go on."""
        ...

    def settle(self, answers: Sequence[Answer], at: datetime) -> None:
        """Take delivered operations out of the outbox, put refused ones among the refusals, leave the others."""
        ...

    def to_ask_after(self, most: int) -> tuple[OperationId, ...]:
        """Return operations of which it is not known whether the server holds them."""
        ...

    def asked_after(self, asked: Collection[OperationId], held_there: Collection[OperationId]) -> None:
        """Note what the server said: what it lacks goes into the outbox, others' operations too."""
        ...

    def strangers(self, authors: Collection[PersonId]) -> tuple[PersonId, ...]:
        """Return those authors of whom no key is known here, and the authors of operations that are held back."""
        ...

    def meet(self, people: Sequence[Acquaintance]) -> None:
        """Remember people and their keys. A key that is known is never replaced or removed."""
        ...

    def known_people(self) -> tuple[PersonId, ...]:
        """Return everybody whose keys are known here."""
        ...

    def keys_version(self) -> str:
        """Return which version of everybody's keys is known here; empty before the server said any."""
        ...

    def note_keys_version(self, version: str) -> None:
        """Note that the keys of this version are known."""
        ...

    def note_standing(self, standing: str) -> None:
        """Note how the server says that this laptop stands: new, pending, enrolled or revoked."""
        ...

    def standing(self) -> str:
        """Return how this laptop stood when the server said so last; empty where it never did."""
        ...

    def has_unproved(self) -> bool:
        """Tell whether anything that could not be proved is held back."""
        ...

    def retry_unproved(self) -> Received:
        """Try again what could not be proved: its author may be known by now."""
        ...

    def heads_to_check(self, most: int) -> Mapping[Stream, Head]:
        """Return heads of streams, those checked longest ago first."""
        ...

    def heads_checked(self, streams: Collection[Stream]) -> None:
        """Note that the server confirmed these heads."""
        ...

    def replace_stream(self, stream: Stream, placed: Sequence[Placed]) -> Received:
        """Take the server's whole stream for what it is; what it lacks stays in the log and is asked after."""
        ...

    def leave_revoked(self) -> tuple[AuditId, ...]:
        """Take what was revoked out of sight, where nothing of it is unsent or refused."""
        ...

    def keep_in_sight(self, audit_id: AuditId | None) -> None:
        """Leave this audit where it is though it was revoked: somebody is writing in it. On any thread."""
        ...

    def out_of_place(self) -> tuple[AuditId, ...]:
        """Return audits of which something is here of which the feed says nothing: unseen, refused, set aside."""
        ...

    def wipe_out_of_place(self, entries: Collection[OperationId]) -> None:
        """Delete the words of these entries, and their documents, where the feed will not tell of it."""
        ...

    def keeps_left_behind(self) -> bool:
        """Tell whether anything that is out of sight waits for a backup of the server."""
        ...

    def forget_left_behind(self, backed_up: datetime | None, run_began: datetime) -> None:
        """Forget of it what a tested backup of the server holds; both moments are the server's."""
        ...

    def blobs_to_send(self, most: int) -> tuple[BlobName, ...]:
        """Return blobs whose operation was delivered and that were not yet sent."""
        ...

    def blobs_to_fetch(self, most: int) -> tuple[BlobName, ...]:
        """Return blobs that operations of others name and that are not here, those tried longest ago first."""
        ...

    def put_blobs_back(self, names: Collection[BlobName]) -> None:
        """Put those that the server did not take or does not have behind all others for the next time."""
        ...

    def blob(self, name: BlobName) -> bytes:
        """Return the bytes of a blob that is here; raise NotFound."""
        ...

    def blob_sent(self, name: BlobName) -> None:
        """Note that the server holds the blob."""
        ...

    def keep_blob(self, name: BlobName, data: bytes) -> bool:
        """Keep a blob that arrived; False where its bytes are not those that were named."""
        ...

    def directory_state(self) -> str:
        """Return what the server last said of the directory; empty before the first time."""
        ...

    def keep_directory(self, news: DirectoryNews, at: datetime) -> None:
        """Keep who is who."""
        ...

    def note_run(self, report: RunReport) -> None:
        """Add a run to the history."""
        ...

    def runs(self, most: int) -> tuple[RunReport, ...]:
        """Return the latest runs, newest first."""
        ...

    def restricted(self) -> tuple[Operation, ...]:
        """Return every operation of the restricted streams that are here, in log order."""
        ...

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what the server refused, newest first."""
        ...

    def offer_again(self, op_ids: Collection[OperationId]) -> None:
        """Put refused operations back into the outbox."""
        ...

    def meet_server(self, protocol: int) -> None:
        """Note which version of the protocol the server speaks; offer again what an older one did not know."""
        ...

    def held(self) -> tuple[Held, ...]:
        """Return what was held back."""
        ...

    def audits(self) -> tuple[AuditSync, ...]:
        """Return every audit of which something is not settled with the server."""
        ...

    def titles(self, audits: Collection[AuditId]) -> Mapping[AuditId, str]:
        """Return the words by which lists know those of the audits that are here with their tool."""
        ...

    def in_server_order(self, audit_id: AuditId) -> tuple[Operation, ...]:
        """Return the audit's operations as the server has them, and behind them what it has not."""
        ...

    def places(self, audit_id: AuditId) -> tuple[Placed, ...]:
        """Return the audit's operations in their places on the server: by stream, then by revision."""
        ...

    def contested(self, audit_id: AuditId) -> tuple[Operation, ...]:
        """Return what decides about conflicts, in server order: fields written more than once, and signatures."""
        ...

    def to_summarise(self, after: str = "", most: int = 100) -> tuple[Unsummarised, ...]:
        """Return audits that changed and whose line in lists is not worked out yet, by identity from `after` on."""
        ...

    def summarise(self, worked_out: Sequence[Summarised]) -> None:
        """Keep their lines. An audit that was written in meanwhile is left for the next time."""
        ...

    def note_conflicts(self, audit_id: AuditId, count: int) -> None:
        """Note how many conflicts an audit has, for lists."""
        ...
