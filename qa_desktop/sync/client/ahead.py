"""Reads the feed one page ahead, so that the next page is on the line while this one is kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from qa_desktop.domain.arrivals import RawPage
from qa_desktop.domain.exchange import Position
from qa_desktop.sync.client.transport import LineBroke

Pull = Callable[[Position | None], RawPage | None]
"""Gives the page behind a position; None at the end of the feed."""

AGAIN = "The server sends the same changes again and again. Tell your QA team."


class Ahead:
    """Pulls on a thread of its own: nothing else may use the line meanwhile. Never more than one page waits."""

    def __init__(self, pull: Pull, position: Position | None) -> None:
        self._pull = pull
        self._position = position
        self._thread = ThreadPoolExecutor(1, "pull")
        self._coming: Future[RawPage | None] = self._thread.submit(pull, position)

    def __enter__(self) -> Self:
        """Read from the position on."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Leave the line when nothing is on it any more."""
        self._thread.shutdown(cancel_futures=True)

    def next_page(self) -> RawPage | None:
        """Return the next page and ask for the one behind it; None at the end. Raise what pulling raised."""
        page = self._coming.result()
        if page is not None:
            if page.reached == self._position:
                raise LineBroke(AGAIN)
            self._position = page.reached
            self._coming = self._thread.submit(self._pull, page.reached)
        return page

    def is_at_end(self) -> bool:
        """Wait for the page that was asked for; tell whether there is none. `next_page` raises what went wrong."""
        wait([self._coming])
        return self._coming.exception() is None and self._coming.result() is None
