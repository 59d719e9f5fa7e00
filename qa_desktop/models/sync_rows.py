"""Keeps where this laptop stands towards the server: position, what was asked, refused, sent and seen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from qa_desktop.domain.exchange import (
    Acquaintance,
    Answer,
    BlobKind,
    BlobName,
    Head,
    Position,
    Verdict,
)
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.domain.organisation import TOOLS
from qa_desktop.models.bringing import ADD_PERSON
from qa_desktop.models.reading import setting
from qa_desktop.models.rows import OPERATION_COLUMNS, data, moment_text, number, operation_from, person_row, text
from qa_desktop.models.statement import Rows, Run
from qa_desktop.signatures import KEY_BYTES

ENVELOPE_ROOM = 700
"""Bytes that an operation takes on the wire beside its body and facts, about."""

PINNING = frozenset({OperationKind.CREATE.value, OperationKind.GO_ON.value})
"""The kinds that name the tool with which an audit is worked on."""

_EPOCH = "sync_epoch"
_PROTOCOL = "sync_protocol"
_NOT_KNOWN_THERE = """
    SELECT o.op_id FROM refused r JOIN operation o ON o.pos = r.pos
    -- A server that lacks these streams says of them what it says of any that nobody may write.
    WHERE r.reason = 'kind' OR r.reason = 'not_allowed' AND o.stream IN ('programme', 'desk', 'answers')
"""
_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
_NEXT = (
    f"SELECT {_O_COLUMNS}, o.pos FROM outbox w CROSS JOIN operation o ON o.pos = w.pos "  # noqa: S608 - constants of ours
    "WHERE w.pos > ? ORDER BY w.pos LIMIT ?"
)
_FREEZE = "UPDATE operation SET frozen = 1 WHERE op_id = ? AND frozen = 0"
_POS = "(SELECT pos FROM operation WHERE op_id = ?)"
_SENT = "UPDATE operation SET frozen = 1, sent_at = coalesce(sent_at, ?) WHERE op_id = ?"
_NOT_KNOWN_DELIVERED = (
    "SELECT o.op_id FROM json_each(?) j CROSS JOIN operation o ON o.op_id = j.value WHERE o.sent_at IS NULL"
)
_OUT = f"DELETE FROM outbox WHERE pos = {_POS}"  # noqa: S608 - as above
_ORDERED = "SELECT audit FROM operation WHERE op_id = ? AND kind IN ('redact', 'dispose', 'hold', 'release')"
_NOT_REFUSED = f"DELETE FROM refused WHERE pos = {_POS}"  # noqa: S608 - as above
_NOT_ASKED = f"DELETE FROM to_ask WHERE pos = {_POS}"  # noqa: S608 - as above
_NOT_HANDED = f"DELETE FROM handed WHERE pos = {_POS}"  # noqa: S608 - as above
_NOT_ASIDE = f"DELETE FROM quarantined WHERE pos = {_POS}"  # noqa: S608 - as above
_ASIDE = "INSERT OR IGNORE INTO quarantined (pos, at) SELECT pos, ? FROM operation WHERE op_id = ?"
_REFUSE = "INSERT OR REPLACE INTO refused (pos, reason, at) SELECT pos, ?, ? FROM operation WHERE op_id = ?"
_OFFER = (
    "INSERT INTO outbox (pos, audit, since) SELECT pos, audit, client_time FROM operation WHERE op_id = ? "
    "ON CONFLICT DO NOTHING"
)
_ASK_AFTER = (
    "INSERT INTO to_ask (pos) SELECT pos FROM operation WHERE op_id = ? AND stream NOT LIKE 'private:%' "
    "AND pos NOT IN (SELECT pos FROM outbox) AND pos NOT IN (SELECT pos FROM refused) ON CONFLICT DO NOTHING"
)
_KEEP_KEY = (
    "INSERT INTO device_key (person, key, revoked_at) VALUES (?, ?, ?) "
    "ON CONFLICT (person, key) DO UPDATE SET revoked_at = coalesce(revoked_at, excluded.revoked_at)"
)
_BY_ID = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE op_id = ?"  # noqa: S608 - as above
_ADD_BLOB = "INSERT INTO blob (audit, stream, id, kind, state, tried) VALUES (?, ?, ?, ?,"
_TO_SEND = f"{_ADD_BLOB} 'send', 0) ON CONFLICT DO NOTHING"
_TO_FETCH = f"{_ADD_BLOB} 'fetch', 0) ON CONFLICT DO NOTHING"
_BLOBS_TO_SEND = (
    "SELECT b.audit, b.stream, b.id, b.kind FROM blob b "
    "LEFT JOIN audit a ON a.id = b.audit WHERE b.state = 'send' AND coalesce(a.unsent, 0) = 0 "
    # After a restore the server may lack them. What was just delivered need not have come back by the feed.
    "AND NOT EXISTS (SELECT 1 FROM to_ask t JOIN operation o ON o.pos = t.pos "
    "WHERE o.audit = b.audit AND o.stream = b.stream) ORDER BY b.tried LIMIT ?"
)
_HAVE_BLOB = {
    BlobKind.DOCUMENT: "SELECT 1 FROM document WHERE audit = ?1 AND id = ?2",
    BlobKind.TOOL: "SELECT 1 FROM tool_definition WHERE hash = ?2 AND ?1 <> ''",
}


def epoch(run: Run) -> str:
    """Return the epoch of the server that this laptop is in; empty before the first run."""
    return setting(run, _EPOCH)


def set_epoch(run: Run, epoch: str) -> None:
    """Note the epoch; it holds also while nothing was received in it."""
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_EPOCH, epoch))


def position(run: Run) -> Position | None:
    """Return how far the feed was read."""
    row = run("SELECT epoch, xid, seq FROM sync_position").fetchone()
    return None if row is None else Position(text(row[0]), number(row[1]), number(row[2]))


def set_position(run: Run, reached: Position) -> None:
    """Note how far the feed was read."""
    statement = "INSERT OR REPLACE INTO sync_position (id, epoch, xid, seq) VALUES (1, ?, ?, ?)"
    run(statement, (reached.epoch, reached.xid, reached.seq))


def next_to_send(run: Run, after: int, most: int, most_bytes: int) -> tuple[int, tuple[Operation, ...]]:
    """Freeze the next operations of the outbox; one that is larger than the limit goes alone."""
    chosen: list[Operation] = []
    size = 0
    for row in run(_NEXT, (after, most)):
        operation = operation_from(row)
        size += len(operation.body or b"") + len(data(row[11])) + ENVELOPE_ROOM
        if chosen and size > most_bytes:
            break
        chosen.append(operation)
        after = number(row[-1])
    run.many(_FREEZE, [(one.op_id,) for one in chosen])
    return after, tuple(chosen)


def settle(run: Run, answers: Sequence[Answer], at: str) -> None:
    """Note the server's answers; busy operations stay where they are.

    What the server keeps in quarantine is safe there and not offered again, but it is in nobody's place yet.
    """
    for answer in answers:
        if answer.verdict.is_delivered:
            delivered(run, answer.op_id, at)
        elif answer.verdict is Verdict.REFUSED:
            run(_OUT, (answer.op_id,))
            run(_NOT_ASIDE, (answer.op_id,))
            run(_REFUSE, (answer.reason, at, answer.op_id))
        elif answer.verdict is Verdict.QUARANTINED:
            run(_OUT, (answer.op_id,))
            run(_ASIDE, (at, answer.op_id))


def ordered_among(run: Run, op_ids: Collection[OperationId]) -> tuple[AuditId, ...]:
    """Return the audits in which some of these operations order something to be deleted."""
    found: dict[AuditId, None] = {}
    for op_id in op_ids:
        row = run(_ORDERED, (op_id,)).fetchone()
        if row is not None:
            found[AuditId(text(row[0]))] = None
    return tuple(found)


def delivered(run: Run, op_id: OperationId, at: str) -> None:
    """Take an operation out of outbox, questions and refusals; what it names is to be sent now."""
    run(_SENT, (at, op_id))
    for statement in (_OUT, _NOT_REFUSED, _NOT_ASKED, _NOT_HANDED, _NOT_ASIDE):
        run(statement, (op_id,))
    row = run(_BY_ID, (op_id,)).fetchone()
    if row is not None:
        send_what_is_named(run, operation_from(row))


def send_what_is_named(run: Run, operation: Operation) -> None:
    """Note the blob that a delivered operation names as to be sent, where it is here."""
    name = blob_of(operation)
    if name is not None and run(_HAVE_BLOB[name.kind], (name.stream.audit, name.id)).fetchone() is not None:
        run(_TO_SEND, (name.stream.audit, name.stream.name, name.id, name.kind.value))


def want_what_is_named(run: Run, operation: Operation) -> None:
    """Note the blob that an operation names, unless it is here."""
    name = blob_of(operation)
    if name is None or operation.is_redacted:
        return
    if run(_HAVE_BLOB[name.kind], (name.stream.audit, name.id)).fetchone() is None:
        run(_TO_FETCH, (name.stream.audit, name.stream.name, name.id, name.kind.value))


def blob_of(operation: Operation) -> BlobName | None:
    """Return what travels beside an operation: a document, or a tool that an audit pins or that is published."""
    if operation.kind == OperationKind.DOCUMENT.value:
        name = operation.facts.get("document")
        kind = BlobKind.TOOL if operation.stream == TOOLS else BlobKind.DOCUMENT
    elif operation.kind in PINNING:
        name, kind = operation.facts.get("tool_hash"), BlobKind.TOOL
    else:
        return None
    return BlobName(operation.stream, DocumentId(name), kind) if isinstance(name, str) else None


def _names(stream: Stream) -> tuple[str, str]:
    return stream.audit, stream.name


def set_aside_there(run: Run) -> tuple[OperationId, ...]:
    """Return what the server said that it keeps in quarantine."""
    statement = "SELECT o.op_id FROM quarantined q JOIN operation o ON o.pos = q.pos ORDER BY q.pos"
    return tuple(OperationId(text(row[0])) for row in run(statement))


def compare_set_aside(run: Run, kept: Collection[OperationId], taken: Collection[OperationId], at: str) -> None:
    """Note what was taken in; what is neither taken nor kept in quarantine any more is asked after."""
    for op_id in set_aside_there(run):
        if op_id in taken:
            delivered(run, op_id, at)
        elif op_id not in kept:
            run(_NOT_ASIDE, (op_id,))
            run(_ASK_AFTER, (op_id,))


def ask_after(run: Run, op_ids: Collection[OperationId]) -> None:
    """Note operations of which it is not known whether the server holds them."""
    run.many(_ASK_AFTER, [(op_id,) for op_id in op_ids])


def to_ask_after(run: Run, most: int) -> tuple[OperationId, ...]:
    """Return such operations."""
    statement = "SELECT o.op_id FROM to_ask t CROSS JOIN operation o ON o.pos = t.pos ORDER BY t.pos LIMIT ?"
    return tuple(OperationId(text(row[0])) for row in run(statement, (most,)))


def asked_after(run: Run, asked: Collection[OperationId], held_there: Collection[OperationId], at: str) -> None:
    """Put what the server lacks into the outbox; what it turns out to hold was delivered, by whomever."""
    there = set(held_there)
    for row in list(run(_NOT_KNOWN_DELIVERED, (json.dumps(tuple(there)),))):
        delivered(run, OperationId(text(row[0])), at)
    run.many(_OFFER, [(op_id,) for op_id in asked if op_id not in there])
    run.many(_NOT_ASKED, [(op_id,) for op_id in asked])
    run.many(_NOT_HANDED, [(op_id,) for op_id in asked])


def offer_again(run: Run, op_ids: Collection[OperationId]) -> None:
    """Put refused operations back into the outbox."""
    for op_id in op_ids:
        if run(_NOT_REFUSED, (op_id,)).rowcount:
            run(_OFFER, (op_id,))


def server_protocol(run: Run) -> int:
    """Return which version of the protocol the server spoke last; 0 where none was met yet."""
    return int(setting(run, _PROTOCOL) or 0)


def meet_server(run: Run, protocol: int) -> None:
    """Offer again what the server did not know when it last spoke an older version of the protocol."""
    if protocol > int(setting(run, _PROTOCOL) or protocol):
        offer_again(run, [OperationId(text(row[0])) for row in run(_NOT_KNOWN_THERE)])
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_PROTOCOL, str(protocol)))


def has_unproved(run: Run) -> bool:
    """Tell whether anything that could not be proved is held back."""
    return run("SELECT 1 FROM held WHERE reason = 'unproved' LIMIT 1").fetchone() is not None


def strangers(run: Run, authors: Collection[PersonId]) -> tuple[PersonId, ...]:
    """Return authors without a key, and those of operations that could not be proved."""
    unproved = {PersonId(text(row[0])) for row in run("SELECT DISTINCT author FROM held WHERE reason = 'unproved'")}
    known = "SELECT 1 FROM person WHERE id = ?"
    unknown = {author for author in set(authors) if run(known, (author,)).fetchone() is None}
    return tuple(sorted(unproved | unknown))


def meet(run: Run, people: Sequence[Acquaintance]) -> None:
    """Remember people and their keys; nothing that is known is replaced."""
    for one in people:
        keys = [key for key in one.device_keys if len(key) == KEY_BYTES]
        if not keys:
            continue
        if run("SELECT 1 FROM person WHERE id = ?", (one.person.id,)).fetchone() is None:
            run(ADD_PERSON, person_row(one.person))
        for key in keys:
            end = one.revoked.get(key)
            # A revocation that was once known stays, whatever the server says later.
            run(_KEEP_KEY, (one.person.id, key, None if end is None else moment_text(end)))


def heads_to_check(run: Run, most: int) -> dict[Stream, Head]:
    """Return heads, those checked longest ago first."""
    rows = run("SELECT audit, stream, rev, head FROM stream_head ORDER BY checked LIMIT ?", (most,))
    return {Stream(AuditId(text(row[0])), text(row[1])): Head(number(row[2]), data(row[3])) for row in rows}


def heads_checked(run: Run, streams: Collection[Stream]) -> None:
    """Put these streams behind all others for the next check."""
    statement = (
        "UPDATE stream_head SET checked = (SELECT max(checked) + 1 FROM stream_head) WHERE audit = ? AND stream = ?"
    )
    run.many(statement, [_names(stream) for stream in streams])


def blobs_to_send(run: Run, most: int) -> tuple[BlobName, ...]:
    """Return blobs to send, of audits whose operations are all on the server."""
    return _blobs(run(_BLOBS_TO_SEND, (most,)))


def blobs_to_fetch(run: Run, most: int) -> tuple[BlobName, ...]:
    """Return blobs that are named and not here, those tried longest ago first."""
    statement = "SELECT audit, stream, id, kind FROM blob WHERE state = 'fetch' ORDER BY tried LIMIT ?"
    return _blobs(run(statement, (most,)))


def put_blobs_back(run: Run, names: Iterable[BlobName]) -> None:
    """Put these blobs behind all others that are to be sent or fetched."""
    (last,) = run("SELECT coalesce(max(tried), 0) FROM blob WHERE state IN ('send', 'fetch')").fetchone() or (0,)
    statement = "UPDATE blob SET tried = ? WHERE audit = ? AND stream = ? AND id = ?"
    run.many(statement, [(number(last) + 1, one.stream.audit, one.stream.name, one.id) for one in names])


def _blobs(rows: Rows) -> tuple[BlobName, ...]:
    return tuple(
        BlobName(Stream(AuditId(text(row[0])), text(row[1])), DocumentId(text(row[2])), BlobKind(text(row[3])))
        for row in rows
    )


def blob_is(run: Run, name: BlobName, state: str) -> None:
    """Note the state of a blob."""
    statement = "UPDATE blob SET state = ? WHERE audit = ? AND stream = ? AND id = ?"
    run(statement, (state, name.stream.audit, name.stream.name, name.id))
