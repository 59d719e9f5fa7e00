"""Takes in what arrived, page by page, with a line or without: a break at any moment leaves the rest for later."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_desktop.domain.arrivals import ArrivalStore
from qa_desktop.domain.exchange import FeedEntry
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.sync_watch import Phase, Progress
from qa_desktop.sync.client.feed_rows import entries_from

Tell = Callable[[Progress], None]


class TakingStore(ArrivalStore, Protocol):
    """What taking in needs of the local store."""

    def strangers(self, authors: Collection[PersonId]) -> tuple[PersonId, ...]:
        """Return those authors of whom no key is known here, and the authors of operations that are held back."""
        ...


@dataclass(slots=True)
class TakenIn:
    """What taking in did."""

    new: int = 0
    thrown_away: bool = False
    """Whether something that waited could not be read: the feed has to be read again from there."""


def take_in(store: ArrivalStore, is_ready: Callable[[Sequence[FeedEntry]], bool], tell: Tell, done: TakenIn) -> None:
    """Take in every page that waits, until one is not ready; `is_ready` may raise. `done` counts on the way."""
    number, of = 0, store.arrived().pages
    while True:
        try:
            page = store.next_arrived()
            if page is None:
                return
            number += 1
            tell(Progress(Phase.TAKING_IN, number, max(of, number)))
            entries = entries_from(page.page.rows)
        except ValueError:
            store.throw_away_arrived()
            done.thrown_away = True
            return
        if not is_ready(entries):
            return
        done.new += store.take_in(page, entries).new


def take_in_alone(store: TakingStore, is_stopped: Callable[[], bool], tell: Tell) -> TakenIn:
    """Take in what can be without a line; what somebody wrote whose keys are not here waits for the next sync."""

    def is_ready(entries: Sequence[FeedEntry]) -> bool:
        if is_stopped():
            return False
        authors = authors_of(entries)
        return authors.isdisjoint(store.strangers(authors))

    done = TakenIn()
    take_in(store, is_ready, tell, done)
    return done


def authors_of(entries: Sequence[FeedEntry]) -> set[PersonId]:
    """Return who wrote what a page brings."""
    return {entry.placed.operation.author for entry in entries if entry.placed is not None}
