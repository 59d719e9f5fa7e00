"""Joins the page of an audit that came in with having it read a second time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.directory import Colleague
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.give_moderation import TO_READ_AGAIN, GiveModeration
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.presenters.times import short_day


class SecondReadingWiring(QObject):
    """Asks who reads, and gives it to them; offered where the audit can be read again."""

    def __init__(
        self,
        page: ReceivedPage,
        desk: Desk,
        workers: Workers,
        window: MainWindow,
        audit: tuple[AuditId, Callable[[], None]],
    ) -> None:
        """`audit` is the audit's id, and what tells that something is to be sent."""
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._workers = workers
        self._window = window
        self._audit_id, self._send_soon = audit
        self.dialog: GiveModeration | None = None
        page.second_requested.connect(self._ask)
        readers = desk.looking_again.second_reading.readers
        # Where it cannot be read again nothing is offered.
        workers.database.submit(
            lambda: readers(self._audit_id), lambda _: page.offer_second_reading(), lambda _: None, page=page
        )

    def _ask(self) -> None:
        desk, audit_id = self._desk, self._audit_id

        def read() -> tuple[str, tuple[Colleague, ...]]:
            audit = desk.open_audit(audit_id)
            title = f"{audit.subject} · {audit.tool.title}"
            return title, desk.looking_again.second_reading.readers(audit_id)

        self._workers.database.submit(read, lambda found: self._open(*found), page=self._page)

    def _open(self, title: str, people: tuple[Colleague, ...]) -> None:
        if self.dialog is not None:  # the key was pressed twice
            return
        dialog = self.dialog = GiveModeration(title, people, self._window, TO_READ_AGAIN)
        dialog.chosen.connect(lambda person: self._give(dialog, person))
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _give(self, dialog: GiveModeration, person: str) -> None:
        def done(made: Allocation) -> None:
            if isValid(dialog):
                dialog.accept()
            due = f", due {short_day(made.due, local_day(self._desk.clock.now()))}" if made.due else ""
            self._window.show_notice(self._window.tr("Given to a second reader{}.").format(due))
            self._send_soon()

        give = self._desk.looking_again.second_reading
        problem = Phrased(dialog.show_problem, sentence_of)
        self._workers.database.submit(lambda: give(self._audit_id, person), done, problem)

    def _let_go(self, dialog: GiveModeration) -> None:
        self.dialog = None
        dialog.deleteLater()
