"""Joins the page of regular checks with the service that lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.domain.checks import CheckRow
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.pages.checks import ChecksPage
from qa_desktop.ui.presenters.checks import check_lines


@dataclass(frozen=True, slots=True)
class ChecksWays:
    """Where the page leads."""

    back: Callable[[], None]
    start: Callable[[str], None]
    """Begins a record with a tool."""
    saved: Callable[[], None]


class ChecksWiring(QObject):
    """Everything that the page does. It is read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, ways: ChecksWays) -> None:
        self.page = ChecksPage()
        super().__init__(self.page)
        self._checks = desk.planning.checks
        self._workers = workers
        self._saved = ways.saved
        self._problem = Phrased(self.page.show_problem, sentence_of)
        self.page.left.connect(ways.back)
        self.page.start_requested.connect(ways.start)
        self.page.done_requested.connect(self._mark)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read them anew, as after a sync."""
        checks = self._checks
        self._workers.documents.submit(
            lambda: check_lines(checks), self.page.show_checks, self._problem, page=self.page
        )

    def _mark(self, row: CheckRow) -> None:
        def done(_: None) -> None:
            self._saved()
            if isValid(self.page):
                self.refresh_standing()

        day = None if row.done is not None else self._checks.today
        self._workers.database.submit(lambda: self._checks.mark_done(row, day), done, self._problem)
