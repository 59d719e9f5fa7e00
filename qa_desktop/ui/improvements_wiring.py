"""Joins the page of improvement actions with the services behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qa_desktop.domain.audit import Audit
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.pages.improvements import ImprovementsPage
from qa_desktop.ui.presenters.improvements import ImprovementsPresenter


@dataclass(frozen=True, slots=True)
class ImprovementsWays:
    """Where the page leads, and whom to tell that something changed."""

    open_audit: Callable[[str, str], None]
    saved: Callable[[], None]


class ImprovementsWiring(QObject):
    """Everything that the page does. Its list is read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, ways: ImprovementsWays) -> None:
        self.page = ImprovementsPage(desk.owner.name)
        super().__init__(self.page)
        self._ways = ways
        page = self.page
        self._presenter = ImprovementsPresenter(desk, workers.documents, workers.database, page)
        page.question_asked.connect(lambda question: self._presenter.ask(question, page.show_rows))
        page.more_requested.connect(self._presenter.more)
        page.plan_requested.connect(ways.open_audit)
        page.next_requested.connect(lambda one: self._presenter.begin_next(one, self._open_next, self._tell_problem))
        page.messages_requested.connect(
            lambda folder, printed: self._presenter.save_messages(
                folder, page.outcome.tell, self._tell_problem, printed=printed
            )
        )
        page.ask()
        self._presenter.load_standing(page.show_standing)

    def refresh_standing(self) -> None:
        """Count anew, as after a sync; the rows stay where somebody has chosen one."""
        self._presenter.load_standing(self.page.show_standing)
        if self.page.chosen is None:
            self.page.ask()

    def _open_next(self, plan: Audit) -> None:
        self._ways.saved()
        self._ways.open_audit(plan.id, "")

    def _tell_problem(self, error: QaDesktopError) -> None:
        self.page.outcome.show_problem(error.sentence)
