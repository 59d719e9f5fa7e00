"""Joins the page of the year's programme with the service that plans it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.record import AuditState
from qa_desktop.domain.rounds import month_end
from qa_desktop.services.desk import Desk
from qa_desktop.services.draw_cases import months_before
from qa_desktop.ui.background import Job, Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.plan_entry import PlanEntry
from qa_desktop.ui.dialogs.take_focus import TakeFocus
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.programme import ProgrammePage
from qa_desktop.ui.presenters.home import audit_title
from qa_desktop.ui.presenters.programme import ProgrammeDetails, ProgrammeView, details, programme_view

YEAR = 12
MOST_AUDITS = 40
"""So many signed audits are offered for an entry, the last changed first."""
Titled = tuple[tuple[str, str], ...]


class ProgrammeWiring(QObject):
    """Everything that the page does. What it shows is read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, send_soon: Callable[[], None]) -> None:
        self.page = ProgrammePage()
        super().__init__(self.page)
        self._desk = desk
        self._programme = desk.planning.programme
        self._problem = Phrased(self.page.show_problem, sentence_of)
        self._workers = workers
        self._window = window
        self._send_soon = send_soon
        self._day = local_day(desk.clock.now())
        self._whole_year = False
        self._focus: tuple[tuple[str, str], ...] = ()
        self._loading: Job[ProgrammeView] | None = None
        self._looking: Job[ProgrammeDetails] | None = None
        self.dialog: PlanEntry | TakeFocus | None = None
        page = self.page
        page.moved.connect(self._move)
        page.span_chosen.connect(self._choose_span)
        page.month_requested.connect(self._open_month)
        page.chosen_changed.connect(self._look)
        page.plan_requested.connect(self._plan)
        page.focus_requested.connect(self._ask_focus)
        page.change_requested.connect(lambda one: self._ask(one.entry))
        page.withdraw_requested.connect(lambda one: self._write(lambda: self._programme.withdraw(one.entry.id)))
        page.take_over_requested.connect(self._take_over)
        page.done_requested.connect(self._mark)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read the programme anew, as after a sync."""
        desk, day, whole = self._desk, self._day, self._whole_year

        def show(view: ProgrammeView) -> None:
            self._focus = view.focus
            self.page.show_view(view)

        if self._loading is not None:
            self._loading.cancel()
        self._loading = self._workers.documents.submit(
            lambda: programme_view(desk, day, whole_year=whole), show, self._problem, page=self.page
        )

    def _move(self, steps: int) -> None:
        self._day = months_before(self._day, -steps * (YEAR if self._whole_year else 1))
        self.refresh_standing()

    def _choose_span(self, whole_year: bool) -> None:  # noqa: FBT001 - from a signal
        self._whole_year = whole_year
        self.refresh_standing()

    def _open_month(self, month: int) -> None:
        self._day, self._whole_year = self._day.replace(month=month, day=1), False
        self.page.span.setCurrentIndex(0)
        self.refresh_standing()

    def _look(self, one: Planned | None) -> None:
        if self._looking is not None:
            self._looking.cancel()
        if one is not None:
            self._looking = self._workers.documents.submit(
                lambda: details(self._desk, one), self.page.show_details, self._problem, page=self.page
            )

    def _plan(self) -> None:
        first = self._day.replace(day=1)
        self._ask(Entry("", EntryKind.PLAN, "", first, month_end(first)))

    def _ask(self, entry: Entry) -> None:
        desk = self._desk

        def read() -> tuple[Titled, Titled]:
            signed = desk.list_audits(SummaryFilter(AuditState.SIGNED, limit=MOST_AUDITS))
            audits = (
                (one.id, ", ".join(part for part in (audit_title(one), one.form, one.practitioner) if part))
                for one in signed
            )
            return tuple((one.id, one.title) for one in desk.tools()), tuple(audits)

        def ask(found: tuple[Titled, Titled]) -> None:
            tools, audits = found
            if self.dialog is not None:  # the key was pressed twice
                return
            dialog = PlanEntry(entry, tools, local_day(desk.clock.now()), self._window, audits)
            self.dialog = dialog
            dialog.kept.connect(lambda kept: self._keep(dialog, kept))
            dialog.finished.connect(lambda _: self._let_go(dialog))
            dialog.open()

        self._workers.database.submit(read, ask, self._problem, page=self.page)

    def _keep(self, dialog: PlanEntry, entry: Entry) -> None:
        def done(_: Entry) -> None:
            if isValid(dialog):
                dialog.accept()
            self._written()

        self._workers.database.submit(lambda: self._desk.planning.programme.enter(entry), done, dialog.show_problem)

    def _ask_focus(self) -> None:
        dialog = TakeFocus(self._focus, local_day(self._desk.clock.now()), self._window)
        self.dialog = dialog

        def take(programme: str, month: date) -> None:
            self._write(lambda: self._programme.take_over_focus(programme, month))

        dialog.taken.connect(take)
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _let_go(self, dialog: PlanEntry | TakeFocus) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _take_over(self, one: Planned) -> None:
        self._workers.database.submit(
            lambda: self._desk.planning.programme.take_over(one), self._taken_over, self._problem
        )

    def _taken_over(self, entry: Entry) -> None:
        self._written()
        if isValid(self.page):
            self._ask(entry)

    def _mark(self, one: Planned) -> None:
        today = local_day(self._desk.clock.now())
        self._write(lambda: self._programme.mark_done(one.key, None if one.done else today))

    def _write(self, job: Callable[[], object]) -> None:
        self._workers.database.submit(job, lambda _: self._written(), self._problem)

    def _written(self) -> None:
        self._send_soon()
        if isValid(self.page):
            self.refresh_standing()
