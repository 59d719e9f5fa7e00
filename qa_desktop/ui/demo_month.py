"""Pictures of what somebody sees in the middle of a month that is played, in a window over their open services."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from qa_desktop.services.desk import Desk
from qa_desktop.ui.demo_player import Player
from qa_desktop.ui.demo_sights import Sight
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.moderation import ModerationListPage
from qa_desktop.ui.pages.side_by_side import SideBySidePage
from qa_desktop.ui.start_up import OpenWindow

SIZE = (1366, 768)
PLACES = {
    Sight.HOME: Place.HOME,
    Sight.WORK: Place.WORK,
    Sight.ACTIONS: Place.ACTIONS,
    Sight.INBOX: Place.INBOX,
    Sight.ALLOCATED: Place.ALLOCATE,
    Sight.PROGRAMME: Place.PROGRAMME,
}


class MonthPictures:
    """One person's window for as long as pictures of it are taken. The services stay open behind it."""

    def __init__(self, opened: OpenWindow, out: Path, first: int) -> None:
        """`first` is the number of the first picture."""
        self._opened = opened
        self._player = Player(opened.window, out, first)
        self._desks: list[Desk] = []
        opened.door.desk_opened.connect(self._desks.append)

    def take(self, sights: Iterable[Sight], whose: str) -> tuple[Path, ...]:
        """Go to each page and take a picture of it; raise DemoStuckError where the window does not lead there."""
        self._opened.window.resize(*SIZE)
        self._opened.window.show()
        self._opened.door.begin()
        self._player.wait_until(lambda: bool(self._desks), "the services")
        for one in sights:
            self._go(one)
            self._player.wait_until(lambda: not self._is_busy, f"the page {one.value}")
            self._player.settle()
            self._player.wait_until(lambda: not self._is_busy, f"the page {one.value}")
            self._player.picture(f"{whose}-{one.value}")
        return tuple(self._player.taken)

    def close(self) -> None:
        """Close the window, and leave the services to whoever opened them."""
        self._opened.navigator.leave_server()
        self._player.wait_until(lambda: not self._is_busy, "what is under way")
        self._opened.workers.stop()
        self._opened.window.hide()
        self._opened.window.deleteLater()

    def _go(self, sight: Sight) -> None:
        others: dict[Sight, Callable[[], None]] = {
            Sight.QUOTAS: self._show_quotas,
            Sight.OBSERVED: self._show_observed,
            Sight.TO_MODERATE: self._show_to_moderate,
            Sight.SIDE_BY_SIDE: self._show_side_by_side,
        }
        if sight in PLACES:
            self._opened.navigator.go(PLACES[sight])
        else:
            others[sight]()

    def _show_quotas(self) -> None:
        self._opened.navigator.go(Place.HOME)
        self._player.click(self._player.page(HomePage).quotas_button)

    def _show_observed(self) -> None:
        self._opened.navigator.go(Place.WORK)
        self._player.click(self._player.page(DueWorkPage).observed_button)

    def _show_to_moderate(self) -> None:
        self._opened.navigator.go(Place.INBOX)
        self._player.click(self._player.page(InboxPage).moderation_button)
        self._player.page(ModerationListPage)

    def _show_side_by_side(self) -> None:
        self._show_to_moderate()
        page = self._player.page(ModerationListPage)
        self._player.wait_until(lambda: page.model.rowCount() > 0, "what is to moderate")
        page.list.setCurrentIndex(page.model.index(0))
        self._player.click(page.open_button)
        pair = self._player.page(SideBySidePage)
        self._player.wait_until(lambda: bool(pair.domains) and pair.is_complete, "both forms")
        pair.only.setChecked(True)

    @property
    def _is_busy(self) -> bool:
        workers = self._opened.workers
        return workers.database.busy or workers.documents.busy or (workers.sync is not None and workers.sync.busy)
