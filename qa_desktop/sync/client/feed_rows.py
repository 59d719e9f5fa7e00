"""Turns rows of the server into entries of the feed: made for pages of thousands, which share most of their names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias, cast

from qa_desktop.domain.arrivals import RawPage, WireRow
from qa_desktop.domain.exchange import FeedEntry, FeedEvent, Placed, Position
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, Value, as_value

Row: TypeAlias = tuple[object, ...]
"""A row as the driver gives it, in the order of `FEED_COLUMNS`."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MICROSECOND = timedelta(microseconds=1)
NO_STREAM = Stream(AuditId(""), "")
EVENTS = frozenset({FeedEvent.OPERATION.value, FeedEvent.REVOKE.value})


def page_of(rows: Sequence[WireRow]) -> RawPage | None:
    """Return the page that rows of `qa.pull` make; None for none."""
    return RawPage(rows, _cursor_of(rows[-1])) if rows else None


def entries_from(rows: Iterable[Row]) -> tuple[FeedEntry, ...]:
    """Return the entries of rows of `qa.pull`, whenever those came; raise ValueError where one is none."""
    reader = _Reader()
    try:
        return tuple(reader.entry(row) for row in rows)
    except (TypeError, LookupError, OverflowError) as error:
        raise ValueError("a row of the feed is none") from error


def places_from(rows: Iterable[Row]) -> tuple[Placed, ...]:
    """Return the operations of rows of `qa.stream`; raise ValueError where one is none."""
    reader = _Reader()
    return tuple(reader.placed(row, reader.stream(row[4])) for row in rows)


class _Reader:
    """Reads the rows of one answer: neighbours share stream and cursor, and so the objects that stand for them."""

    def __init__(self) -> None:
        self._streams: dict[object, Stream] = {}
        self._cursor: Row = ()
        self._at = Position("", 0, 0)

    def entry(self, row: Row) -> FeedEntry:
        if row[1:4] != self._cursor:
            self._cursor = row[1:4]
            self._at = _cursor_of(row)
        if row[0] not in EVENTS:
            return FeedEntry(FeedEvent.UNKNOWN, NO_STREAM, self._at)
        stream = self.stream(row[4])
        if row[0] == FeedEvent.REVOKE.value:
            return FeedEntry(FeedEvent.REVOKE, stream, self._at)
        return FeedEntry(FeedEvent.OPERATION, stream, self._at, self.placed(row, stream))

    def stream(self, name: object) -> Stream:
        known = self._streams.get(name)
        if known is None:
            known = self._streams[name] = Stream.parse(str(name))
        return known

    def placed(self, row: Row, stream: Stream) -> Placed:
        base = row[9]
        operation = Operation(
            op_id=OperationId(str(row[6])),
            stream=stream,
            kind=str(row[7]),
            path=str(row[8]),
            base=None if base is None else OperationId(str(base)),
            author=PersonId(str(row[10])),
            incarnation=str(row[11]),
            seq=row[12],  # type: ignore[arg-type] # a bigint, as the next ones are what the protocol says
            schema=row[13],  # type: ignore[arg-type] # as above
            client_time=EPOCH + row[14] * MILLISECOND,  # type: ignore[operator] # as above
            facts=_facts(str(row[15])),
            body=row[16],  # type: ignore[arg-type] # as above
            salt=row[17] or b"",  # type: ignore[arg-type] # as above
            commit=row[18],  # type: ignore[arg-type] # as above
            signature=row[19],  # type: ignore[arg-type] # as above
        )
        at = EPOCH + row[22] * MICROSECOND  # type: ignore[operator] # as above
        return Placed(operation, row[5], row[20], str(row[21] or ""), at)  # type: ignore[arg-type] # as above


def _cursor_of(row: Row) -> Position:
    return Position(str(row[1]), cast("int", row[2]), cast("int", row[3]))


def _facts(text: str) -> dict[str, Value]:
    if text == "{}":
        return {}
    return {str(name): as_value(value) for name, value in json.loads(text).items()}
