"""Joins the officer's page of allocations with the services that give, take back and draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.desk import Desk
from qa_desktop.services.reallocate import Load
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.allocate_one import AllocateOne
from qa_desktop.ui.dialogs.give_allocation import GiveAllocation
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.allocations import AllocationsPage
from qa_desktop.ui.presenters.allocations import AllocationsPresenter, GiveView, give_view


@dataclass(frozen=True, slots=True)
class AllocationsWays:
    """Where the page leads."""

    draw: Callable[[], None]
    open_draw: Callable[[str], None]
    send_soon: Callable[[], None]


class AllocationsWiring(QObject):
    """Everything that the page does. Its lists are read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: AllocationsWays) -> None:
        self.page = AllocationsPage()
        super().__init__(self.page)
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self._presenter = AllocationsPresenter(desk, workers.documents)
        self.dialog: GiveAllocation | AllocateOne | None = None
        self.page.draw_requested.connect(ways.draw)
        self.page.draw_opened.connect(ways.open_draw)
        self.page.give_requested.connect(self._ask)
        self.page.one_requested.connect(self._ask_one)
        self.page.withdraw_requested.connect(self._withdraw)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read the lists anew, as after a sync."""
        self._presenter.load(self.page.show_view, Phrased(self.page.show_problem, sentence_of))

    def _ask(self, allocation_id: str) -> None:
        def ask(view: GiveView) -> None:
            if self.dialog is not None:  # the key was pressed twice
                return
            dialog = GiveAllocation(view, self._window)
            self.dialog = dialog
            dialog.give_requested.connect(lambda person, back: self._give(dialog, allocation_id, (person, back)))
            dialog.finished.connect(lambda _: self._let_go(dialog))
            dialog.open()

        problem = Phrased(self.page.show_problem, sentence_of)
        self._workers.database.submit(lambda: give_view(self._desk, allocation_id), ask, problem, page=self.page)

    def _ask_one(self) -> None:
        desk = self._desk

        def read() -> tuple[tuple[Load, ...], tuple[tuple[str, str], ...]]:
            return desk.planning.reallocate().loads(), tuple((one.id, one.title) for one in desk.tools())

        def ask(found: tuple[tuple[Load, ...], tuple[tuple[str, str], ...]]) -> None:
            if self.dialog is not None:  # the key was pressed twice
                return
            dialog = self.dialog = AllocateOne(*found, local_day(desk.clock.now()), self._window)
            dialog.allocate_requested.connect(lambda request, peer: self._allocate(dialog, request, peer))
            dialog.finished.connect(lambda _: self._let_go(dialog))
            dialog.open()

        self._workers.database.submit(read, ask, Phrased(self.page.show_problem, sentence_of), page=self.page)

    def _allocate(self, dialog: AllocateOne, request: AllocationRequest, peer: str) -> None:
        desk = self._desk

        def work() -> tuple[str, ...]:
            allocate = desk.allocate
            if peer:
                allocate.pair(request, peer)
            else:
                allocate(request)
            return desk.check_reference(request.subject)

        def done(warnings: tuple[str, ...]) -> None:
            if isValid(dialog):
                dialog.accept()
            look = [self._window.tr("Check the reference. {}.").format(one) for one in warnings]
            self._tell(" ".join((self._window.tr("Allocated. It goes out with the next sync."), *look)))

        self._workers.database.submit(work, done, Phrased(dialog.show_problem, sentence_of))

    def _let_go(self, dialog: GiveAllocation | AllocateOne) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _give(self, dialog: GiveAllocation, allocation_id: str, chosen: tuple[str, str]) -> None:
        def done(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            self._tell(self._window.tr("Given. Both laptops hear of it with the next sync."))

        give = self._desk.planning.reallocate()
        problem = Phrased(dialog.show_problem, sentence_of)
        self._workers.database.submit(lambda: give(allocation_id, *chosen), done, problem)

    def _withdraw(self, allocation_id: str) -> None:
        words = self._window.tr("Taken back. Their laptop hears of it with the next sync.")
        self._workers.database.submit(
            lambda: self._desk.allocate.withdraw(allocation_id),
            lambda _: self._tell(words),
            Phrased(self.page.show_problem, sentence_of),
        )

    def _tell(self, words: str) -> None:
        self._window.show_notice(words)
        self._ways.send_soon()
        if isValid(self.page):
            self.refresh_standing()
