"""Joins the page that draws signed audits for a panel or a meeting with the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qa_desktop.clock import local_day
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.desk import Desk
from qa_desktop.services.link_audit import LinkChoice
from qa_desktop.services.look_again import LookAgainRequest
from qa_desktop.ui.background import Job, Workers
from qa_desktop.ui.pages.look_again import LookAgainPage
from qa_desktop.ui.presenters.agreement import periods


@dataclass(frozen=True, slots=True)
class LookAgainWays:
    """How to get round the window from here."""

    open_audit: Callable[[str], None]
    back: Callable[[], None]


class LookAgainWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, ways: LookAgainWays) -> None:
        self.page = LookAgainPage(periods(local_day(desk.clock.now())))
        super().__init__(self.page)
        self._desk = desk
        self._database = workers.database
        self.page.left.connect(ways.back)
        self.page.record_requested.connect(ways.open_audit)
        self.page.draw_requested.connect(
            lambda tool, period, number: self._begin(LookAgainRequest(tool, ReportPeriod.parse(period), number))
        )
        self.page.theme_requested.connect(
            lambda tool, period, theme, chosen: self._begin(
                LookAgainRequest(tool, ReportPeriod.parse(period), chosen=chosen, theme=theme)
            )
        )
        self.page.candidates_asked.connect(self._find)
        self._finding: Job[tuple[LinkChoice, ...]] | None = None
        again = desk.looking_again.again
        self._database.submit(again.offered, self.page.show_tools, self.page.show_problem, page=self.page)

    def _find(self, tool_id: str, period: str) -> None:
        """Read from which audits a theme can choose; an answer to an earlier question is dropped."""
        if self._finding is not None:
            self._finding.cancel()
        again = self._desk.looking_again.again
        self._finding = self._database.submit(
            lambda: again.candidates(tool_id, ReportPeriod.parse(period)),
            self.page.show_candidates,
            self.page.show_problem,
            page=self.page,
        )

    def _begin(self, request: LookAgainRequest) -> None:
        again = self._desk.looking_again.again

        def begin() -> tuple[tuple[str, str], ...]:
            return tuple((str(one.id), f"{one.tool.title} · {one.subject}") for one in again(request))

        self._database.submit(begin, self.page.show_made, self.page.show_problem, page=self.page)
