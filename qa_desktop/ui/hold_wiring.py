"""Joins the pages that show audits of others with the services that put them on hold and release them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.holding import Terms
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.place_hold import PlaceHold
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.received_hold import HoldCard
from qa_desktop.ui.presenters.holds import DONE, PLACED, NamedPerson, people_to_name


@dataclass(frozen=True, slots=True)
class HoldWays:
    """What is to be done once an audit was put on hold or its release asked for."""

    send_soon: Callable[[], None]
    show_again: Callable[[], None]


class HoldWiring(QObject):
    """Everything that a page does about holds."""

    def __init__(self, page: Page, desk: Desk, workers: Workers, window: MainWindow, ways: HoldWays) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self.dialog: PlaceHold | None = None

    def attach(self, card: HoldCard, audit_id: AuditId) -> None:
        """Let the audit be put on hold and released from a card of its page."""
        card.hold_requested.connect(lambda: self.ask(audit_id, self._page.crumb))
        card.release_requested.connect(lambda: self.release(audit_id))

    def ask(self, audit_id: AuditId, title: str) -> None:
        """Ask why an audit is put on hold, and place it."""
        desk = self._desk

        def ask(people: tuple[NamedPerson, ...]) -> None:
            dialog = PlaceHold(people, title, local_day(desk.clock.now()), self._window)
            self.dialog = dialog
            dialog.hold_requested.connect(lambda terms: self._place(dialog, audit_id, terms))
            dialog.finished.connect(lambda _: dialog.deleteLater())
            dialog.open()

        self._workers.database.submit(lambda: people_to_name(desk.directory(), desk.owner.id), ask, page=self._page)

    def release(self, audit_id: AuditId) -> None:
        """Ask that an audit's holds end, or confirm it."""
        desk = self._desk

        def done(ordered: Ordered) -> None:
            self._told(DONE[ordered])

        self._workers.database.submit(lambda: desk.sharing.holds.release(audit_id), done, self._window.show_problem)

    def _place(self, dialog: PlaceHold, audit_id: AuditId, terms: Terms) -> None:
        desk = self._desk

        def done(_: None) -> None:
            if isValid(dialog):
                dialog.accept()
            self._told(PLACED)

        refused = Phrased(dialog.show_problem, sentence_of)
        self._workers.database.submit(lambda: desk.sharing.holds.place(audit_id, terms), done, refused)

    def _told(self, words: str) -> None:
        self._window.show_notice(words)
        self._ways.send_soon()
        if isValid(self._page):
            self._ways.show_again()
