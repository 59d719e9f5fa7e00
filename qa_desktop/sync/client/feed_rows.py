"""Turns rows of the server into entries of the feed: made for pages of thousands, which share most of what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias, cast

from qa_desktop.domain.arrivals import RawPage, Wire, WireRow
from qa_desktop.domain.exchange import FeedEntry, FeedEvent, OwnPlaced, Placed, Position
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, Value, as_value, commitment

Context: TypeAlias = list[str | int | None]
"""What rows share, in the order of docs/sync-protocol.md; None where it is as before."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MICROSECOND = timedelta(microseconds=1)
NO_STREAM = Stream(AuditId(""), "")
USUAL_KIND = "set"
EVENTS: dict[str | int, FeedEvent] = {one.value: one for one in (FeedEvent.OPERATION, FeedEvent.REVOKE)}

_KINDS = (str, str, int, int, str, int, str, str, int, str, int)
_EVENT, _CURSOR, _STREAM, _REV, _AUTHOR = 0, slice(1, 4), 4, 5, 6
_LARGEST = 2**63
_ID_DIGITS = 32


def page_of(rows: Sequence[WireRow]) -> RawPage | None:
    """Return the page that rows of `qa.pull` make, as they came; None for none, ValueError where they are no rows."""
    return RawPage(rows, _reached(rows)) if rows else None


def entries_from(rows: Iterable[WireRow]) -> tuple[FeedEntry, ...]:
    """Return the entries of a page of `qa.pull`, whenever it came; raise ValueError where it is none.

    A row says what differs from the row before, so a page is read whole, in its order, and needs nothing but its rows.
    """
    reader = _Reader()
    try:
        entries = tuple(reader.entry(row) for row in rows)
    except (TypeError, LookupError, OverflowError) as error:
        raise ValueError("a row of the feed is none") from error
    reader.end_line()
    return entries


def places_from(rows: Iterable[WireRow]) -> tuple[Placed, ...]:
    """Return the operations of rows of `qa.stream`, each with its head; raise ValueError where one is none."""
    placed = [entry.placed for entry in entries_from(rows)]
    whole = tuple(one for one in placed if one is not None and one.head)
    if len(whole) < len(placed):
        raise ValueError("a row of a stream is not whole")
    return whole


class _Reader:
    """Reads the rows of one answer: neighbours share stream, cursor and author, and the objects that stand for them."""

    def __init__(self) -> None:
        self._context: Context = [None] * len(_KINDS)
        self._event: FeedEvent | None = None
        self._streams: dict[str, Stream] = {}
        self._facts: dict[Wire, dict[str, Value]] = {None: {}}
        self._stream = NO_STREAM
        self._at = Position("", 0, 0)
        self._rev = 0
        self._author = self._relayer = PersonId("")
        self._incarnation = ""
        self._schema = 0
        self._received_at = EPOCH
        self._owes_head = False

    def entry(self, row: WireRow) -> FeedEntry:
        self._rev += 1
        if row[0] is not None:
            self._turn(_context(row[0]))
        event = self._event
        if event is FeedEvent.OPERATION:
            self._owes_head = row[12] is None
            if row[11] is None:
                return FeedEntry(event, self._stream, self._at, None, self._own(row))
            return FeedEntry(event, self._stream, self._at, self._placed(row))
        if event is None:
            raise ValueError("a page of the feed does not say what it is")
        return FeedEntry(event, NO_STREAM if event is FeedEvent.UNKNOWN else self._stream, self._at)

    def end_line(self) -> None:
        """Raise ValueError where a line of the feed ended without the head of its chain."""
        if self._owes_head:
            raise ValueError("a line of the feed says no head")

    def _turn(self, said: Context) -> None:
        """Go on with another context."""
        before = self._context
        now = self._context = [old if new is None else new for old, new in zip(before, said, strict=True)]
        if now[_CURSOR] != before[_CURSOR]:
            self.end_line()
            self._owes_head = False
            self._at = Position(*cast("tuple[str, int, int]", now[_CURSOR]))
        name = now[_EVENT]
        self._event = event = None if name is None else EVENTS.get(name, FeedEvent.UNKNOWN)
        if event is not FeedEvent.OPERATION and event is not FeedEvent.REVOKE:
            return
        if None in (now[_STREAM:] if event is FeedEvent.OPERATION else now[_STREAM:_REV]):
            raise ValueError("a row of the feed does not say where it belongs")
        if now[_STREAM] != before[_STREAM]:
            self._stream = self._stream_of(str(now[_STREAM]))
        if event is FeedEvent.OPERATION:
            if said[_REV] is not None:
                self._rev = cast("int", said[_REV])
            author, self._incarnation, self._schema, relayer, at = cast("tuple[str, str, int, str, int]", now[_AUTHOR:])
            self._author, self._relayer = PersonId(author), PersonId(relayer or author)
            self._received_at = EPOCH + at * MICROSECOND

    def _stream_of(self, name: str) -> Stream:
        known = self._streams.get(name)
        if known is None:
            known = self._streams[name] = Stream.parse(name)
        return known

    def _facts_of(self, text: Wire) -> dict[str, Value]:
        """Return facts, which are mostly those of an earlier row; nobody changes facts."""
        known = self._facts.get(text)
        if known is None:
            known = self._facts[text] = _facts(cast("str", text))
        return known

    def _own(self, row: WireRow) -> OwnPlaced:
        if self._owes_head:
            raise ValueError("an operation that the feed only names has no head")
        names = (_identity(row[1]), self._author, self._incarnation)
        return OwnPlaced(*names, self._rev, cast("bytes", row[12]), self._relayer, self._received_at)

    def _placed(self, row: WireRow) -> Placed:
        _, op_id, kind, path, base, seq, client_ms, facts, body, salt, commit, signature, head = row
        if path is None or seq is None:
            raise ValueError("an operation of the feed is not whole")
        salt = salt or b""
        # In the order of its fields: naming each would cost more than reading it.
        operation = Operation(
            _identity(op_id),
            self._stream,
            USUAL_KIND if kind is None else kind,  # type: ignore[arg-type] # a text, as the next ones are what the protocol says
            path,  # type: ignore[arg-type] # as above
            None if base is None else _identity(base),
            self._author,
            self._incarnation,
            seq,  # type: ignore[arg-type] # as above
            self._schema,
            EPOCH + client_ms * MILLISECOND,  # type: ignore[operator] # as above
            self._facts_of(facts),
            body,  # type: ignore[arg-type] # as above
            salt,  # type: ignore[arg-type] # as above
            commitment(salt, body) if commit is None else commit,  # type: ignore[arg-type] # as above
            signature,  # type: ignore[arg-type] # as above
        )
        return Placed(operation, self._rev, head or b"", self._relayer, self._received_at)  # type: ignore[arg-type] # as above


def _reached(rows: Sequence[WireRow]) -> Position:
    """Return the cursor of the last row, which may have been said long before it."""
    cursor: Context = [None, None, None]
    for row in reversed(rows):
        if row[0] is not None:
            cursor = [new if old is None else old for old, new in zip(cursor, _context(row[0])[_CURSOR], strict=True)]
            if None not in cursor:
                return Position(*cast("tuple[str, int, int]", tuple(cursor)))
    raise ValueError("a page of the feed does not say where it ends")


def _context(text: Wire) -> Context:
    """Return what a row says of itself and those behind it; a newer server may say more, at the end."""
    try:
        said = json.loads(cast("str", text))
    except (TypeError, RecursionError) as error:
        raise ValueError("a row of the feed says nothing that can be read") from error
    if not isinstance(said, list) or len(said) < len(_KINDS):
        raise ValueError("a row of the feed says too little")
    ours: Context = said[: len(_KINDS)]
    for value, kind in zip(ours, _KINDS, strict=True):
        if value is not None and type(value) is not kind:
            raise ValueError("a row of the feed says something else than it should")
        if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
            raise ValueError("a row of the feed says a number that is none")
    return ours


def _identity(raw: Wire) -> OperationId:
    """Return the identity of 16 bytes as text."""
    digits = cast("bytes", raw).hex()
    if len(digits) != _ID_DIGITS:
        raise ValueError("an identity in the feed is none")
    return OperationId(f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")


def _facts(text: str) -> dict[str, Value]:
    facts = json.loads(text)
    if not isinstance(facts, dict):
        raise ValueError("facts of the feed are none")  # noqa: TRY004 - one kind of error for a row that is none
    return {name: as_value(value) for name, value in facts.items()}
