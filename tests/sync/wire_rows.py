"""Entries of a feed as rows of the line, and a line's whole feed as entries: what a server of the tests gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Protocol
from uuid import UUID

from qa_desktop.domain.arrivals import RawPage, WireRow
from qa_desktop.domain.exchange import FeedEntry, Position
from qa_desktop.domain.operation import canonical_json
from qa_desktop.sync.client.feed_rows import EPOCH, MICROSECOND, MILLISECOND, entries_from, page_of

Own = tuple[str, str]
"""A person and an incarnation of their store."""

NOBODY: Own = ("", "")


class Pulling(Protocol):
    """A line that gives pages."""

    def pull(self, position: Position | None, most: int) -> RawPage | None: ...


def rows_of(entries: Sequence[FeedEntry], own: Own = NOBODY) -> list[WireRow]:
    """Return the rows that tell these entries: what somebody wrote in that life by its name alone."""
    rows: list[WireRow] = []
    before: list[object] = [None] * 11
    rev = -1
    for one, following in zip_longest(entries, entries[1:]):
        ends = following is None or (following.at, following.stream) != (one.at, one.stream)
        context = _context(one)
        said = [None if old == new else new for old, new in zip(before, context, strict=True)]
        said[5] = None if context[5] == rev + 1 else context[5]
        rev = -1 if one.placed is None else one.placed.rev
        before = [old if new is None else new for old, new in zip(before, context, strict=True)]
        rows.append((json.dumps(said) if said != [None] * 11 else None, *_columns(one, own, ends=ends)))
    return rows


def page_from(entries: Sequence[FeedEntry], own: Own = NOBODY) -> RawPage | None:
    """Return the page that these entries make."""
    return page_of(rows_of(entries, own))


def pages(line: Pulling, position: Position | None, most: int) -> Iterator[tuple[FeedEntry, ...]]:
    """Yield the entries of each page of the feed from a position on."""
    while (page := line.pull(position, most)) is not None:
        yield entries_from(page.rows)
        position = page.reached


def _context(entry: FeedEntry) -> list[object]:
    at = (entry.at.epoch, entry.at.xid, entry.at.seq)
    if entry.placed is None:
        return [entry.event.value, *at, str(entry.stream), *(None,) * 6]
    placed, one = entry.placed, entry.placed.operation
    relayer = "" if placed.relayer == one.author else placed.relayer
    received_us = (placed.received_at - EPOCH) // MICROSECOND
    return [
        *(entry.event.value, *at, str(entry.stream)),
        *(placed.rev, one.author, one.incarnation, one.schema, relayer, received_us),
    ]


def _columns(entry: FeedEntry, own: Own, *, ends: bool) -> WireRow:
    if entry.placed is None:
        return (None,) * 12
    placed, one = entry.placed, entry.placed.operation
    if (one.author, one.incarnation) == own:
        return (identity(one.op_id), *(None,) * 10, placed.head)
    head = placed.head if ends else None
    return (
        identity(one.op_id),
        None if one.kind == "set" else one.kind,
        one.path,
        None if one.base is None else identity(one.base),
        one.seq,
        (one.client_time - EPOCH) // MILLISECOND,
        canonical_json(dict(one.facts)).decode("utf-8") if one.facts else None,
        one.body,
        one.salt or None,
        None if one.salt else one.commit,
        one.signature,
        head,
    )


def identity(text: str) -> bytes:
    """Return an identity as the line carries it."""
    return UUID(text).bytes
