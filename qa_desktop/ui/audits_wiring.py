"""Joins the page of all audits with the service that lists them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.presenters.audits import AuditsPresenter


class AuditsWiring(QObject):
    """Everything that the page does."""

    def __init__(
        self, desk: Desk, workers: Workers, open_audit: Callable[[str], None], start: Callable[[], None]
    ) -> None:
        self.page = AuditsPage()
        super().__init__(self.page)
        self._presenter = AuditsPresenter(desk, workers.database, self.page.show_rows, self.page)
        self.page.question_asked.connect(self._presenter.ask)
        self.page.more_requested.connect(self._presenter.more)
        self.page.audit_requested.connect(open_audit)
        self.page.start_requested.connect(start)
        self.page.ask()
