"""Pages that show what the store holds are read anew after a sync, whichever of them is on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.ui.background import Worker
from qa_desktop.ui.page import Page

FoundT = TypeVar("FoundT")


@runtime_checkable
class Refreshed(Protocol):
    """Something on screen that is other after a sync."""

    def refresh_standing(self) -> None:
        """Show it anew."""
        ...


class Rereading(QObject, Generic[FoundT]):
    """Reads what a page shows when it comes on screen, and again after each sync."""

    def __init__(self, page: Page, worker: Worker, read: Callable[[], FoundT], show: Callable[[FoundT], None]) -> None:
        super().__init__(page)
        self._page = page
        self._worker = worker
        self._read = read
        self._show = show
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read it anew."""
        self._worker.submit(self._read, self._show, page=self._page)


def read_anew(page: Page | None, held: Iterable[object]) -> None:
    """Let everything that belongs to the page on screen, or is held for it, be read anew once."""
    there = [*held, *(page.findChildren(QObject) if page is not None else ())]
    for one in {id(one): one for one in there}.values():
        is_gone = isinstance(one, QObject) and not isValid(one)
        if isinstance(one, Refreshed) and not is_gone:
            one.refresh_standing()
