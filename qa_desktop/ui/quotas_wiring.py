"""Joins the page of quotas with the service that counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.services.desk import Desk
from qa_desktop.services.draw_cases import months_before
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.pages.quotas import QuotasPage
from qa_desktop.ui.presenters.quotas import QuotasView, quotas_view


class QuotasWiring(QObject):
    """Everything that the page does. It is counted off the database's own worker."""

    def __init__(
        self, desk: Desk, workers: Workers, back: tuple[str, Callable[[], None]], said: Callable[[], None]
    ) -> None:
        words, leave = back
        self.page = QuotasPage(words)
        super().__init__(self.page)
        self._desk = desk
        self._workers = workers
        self._said = said
        self._month: date = local_day(desk.clock.now()).replace(day=1)
        self.page.left.connect(leave)
        self.page.month_requested.connect(self._move)
        self.page.post_chosen.connect(self._set_post)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Count anew, as after a sync."""
        count, month = self._desk.planning.quotas, self._month

        def counted() -> QuotasView:
            return quotas_view(count(month), may_set_posts=count.may_set_posts)

        self._workers.documents.submit(counted, self.page.show_view, Phrased(self.page.show_problem, sentence_of))

    def _move(self, months: int) -> None:
        self._month = months_before(self._month, -months)
        self.refresh_standing()

    def _set_post(self, person: str, post: str) -> None:
        def done(_: None) -> None:
            self._said()
            if isValid(self.page):
                self.refresh_standing()

        problem = Phrased(self.page.show_problem, sentence_of)
        self._workers.database.submit(lambda: self._desk.planning.quotas.set_post(person, post), done, problem)
