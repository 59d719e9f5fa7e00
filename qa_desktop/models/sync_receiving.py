"""Takes in what the server's feed brings: proved, in the order of each stream, all of a page or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa_desktop.domain.exchange import FeedEntry, FeedEvent, Placed, Position, Received
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.retention import RETENTION
from qa_desktop.models import sync_arrived, sync_left, sync_rows
from qa_desktop.models.bringing import KeyRing
from qa_desktop.models.disposing import disposed, is_gone, take_in_again
from qa_desktop.models.redacting import note_erased
from qa_desktop.models.rows import text
from qa_desktop.models.statement import Run, Transactions
from qa_desktop.models.sync_intake import HELD_COLUMNS, Intake, placed_from
from qa_desktop.models.sync_lookup import known_among, operations
from qa_desktop.models.sync_page import PageIntake
from qa_desktop.models.sync_proving import prove
from qa_desktop.models.writing import Pen

_UNPROVED = f"SELECT {HELD_COLUMNS} FROM held WHERE reason = 'unproved' ORDER BY audit, stream, rev"  # noqa: S608 - constants of ours
_BEFORE_A_GAP = f"SELECT {HELD_COLUMNS} FROM held WHERE reason <> 'unproved' ORDER BY audit, stream, rev"  # noqa: S608 - as above
_WAITING = f"SELECT {HELD_COLUMNS} FROM held WHERE audit = ? AND stream = ? AND reason <> 'unproved' ORDER BY rev"  # noqa: S608 - as above
_FORGET_PLACES = "DELETE FROM received WHERE audit = ? AND stream = ?"
_FORGET_HELD = "DELETE FROM held WHERE audit = ? AND stream = ? AND reason <> 'unproved'"
_ASK_AFTER_ALL = (
    "INSERT INTO to_ask (pos) SELECT pos FROM operation WHERE stream NOT LIKE 'private:%' "
    "AND pos NOT IN (SELECT pos FROM outbox) AND pos NOT IN (SELECT pos FROM refused) ON CONFLICT DO NOTHING"
)
_NEW_EPOCH = (
    "DELETE FROM received",
    "DELETE FROM stream_head",
    "DELETE FROM sync_position",
    "DELETE FROM to_repair",
    # What holds of them in this epoch, the feed tells again.
    "DELETE FROM revoked",
    "UPDATE blob SET state = 'send' WHERE state = 'sent'",
    "DELETE FROM quarantined",
    _ASK_AFTER_ALL,
)
_PLACED_IDS = "SELECT op_id FROM received WHERE audit = ? AND stream = ?"
_REVOKE = "INSERT INTO revoked (audit, stream) VALUES (?, ?) ON CONFLICT DO NOTHING"
_TO_REPAIR = "INSERT INTO to_repair (audit, stream) VALUES (?, ?) ON CONFLICT DO NOTHING"
_REPAIRED = "DELETE FROM to_repair WHERE audit = ? AND stream = ?"
_BROKEN = "SELECT audit, stream FROM to_repair EXCEPT SELECT audit, stream FROM revoked"
_REDACTED_BY = (
    "INSERT INTO to_repair (audit, stream) SELECT audit, stream FROM operation WHERE op_id = ? AND kind = 'redact' "
    "ON CONFLICT DO NOTHING"
)
_OPEN_AGAIN = "DELETE FROM revoked WHERE audit = ? AND stream = ?"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of the feed brings, each with its digest where it was proved."""

    placed: tuple[tuple[Placed, bytes | None], ...]
    lacking: frozenset[Stream] = frozenset()
    """Streams of which something was named alone that is not in the log as it was named."""


def proved(read: Transactions, entries: Sequence[FeedEntry]) -> Page:
    """Prove what is not here yet, and find in the log what was named alone, before the store is locked for writing."""
    with read() as run:
        placed, lacking = _recalled(run, entries)
        known = known_among(run, [one.operation.op_id for one in placed])
        ring = KeyRing(run)
        new = [
            (one.operation, ring.of(one.operation.author, one.received_at))
            for one in placed
            if one.operation.op_id not in known
        ]
    digests = iter(prove(new))
    pairs = tuple((one, None if one.operation.op_id in known else next(digests)) for one in placed)
    return Page(pairs, frozenset(lacking))


def _recalled(run: Run, entries: Sequence[FeedEntry]) -> tuple[list[Placed], set[Stream]]:
    """Return every operation in its place; and the streams of those that were named alone and are not here so."""
    own = operations(run, [entry.own.op_id for entry in entries if entry.own is not None])
    placed: list[Placed] = []
    lacking: set[Stream] = set()
    for entry in entries:
        named = entry.own
        if entry.placed is not None:
            placed.append(entry.placed)
        elif named is not None:
            here = own.get(named.op_id)
            said = (entry.stream, named.author, named.incarnation)
            if here is not None and (here.stream, here.author, here.incarnation) == said:
                placed.append(Placed(here, named.rev, named.head, named.relayer, named.received_at))
            else:
                lacking.add(entry.stream)
    return placed, lacking


def receive(run: Run, entries: Sequence[FeedEntry], page: Page, reached: Position, pen: Pen) -> Received:
    """Keep a page of the feed and the position behind it."""
    revoked = {
        entry.stream: entry.event is FeedEvent.REVOKE for entry in entries if entry.event is not FeedEvent.UNKNOWN
    }
    run.many(_REVOKE, [_names(stream) for stream, is_last in revoked.items() if is_last])
    run.many(_OPEN_AGAIN, [_names(stream) for stream, is_last in revoked.items() if not is_last])
    gone = disposed(run)
    left = tuple(one for one in page.placed if not is_gone(one[0].operation.stream, gone))
    if len(left) < len(page.placed):
        # Their words may have waited in the store to be taken in.
        note_erased(run)
    intake = PageIntake(run, pen, [placed for placed, _ in left])
    for placed, digest in left:
        intake.take(placed, digest)
    sync_rows.set_position(run, reached)
    done = intake.finish()
    broken = dict.fromkeys((*done.broken, *(one for one in sorted(page.lacking) if not is_gone(one, gone))))
    run.many(_TO_REPAIR, [_names(stream) for stream in broken])
    return replace(done, broken=tuple(broken))


def to_repair(run: Run) -> tuple[Stream, ...]:
    """Return the streams that have another chain here than on the server, as far as they can be read there."""
    return tuple(Stream(AuditId(text(row[0])), text(row[1])) for row in run(_BROKEN))


def undo_refused(run: Run, refused: Iterable[OperationId]) -> None:
    """Fetch again what orders deleted here that the server refused, as one does that was set back and is on hold.

    A whole audit has no place left here to go on from: the feed is read again from its beginning.
    """
    for op_id in refused:
        run(_REDACTED_BY, (op_id,))
        audit_id = take_in_again(run, op_id)
        if audit_id is not None:
            # Why it was on hold went with it; its retention is still placed.
            run(_TO_REPAIR, (audit_id, RETENTION))
            sync_arrived.throw_away(run)
            run("DELETE FROM sync_position")


def retry_unproved(run: Run, pen: Pen) -> Received:
    """Try again what could not be proved: its author may be known by now."""
    intake = Intake(run, pen)
    for row in list(run(_UNPROVED)):
        intake.prove_again(placed_from(row))
    return intake.finish()


def replace_stream(run: Run, stream: Stream, placed: Sequence[Placed], pen: Pen) -> Received:
    """Take the server's whole stream for what it is; what it lacks is kept in the log and asked after."""
    run(_REPAIRED, _names(stream))
    if is_gone(stream, disposed(run)):
        return Received(0, len(placed), 0, ())
    before = {OperationId(text(row[0])) for row in run(_PLACED_IDS, _names(stream))}
    waiting = [placed_from(row) for row in run(_WAITING, _names(stream))]
    run(_FORGET_PLACES, _names(stream))
    run(_FORGET_HELD, _names(stream))
    run("DELETE FROM stream_head WHERE audit = ? AND stream = ?", _names(stream))
    intake = Intake(run, pen)
    for one in placed:
        intake.take(one)
    there = {one.operation.op_id for one in placed}
    left = [one for one in waiting if one.operation.op_id not in there]
    for one in left:
        intake.rescue(one)
    sync_rows.ask_after(run, (before | {one.operation.op_id for one in left}) - there)
    return intake.finish()


def begin_epoch(run: Run, epoch: str, pen: Pen) -> None:
    """Forget every place on the server; what is held here is asked after, what was held back comes into the log."""
    intake = Intake(run, pen)
    for row in list(run(_BEFORE_A_GAP)):
        intake.rescue(placed_from(row))
    for placed in sync_left.take_back(run):
        intake.rescue(placed)
    intake.finish()
    for statement in _NEW_EPOCH:
        run(statement)
    sync_rows.set_epoch(run, epoch)


def _names(stream: Stream) -> tuple[str, str]:
    return stream.audit, stream.name
