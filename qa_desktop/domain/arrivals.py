"""What came over the line and is not taken in yet: safe on this laptop first, proved and shown later (ADR 0015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from qa_desktop.domain.exchange import FeedEntry, Position, Received

Wire: TypeAlias = str | int | bytes | None
"""A value as the line brings it and the store keeps it."""

WireRow: TypeAlias = tuple[Wire, ...]

FEED_COLUMNS = (
    "context",
    "op_id",
    "kind",
    "path",
    "base",
    "seq",
    "client_ms",
    "facts",
    "body",
    "salt",
    "commitment",
    "signature",
    "stream_head",
)
"""What a row of the feed holds, in order: texts, numbers and bytes (identities are 16), as docs/sync-protocol.md tells.

A row says what differs from the row before, so the rows of a page belong together, in their order.
"""

FEED_FORMAT = 1
"""Another number whenever rows mean something else: what another version left is fetched again."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page of the feed as it came. It holds at least one row."""

    rows: Sequence[WireRow]
    reached: Position
    """Where the feed goes on behind it."""


@dataclass(frozen=True, slots=True)
class ArrivedPage:
    """The page that is to be taken in next."""

    number: int
    page: RawPage


@dataclass(frozen=True, slots=True)
class Arrived:
    """How much arrived and is not taken in."""

    pages: int = 0
    changes: int = 0


NOTHING_ARRIVED = Arrived()


class ArrivalStore(Protocol):
    """Keeps pages until they are taken in, in the order in which they came."""

    def position(self) -> Position | None:
        """Return how far the feed was received, taken in or not; None before the first run."""
        ...

    def keep_page(self, page: RawPage, after: Position | None) -> bool:
        """Keep a page that was asked for behind `after`; False where this laptop stands elsewhere by now."""
        ...

    def arrived(self) -> Arrived:
        """Return how much waits to be taken in."""
        ...

    def next_arrived(self) -> ArrivedPage | None:
        """Return the page that is to be taken in next; None where none waits, ValueError where it cannot be read."""
        ...

    def take_in(self, page: ArrivedPage, entries: Sequence[FeedEntry]) -> Received:
        """Take a page in: what `receive` does, and it waits no more. Nothing happens where it was taken in already."""
        ...

    def throw_away_arrived(self) -> None:
        """Let everything go that is not taken in: the server has it, and the feed is read again from there."""
        ...

    def receive(self, entries: Sequence[FeedEntry], reached: Position) -> Received:
        """Keep a page of the feed and the position behind it, all or nothing.

        What cannot be proved, and what follows a gap, is held back and stays; the position moves past it.
        """
        ...
