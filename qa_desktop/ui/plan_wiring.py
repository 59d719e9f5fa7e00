"""Joins the pages on all audits together with the services: draws, the programme, quotas, actions, insight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qa_desktop.domain.record import REPORT_MAKERS, Role
from qa_desktop.services.desk import Desk
from qa_desktop.ui.answer_wiring import AnswerWiring
from qa_desktop.ui.background import Phrased, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.presenters.quotas import own_words

if TYPE_CHECKING:
    from qa_desktop.ui.presenters.carried_filter import CarriedFilter
    from qa_desktop.ui.themes_wiring import ThemesPlace

SEE_OTHERS = (Role.QA_OFFICER, Role.MANAGER, Role.HEAD_OF_SERVICE, Role.MODERATOR)


@dataclass(frozen=True, slots=True)
class PlanWays:
    """How to get round the window."""

    show: Callable[[Page, Place | None], None]
    hold: Callable[[object], None]
    go: Callable[[Place], None]
    send_soon: Callable[[], None]


class PlanWiring:
    """Everything that the window does about all audits together."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: PlanWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways

    def show_allocations(self) -> None:
        """Show what is allocated, and the draws."""
        from qa_desktop.ui.allocations_wiring import AllocationsWays, AllocationsWiring  # noqa: PLC0415 - officers only
        from qa_desktop.ui.draw_wiring import DrawWays, DrawWiring  # noqa: PLC0415 - as above

        draw_ways = DrawWays(
            lambda page: self._ways.show(page, Place.ALLOCATE),
            lambda: self._ways.go(Place.ALLOCATE),
            self._ways.send_soon,
        )
        draws = DrawWiring(self._desk, self._workers, self._window, draw_ways)
        ways = AllocationsWays(draws.begin, draws.open, self._ways.send_soon)
        wiring = AllocationsWiring(self._desk, self._workers, self._window, ways)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.ALLOCATE)

    def show_programme(self) -> None:
        """Show the year's programme."""
        from qa_desktop.ui.programme_wiring import ProgrammeWiring  # noqa: PLC0415 - behind the first page

        wiring = ProgrammeWiring(self._desk, self._workers, self._window, self._ways.send_soon)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.PROGRAMME)

    def show_actions(self, open_audit: Callable[[str, str], None], changed: Callable[[], None]) -> None:
        """Show the actions of all audits."""
        from qa_desktop.ui.actions_wiring import ActionsWays, ActionsWiring  # noqa: PLC0415 - behind the first page

        wiring = ActionsWiring(self._desk, self._workers, ActionsWays(open_audit, changed))
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.ACTIONS)

    def show_improvements(self, open_audit: Callable[[str, str], None], changed: Callable[[], None]) -> None:
        """Show the improvement actions of the service."""
        from qa_desktop.ui.improvements_wiring import ImprovementsWays, ImprovementsWiring  # noqa: PLC0415 - as above

        wiring = ImprovementsWiring(self._desk, self._workers, ImprovementsWays(open_audit, changed))
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.IMPROVEMENTS)

    def show_insight(self, open_audit: Callable[[str], None]) -> None:
        """Show what the audits say together."""
        from qa_desktop.ui.insight_wiring import InsightWiring  # noqa: PLC0415 - behind the first page

        wiring = InsightWiring(self._desk, self._workers, open_audit)
        wiring.page.report_button.setVisible(self._desk.owner.role in REPORT_MAKERS)
        wiring.page.themes_button.setVisible(self._desk.theming.themes.may_write)
        wiring.page.themes_requested.connect(lambda: self.show_themes(open_audit))
        wiring.page.report_requested.connect(lambda: self.show_reports(wiring.page.carried))
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.INSIGHT)

    def show_reports(self, carried: CarriedFilter | None = None) -> None:
        """Show the reports of what the audits say; `carried` is what was chosen on the insight page."""
        from qa_desktop.ui.reports_wiring import ReportsWiring  # noqa: PLC0415 - behind the first page

        wiring = ReportsWiring(self._desk, self._workers, self._ways.send_soon, carried)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.REPORTS)

    def show_themes(self, open_audit: Callable[[str], None], *, again: ThemesPlace | None = None) -> None:
        """Show the authority's list of themes; `again` is what was shown before quotations were redacted."""
        from qa_desktop.ui.themes_wiring import ThemesPlace, ThemesWays, ThemesWiring  # noqa: PLC0415 - officers only

        ways = ThemesWays(
            lambda: self._ways.go(Place.INSIGHT),
            open_audit,
            lambda place: self._redact(open_audit, place),
            lambda: self._make_pack(open_audit),
            self._ways.send_soon,
        )
        wiring = ThemesWiring(self._desk, self._workers, ways, again or ThemesPlace())
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.INSIGHT)

    def _redact(self, open_audit: Callable[[str], None], place: ThemesPlace) -> None:
        """Go through the quotations that wait, and then back to the list."""
        from qa_desktop.ui.redaction_wiring import RedactionWiring  # noqa: PLC0415 - officers only

        back = partial(self.show_themes, open_audit, again=place)
        wiring = RedactionWiring(self._desk, self._workers, (back, self._ways.send_soon), place)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.INSIGHT)

    def _make_pack(self, open_audit: Callable[[str], None]) -> None:
        """Choose the audits of a calibration pack."""
        from qa_desktop.ui.calibration_wiring import (  # noqa: PLC0415 - officers only
            CalibrationChoiceWiring,
            CalibrationWays,
        )

        ways = CalibrationWays(
            lambda page: self._ways.show(page, Place.INSIGHT),
            lambda: self.show_themes(open_audit),
            lambda: self._make_pack(open_audit),
            self._ways.send_soon,
        )
        wiring = CalibrationChoiceWiring(self._desk, self._workers, ways)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.INSIGHT)

    def show_checks(self, start: Callable[[str], None], back: Place = Place.WORK) -> None:
        """Show the regular checks; a record of one is begun with its tool."""
        from qa_desktop.ui.checks_wiring import ChecksWays, ChecksWiring  # noqa: PLC0415 - behind the first page

        ways = ChecksWays(lambda: self._ways.go(back), start, self._ways.send_soon)
        wiring = ChecksWiring(self._desk, self._workers, ways)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.WORK)

    def show_quotas(self, back: Place = Place.HOME) -> None:
        """Show how far everybody is with the audits of a month; it leads back to where one came from."""
        from qa_desktop.ui.quotas_wiring import QuotasWiring  # noqa: PLC0415 - behind the first page

        leave = self._window.rail.titles[back], lambda: self._ways.go(back)
        wiring = QuotasWiring(self._desk, self._workers, leave, self._ways.send_soon)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, back)


def plan_home(
    desk: Desk, workers: Workers, window: MainWindow, page: HomePage, answered: Callable[[], None]
) -> AnswerWiring:
    """Let allocations be answered on the home page; say how far the owner is, and which tools are to be looked at."""
    from qa_desktop.ui.presenters.checks import to_do_words  # noqa: PLC0415 - not for a first page
    from qa_desktop.ui.presenters.tool_versions import ToolVersionsPresenter  # noqa: PLC0415 - not for a first page

    wiring = AnswerWiring(page, desk, workers, window, answered)
    page.answer_requested.connect(wiring.ask)
    page.quotas_button.setVisible(desk.owner.role in SEE_OTHERS)
    workers.documents.submit(desk.planning.quotas.own, Phrased(page.show_quota, own_words))
    checks = desk.planning.checks
    workers.documents.submit(lambda: to_do_words(checks.to_do(), checks.today), page.show_checks, page=page)
    care = ToolVersionsPresenter(desk.tool_care, desk.owner.role, desk.clock, workers.database)
    care.load_due(page.show_reviews, page)
    return wiring
