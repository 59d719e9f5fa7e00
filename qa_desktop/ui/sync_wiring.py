"""Joins the line, the sync page, the conflict screen and the rounds in the background with the services of sync."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Unsent
from qa_desktop.domain.sync_watch import Progress, Watch
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.sync_state import SyncFacts
from qa_desktop.ui.background import Workers
from qa_desktop.ui.dialogs.leaving import Leaving
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.conflict import ConflictPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.sync import SyncPage
from qa_desktop.ui.presenters.conflict import ConflictDesk, ConflictPresenter
from qa_desktop.ui.presenters.sync import OUTCOMES, SyncDesk, SyncPresenter, line_facts
from qa_desktop.ui.presenters.sync_line import progress_total, progress_words, sync_line
from qa_desktop.ui.sync_rounds import Run, SyncRounds, watch_network

WATCH_NETWORK_AFTER_MS = 3000
TELL_AGE_EVERY_MS = 60_000
REFUSED_FILES = "JSON (*.json)"


class SyncServices(SyncDesk, ConflictDesk, Protocol):
    """The services of sync."""

    @property
    def sync_now(self) -> Run:
        """Sync once; on any thread."""
        ...

    @property
    def take_in_arrived(self) -> Callable[[Callable[[], bool], Watch], Arrived]:
        """Take in what an earlier sync left waiting; on any thread, without a server."""
        ...

    @property
    def unsent(self) -> Callable[[], Unsent]:
        """Return how much is only on this laptop; cheap."""
        ...


@dataclass(frozen=True, slots=True)
class Ways:
    """How to get round the window."""

    show: Callable[[Page, Place | None], None]
    hold: Callable[[object], None]
    go: Callable[[Place], None]
    open_audit: Callable[[str], None]
    choose_bundle: Callable[[], None]


class SyncWiring(QObject):
    """Everything that the window does about sync."""

    def __init__(self, services: SyncServices, workers: Workers, window: MainWindow, ways: Ways) -> None:
        super().__init__(window)
        self._services = services
        self._workers = workers
        self._window = window
        self._ways = ways
        self._facts: SyncFacts | None = None
        self._on_demand = False
        self._may_take_in = True
        """Whether what waits is taken in without a run: once at the start, and once after a run that was stopped."""
        self._is_taking_in = False
        self.is_reachable = False
        """Whether the last run went through."""
        self._progress: Progress | None = None
        self._sync_page: tuple[SyncPage, SyncPresenter] | None = None
        self._leaving: tuple[Leaving, Callable[[], None]] | None = None
        worker = workers.sync or workers.documents
        self.rounds = SyncRounds(services.sync_now, worker, self)
        self.rounds.running_changed.connect(self._show_running)
        self.rounds.ended.connect(self._take_end)
        self.rounds.taken_in.connect(self._take_arrived)
        self.rounds.progressed.connect(self._show_progress)
        if workers.sync is not None:
            workers.sync.bug_found.connect(window.show_bug)
        window.sync_requested.connect(self.sync_now)
        window.guard_leaving(self._before_leaving)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.rounds.leave)
        QTimer.singleShot(WATCH_NETWORK_AFTER_MS, self, lambda: watch_network(self.rounds.run_soon, self))
        self._age_timer = QTimer(self)
        self._age_timer.setInterval(TELL_AGE_EVERY_MS)
        self._age_timer.timeout.connect(self._show_line)
        self._age_timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew: at the start, after a run, after the settings changed."""
        self._workers.database.submit(self._services.sync_facts, self._take_facts, page=self)

    def note_saved(self) -> None:
        """Count again what is only here."""
        self._workers.database.submit(self._services.unsent, self._take_unsent, page=self)

    def note_signed(self) -> None:
        """Send what was signed."""
        self.note_saved()
        self.rounds.run_soon()

    def note_server(self) -> None:
        """Try a new sign-in at once."""

        def begin(facts: SyncFacts) -> None:
            self._take_facts(facts)
            self.sync_now()

        self._workers.database.submit(self._services.sync_facts, begin, page=self)

    def sync_now(self) -> None:
        """Sync because a person asked for it: then a problem is said aloud."""
        self._on_demand = True
        self.rounds.run_now()

    def show_page(self) -> None:
        """Show the sync page."""
        page = SyncPage()
        presenter = SyncPresenter(self._services, self._workers.database, page.show_sync)
        presenter.is_running = lambda: self.rounds.is_running
        self._sync_page = (page, presenter)
        page.destroyed.connect(lambda: self._forget(presenter))
        page.sync_requested.connect(self.sync_now)
        page.stop_requested.connect(self._stop)
        page.settings_requested.connect(lambda: self._ways.go(Place.SETTINGS))
        page.audit_requested.connect(self._ways.open_audit)
        page.settling_requested.connect(self.show_conflicts)
        page.again_requested.connect(lambda ids: presenter.try_again(ids, self.rounds.run_soon))
        page.file_requested.connect(lambda ids: self._save_refused(page, presenter, ids))
        page.receipt_requested.connect(self._ways.choose_bundle)
        presenter.load()
        self._ways.hold(presenter)
        self._ways.show(page, Place.SYNC)

    def show_conflicts(self, audit_id: str, back: Callable[[], None] | None = None) -> None:
        """Show what is to settle in an audit, afterwards the audit itself; `back` leads elsewhere than to sync."""
        page = ConflictPage()

        def finished() -> None:
            self._ways.open_audit(audit_id)

        presenter = ConflictPresenter(self._services, self._workers.database, page.show_conflict, finished)
        presenter.was_settled = self.refresh

        def refused(error: QaDesktopError) -> None:
            if isValid(page):
                page.show_problem(error.sentence)
            else:
                self._window.show_problem(error)

        def settle(value: Value) -> None:
            presenter.settle(value, refused)

        page.settled.connect(settle)
        page.left.connect(back or (lambda: self._ways.go(Place.SYNC)))
        presenter.load(AuditId(audit_id))
        self._ways.hold(presenter)
        self._ways.show(page, Place.SYNC)

    def _take_facts(self, facts: SyncFacts) -> None:
        self._facts = facts
        self._window.offer_sync(there=bool(facts.server))
        if self._may_take_in and not self.rounds.is_running:
            self._may_take_in = False
            if facts.arrived.pages or facts.are_lists_behind:
                self._is_taking_in = True
                self.rounds.take_in(self._services.take_in_arrived)
        self.rounds.set_server(there=bool(facts.server))
        self._show_line()

    def _take_unsent(self, unsent: Unsent) -> None:
        if self._facts is not None:
            self._facts = replace(self._facts, unsent=unsent)
            self._show_line()

    def _show_line(self) -> None:
        if self._facts is None:
            return
        facts = line_facts(self._facts, running=self.rounds.is_running, progress=self._progress)
        line = sync_line(facts, self._services.clock.now())
        self._window.top.show_sync(line)
        page = self._window.page
        if isinstance(page, HomePage):
            page.show_sync_line(line.words)

    def _show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._show_line()
        unsent = 0 if self._facts is None else self._facts.unsent.count
        words, of = progress_words(progress, unsent), progress_total(progress, unsent)
        if self._sync_page is not None:
            self._sync_page[0].show_progress(words, progress.done, of)
        if self._leaving is not None:
            self._leaving[0].busy.show_progress(words, progress.done, of)

    def _show_running(self, running: bool) -> None:  # noqa: FBT001 - as the signal gives it
        self._progress = None
        self._show_line()
        if self._sync_page is not None:
            self._sync_page[0].show_running(running=running)

    def _take_end(self, end: RunReport | QaDesktopError) -> None:
        on_demand, self._on_demand = self._on_demand, False
        self.is_reachable = isinstance(end, RunReport) and end.outcome is Outcome.DONE
        why = end.sentence if isinstance(end, QaDesktopError) else _why(end)
        if on_demand and isinstance(end, QaDesktopError):
            self._window.show_problem(end)
        elif on_demand and why and self._sync_page is None:
            self._window.show_problem(QaDesktopError(why))
        self.refresh()
        if self._sync_page is not None:
            self._sync_page[1].load()
        if self._leaving is not None:
            self._workers.database.submit(
                self._services.unsent, lambda unsent: self._tell_leaving(unsent, why), page=self._leaving[0]
            )

    def _stop(self) -> None:
        """Stop as somebody asked for. What had arrived is taken in by itself afterwards, which can be stopped too."""
        self._may_take_in = not self._is_taking_in
        self.rounds.stop()

    def _take_arrived(self) -> None:
        self._is_taking_in = False
        self.refresh()
        if self._sync_page is not None:
            self._sync_page[1].load()

    def _forget(self, presenter: SyncPresenter) -> None:
        if self._sync_page is not None and self._sync_page[1] is presenter:
            self._sync_page = None

    def _save_refused(self, page: SyncPage, presenter: SyncPresenter, op_ids: tuple[OperationId, ...]) -> None:
        title = page.tr("Save the refused changes")
        chosen, _ = QFileDialog.getSaveFileName(page, title, "refused-changes.json", REFUSED_FILES)
        if chosen:
            presenter.save(op_ids, Path(chosen), page.tell)

    def _before_leaving(self, leave: Callable[[], None]) -> None:
        """Close at once where nothing waits or nothing can be sent; else send first, or warn."""
        if self._leaving is not None:
            return

        def look(unsent: Unsent) -> None:
            if not unsent.count or self._facts is None or not self._facts.server:
                leave()
                return
            dialog = Leaving(unsent.count, self._window)
            self._leaving = (dialog, leave)
            dialog.finished.connect(lambda _: self._end_leaving())
            dialog.close_requested.connect(leave)
            dialog.open()
            self.rounds.run_now()

        self._workers.database.submit(self._services.unsent, look, lambda _: leave(), page=self._window)

    def _tell_leaving(self, unsent: Unsent, why: str) -> None:
        if self._leaving is not None:
            self._leaving[0].show_ended(unsent=unsent.count, why=why)

    def _end_leaving(self) -> None:
        if self._leaving is not None:
            self._leaving[0].deleteLater()
            self._leaving = None


def _why(report: RunReport) -> str:
    if report.outcome is Outcome.DONE:
        return ""
    return report.words or f"{OUTCOMES[report.outcome]}."
