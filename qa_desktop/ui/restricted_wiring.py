"""Joins the list of restricted concerns with the services, and notes who reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.domain.authority_settings import Contact
from qa_desktop.domain.worker_concern import WorkerConcern
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.worker_concern import WorkerConcernDialog
from qa_desktop.ui.pages.restricted import RestrictedPage
from qa_desktop.ui.presenters.restricted import RestrictedRow, restricted_rows


@dataclass(frozen=True, slots=True)
class RestrictedWays:
    """How to get round the window from here."""

    open_audit: Callable[[str], None]
    back: Callable[[], None]
    send_soon: Callable[[], None]


class RestrictedWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, ways: RestrictedWays) -> None:
        self.page = RestrictedPage()
        super().__init__(self.page)
        self._desk = desk
        self._workers = workers
        self._ways = ways
        self._noted: set[str] = set()
        self.dialog: WorkerConcernDialog | None = None
        self.page.left.connect(ways.back)
        self.page.audit_requested.connect(ways.open_audit)
        self.page.chosen_changed.connect(self._note)
        self.page.add_requested.connect(self._ask)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read the list anew, as after a sync."""
        problem = Phrased(self.page.show_problem, sentence_of)
        desk = self._desk
        self._workers.documents.submit(lambda: restricted_rows(desk), self.page.show_rows, problem, page=self.page)

    def _note(self, row: RestrictedRow | None) -> None:
        """Note that the owner read a concern of somebody else, once for as long as the page is there."""
        if row is None or row.concern.author == self._desk.owner.id or row.concern.id in self._noted:
            return
        self._noted.add(row.concern.id)
        audit = row.concern.audit
        self._workers.database.submit(
            lambda: self._desk.sharing.note_access([audit], Access.RESTRICTED_READ), lambda _: self._ways.send_soon()
        )

    def _ask(self, row: RestrictedRow) -> None:
        def ask(contacts: tuple[Contact, ...]) -> None:
            if self.dialog is not None:  # the key was pressed twice
                return
            dialog = WorkerConcernDialog((row.concern,), contacts, self.page)
            self.dialog = dialog
            dialog.recorded.connect(lambda concern, words: self._record(row, concern, words))
            dialog.finished.connect(lambda _: setattr(self, "dialog", None))
            dialog.open()

        self._workers.database.submit(lambda: self._desk.safety_contacts().worker_contacts, ask, page=self.page)

    def _record(self, row: RestrictedRow, concern: str, words: dict[str, str]) -> None:
        desk = self._desk

        def record() -> WorkerConcern:
            audit, concerns = desk.open_audit(row.concern.audit), desk.restricted_concerns
            return concerns.add(audit, concern, words) if concern else concerns.record(audit, words)

        def done(_: WorkerConcern) -> None:
            self._ways.send_soon()
            if isValid(self.page):
                self.refresh_standing()

        self._workers.database.submit(record, done, Phrased(self.page.show_problem, sentence_of))
