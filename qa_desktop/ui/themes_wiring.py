"""Joins the page of themes with the services: counted beside the worker of the store, kept on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.figures.question import FigureFilter, Quotation, QuotationsBehind
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Job, Phrased, Workers, sentence_of
from qa_desktop.ui.pages.themes import ThemesPage
from qa_desktop.ui.presenters.agreement import periods
from qa_desktop.ui.presenters.themes import quotation_lines, themes_view

PAGE = 50


@dataclass(frozen=True, slots=True)
class ThemesPlace:
    """What is shown of the themes."""

    period: str = ""
    """As people write it; empty for every time."""
    theme: str = ""
    """One theme alone; empty for all."""

    @property
    def filter(self) -> FigureFilter:
        """Which audits are counted."""
        return FigureFilter.of(ReportPeriod.parse(self.period)) if self.period else FigureFilter()


@dataclass(frozen=True, slots=True)
class ThemesWays:
    """How to get on from the page."""

    leave: Callable[[], None]
    open_audit: Callable[[str], None]
    redact: Callable[[ThemesPlace], None]
    make_pack: Callable[[], None]
    send_soon: Callable[[], None]


class ThemesWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, ways: ThemesWays, place: ThemesPlace) -> None:
        self.page = ThemesPage(periods(local_day(desk.clock.now())))
        super().__init__(self.page)
        self._desk, self._workers, self._ways, self._place = desk, workers, ways, place
        self._quotations: QuotationsBehind | None = None
        self._listed: Job[tuple[Quotation, ...]] | None = None
        page, themes = self.page, desk.theming.themes
        page.period.setCurrentIndex(max(0, page.period.findData(place.period)))
        page.left.connect(ways.leave)
        page.audit_requested.connect(ways.open_audit)
        page.pack_requested.connect(ways.make_pack)
        page.redact_requested.connect(lambda theme: ways.redact(replace(self._place, theme=theme)))
        page.period_chosen.connect(self._choose_period)
        page.theme_chosen.connect(self._show_quotations)
        page.more_requested.connect(self._more)
        page.add_requested.connect(lambda name: self._change(partial(themes.add, name), page.tr("Added.")))
        page.rename_requested.connect(
            lambda theme, name: self._change(partial(themes.rename, theme, name), page.tr("Renamed."))
        )
        page.merge_requested.connect(
            lambda theme, into: self._change(partial(themes.merge, theme, into), page.tr("Merged."))
        )
        page.retire_requested.connect(lambda theme: self._change(partial(themes.retire, theme), page.tr("Retired.")))
        page.restore_requested.connect(
            lambda theme: self._change(partial(themes.restore, theme), page.tr("Taken up again."))
        )
        self._problem = Phrased(page.show_problem, sentence_of)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Count anew, as after a sync."""
        read = partial(themes_view, self._desk, self._place.filter)
        self._workers.documents.submit(read, self.page.show_view, self._problem, page=self.page)

    def _choose_period(self, period: str) -> None:
        self._place = replace(self._place, period=period)
        self.refresh_standing()

    def _show_quotations(self, theme: str) -> None:
        self._quotations = QuotationsBehind(self._place.filter, None, theme, limit=PAGE)
        self._more()

    def _more(self) -> None:
        wanted = self._quotations
        if wanted is None:
            return
        if self._listed is not None:
            self._listed.cancel()
        read = partial(self._desk.figures.behind_theme, wanted)
        self._listed = self._workers.documents.submit(read, self._take, self._problem, page=self.page)

    def _take(self, found: tuple[Quotation, ...]) -> None:
        wanted = self._quotations
        if wanted is None:
            return
        self.page.show_quotations(quotation_lines(found), more=len(found) == PAGE, first=wanted.after is None)
        if found:
            self._quotations = replace(wanted, after=found[-1])

    def _change(self, change: Callable[[], object], done: str) -> None:
        def changed(_: object) -> None:
            self._ways.send_soon()
            if isValid(self.page):
                if self.page.dialog is not None:
                    self.page.dialog.accept()
                self.page.show_done(self.page.tr("{} Everybody has it after the next sync.").format(done))
                self.refresh_standing()

        self._workers.database.submit(change, changed, self._problem)
