"""The part of sync's half of the store that what comes over the line goes through: kept first, then taken in."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.arrivals import Arrived, ArrivedPage, RawPage
from qa_desktop.domain.exchange import FeedEntry, Position, Received
from qa_desktop.models import sync_arrived, sync_receiving
from qa_desktop.models.statement import Transactions
from qa_desktop.models.sync_notices import SqlNotices
from qa_desktop.models.writing import Pen


class SqlArrivals(SqlNotices):
    """Implements `ArrivalStore` on SQLCipher, for the store of sync to build on."""

    def __init__(self, read: Transactions, write: Transactions, pen: Pen) -> None:
        super().__init__(read, write)
        self._pen = pen

    def position(self) -> Position | None:
        """Return how far the feed was received, taken in or not; None before the first run."""
        with self._reading() as run:
            return sync_arrived.position(run)

    def keep_page(self, page: RawPage, after: Position | None) -> bool:
        """Keep a page that was asked for behind `after`; False where this laptop stands elsewhere by now."""
        with self._writing() as run:
            return sync_arrived.keep(run, page, after)

    def arrived(self) -> Arrived:
        """Return how much waits to be taken in."""
        with self._reading() as run:
            return sync_arrived.count(run)

    def next_arrived(self) -> ArrivedPage | None:
        """Return the page that is to be taken in next; raise ValueError where it cannot be read."""
        with self._reading() as run:
            return sync_arrived.first(run)

    def take_in(self, page: ArrivedPage, entries: Sequence[FeedEntry]) -> Received:
        """Take a page in: what `receive` does, and it waits no more."""
        proved = self._proved(entries)
        with self._writing() as run:
            if not sync_arrived.let_go(run, page):
                return Received(0, 0, 0, ())
            return sync_receiving.receive(run, entries, proved, page.page.reached, self._pen)

    def throw_away_arrived(self) -> None:
        """Let everything go that is not taken in."""
        with self._writing() as run:
            sync_arrived.throw_away(run)

    def receive(self, entries: Sequence[FeedEntry], reached: Position) -> Received:
        """Keep a page of the feed and the position behind it."""
        proved = self._proved(entries)
        with self._writing() as run:
            return sync_receiving.receive(run, entries, proved, reached, self._pen)

    def _proved(self, entries: Sequence[FeedEntry]) -> sync_receiving.Page:
        return sync_receiving.proved(self._reading, entries)
