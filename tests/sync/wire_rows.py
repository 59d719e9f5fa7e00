"""Entries of a feed as rows of the line, and a line's whole feed as entries: what a server of the tests gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from qa_desktop.domain.arrivals import RawPage, WireRow
from qa_desktop.domain.exchange import FeedEntry, Position
from qa_desktop.domain.operation import canonical_json
from qa_desktop.sync.client.feed_rows import EPOCH, MICROSECOND, MILLISECOND, entries_from, page_of


class Pulling(Protocol):
    """A line that gives pages."""

    def pull(self, position: Position | None, most: int) -> RawPage | None: ...


def rows_of(entries: Sequence[FeedEntry]) -> list[WireRow]:
    """Return the rows that tell these entries."""
    return [_row(one) for one in entries]


def page_from(entries: Sequence[FeedEntry]) -> RawPage | None:
    """Return the page that these entries make."""
    return page_of(rows_of(entries))


def pages(line: Pulling, position: Position | None, most: int) -> Iterator[tuple[FeedEntry, ...]]:
    """Yield the entries of each page of the feed from a position on."""
    while (page := line.pull(position, most)) is not None:
        yield entries_from(page.rows)
        position = page.reached


def _row(entry: FeedEntry) -> WireRow:
    at = (entry.at.epoch, entry.at.xid, entry.at.seq)
    if entry.placed is None:
        return (entry.event.value, *at, str(entry.stream), *(None,) * 18)
    placed, one = entry.placed, entry.placed.operation
    return (
        entry.event.value,
        *at,
        str(entry.stream),
        placed.rev,
        one.op_id,
        one.kind,
        one.path,
        one.base,
        one.author,
        one.incarnation,
        one.seq,
        one.schema,
        (one.client_time - EPOCH) // MILLISECOND,
        canonical_json(dict(one.facts)).decode("utf-8"),
        one.body,
        one.salt or None,
        one.commit,
        one.signature,
        placed.head,
        placed.relayer,
        (placed.received_at - EPOCH) // MICROSECOND,
    )
