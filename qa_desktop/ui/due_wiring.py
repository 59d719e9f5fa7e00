"""Joins the page of what is due for disposal with the services that order, hold and release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.order_disposal import OrderDisposal
from qa_desktop.ui.hold_wiring import HoldWays, HoldWiring
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.due import DuePage
from qa_desktop.ui.presenters.due import DuePresenter, PreviewView


@dataclass(frozen=True, slots=True)
class DueWays:
    """Where the page leads."""

    back: Callable[[], None]
    back_words: str
    send_soon: Callable[[], None]


class DueWiring(QObject):
    """Everything that the page does. Its list is read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: DueWays) -> None:
        self.page = DuePage(ways.back_words)
        super().__init__(self.page)
        self._window = window
        self._ways = ways
        self._presenter = DuePresenter(desk, workers.documents, workers.database, self.page)
        self.dialog: OrderDisposal | None = None
        self.holds = HoldWiring(self.page, desk, workers, window, HoldWays(ways.send_soon, self.refresh_standing))
        self.page.left.connect(ways.back)
        self.page.order_requested.connect(lambda audit_id: self._preview(AuditId(audit_id)))
        self.page.hold_requested.connect(lambda audit_id, title: self.holds.ask(AuditId(audit_id), title))
        self.page.release_requested.connect(lambda audit_id: self.holds.release(AuditId(audit_id)))
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read the list anew, as after a sync."""
        self._presenter.load(self.page.show_due, self._tell_problem)

    def _preview(self, audit_id: AuditId) -> None:
        def ask(preview: PreviewView) -> None:
            if self.dialog is not None:  # the key was pressed twice
                return
            dialog = OrderDisposal(preview, self._window)
            self.dialog = dialog
            dialog.ordered.connect(lambda: self._order(dialog, audit_id))
            dialog.finished.connect(lambda _: self._let_go(dialog))
            dialog.open()

        self._presenter.preview(audit_id, ask, self._tell_problem)

    def _let_go(self, dialog: OrderDisposal) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _order(self, dialog: OrderDisposal, audit_id: AuditId) -> None:
        def told(words: str) -> None:
            if isValid(dialog):
                dialog.accept()
            self._window.show_notice(words)
            self._ways.send_soon()
            self.refresh_standing()

        self._presenter.order(audit_id, told, Phrased(dialog.show_problem, sentence_of))

    def _tell_problem(self, error: QaDesktopError) -> None:
        self.page.show_problem(error.sentence)
