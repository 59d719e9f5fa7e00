"""Reads the feed one page ahead, so that the next page is on the line while this one is kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from qa_desktop.domain.exchange import FeedEntry, Position
from qa_desktop.sync.client.transport import LineBroke

Page = tuple[FeedEntry, ...]
Pull = Callable[[Position | None], Page]
"""Gives the page behind a position; an empty one at the end of the feed."""

AGAIN = "The server sends the same changes again and again. Tell your QA team."


class Ahead:
    """Pulls on a thread of its own; whoever else uses the line calls `wait` first. Never more than one page waits."""

    def __init__(self, pull: Pull, position: Position | None) -> None:
        self._pull = pull
        self._position = position
        self._thread = ThreadPoolExecutor(1, "pull")
        self._coming: Future[Page] = self._thread.submit(pull, position)

    def __enter__(self) -> Self:
        """Read from the position on."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Leave the line when nothing is on it any more."""
        self._thread.shutdown(cancel_futures=True)

    def next_page(self) -> Page:
        """Return the next page and ask for the one behind it; raise what pulling raised."""
        page = self._coming.result()
        if page:
            reached = page[-1].at
            if reached == self._position:
                raise LineBroke(AGAIN)
            self._position = reached
            self._coming = self._thread.submit(self._pull, reached)
        return page

    def wait(self) -> None:
        """Wait until nothing is on the line."""
        wait([self._coming])
