"""Joins the page of due work with the services behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import Scope
from qa_desktop.services.begin_record import RecordOffer
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Job, Workers
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.observed import ObservedPage
from qa_desktop.ui.pages.supervision_files import SupervisionFilesPage
from qa_desktop.ui.presenters.audit_follow_up import record_words
from qa_desktop.ui.presenters.due_work import (
    DueWorkPresenter,
    Which,
    WorkQuestion,
    WorkRow,
    observed_lines,
    usual_scope,
)
from qa_desktop.ui.presenters.supervision_files import manager_lines
from qa_desktop.ui.rereading import Rereading

OVERSEE = frozenset({Role.QA_OFFICER, Role.MANAGER, Role.HEAD_OF_SERVICE})
"""Who is led to supervision files: staff records are none of an auditor's."""


@dataclass(frozen=True, slots=True)
class WorkWays:
    """Where the page leads, and whom to tell that something changed."""

    open_audit: Callable[[str, str], None]
    saved: Callable[[], None]
    show: Callable[[Page, Place], None]
    """Puts another page of due work on screen."""
    back: Callable[[], None]
    checks: Callable[[], None]
    """Shows the regular checks."""
    start_allocated: Callable[[str], None]
    """Begins the audit of an allocation."""


class WorkWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, ways: WorkWays, asked: tuple[str, str] = ("", "")) -> None:
        """`asked` names which work, and of which kind, as the home page does; all of it where nothing is named."""
        usual = usual_scope(desk)
        scopes = (Scope.MINE, *((Scope.TEAM,) if desk.work.has_team else ()), Scope.ALL)
        self.page = DueWorkPage(scopes)
        super().__init__(self.page)
        self._desk = desk
        self._workers = workers
        self._ways = ways
        self._presenter = DueWorkPresenter(desk, workers.database, self.page.show_rows, self.page)
        self.page.question_asked.connect(self._presenter.ask)
        self.page.more_requested.connect(self._presenter.more)
        self.page.audit_requested.connect(ways.open_audit)
        self.page.allocation_requested.connect(ways.start_allocated)
        self.page.done_requested.connect(self._mark_done)
        self.page.calendar_requested.connect(lambda path: self._presenter.save_calendar(path, self.page.tell_saved))
        self.page.observed_requested.connect(self._show_observed)
        self.page.files_requested.connect(self._show_files)
        self.page.checks_requested.connect(ways.checks)
        self.page.chosen_changed.connect(self._look)
        self.page.record_requested.connect(self._begin_record)
        self._looking: Job[RecordOffer | None] | None = None
        which, kind = asked
        question = WorkQuestion(usual, Which(which) if which else Which.ALL, WorkKind(kind) if kind else None)
        self._offer_poor(question)
        workers.database.submit(
            desk.observed, lambda found: self.page.offer_observed(offered=bool(found)), page=self.page
        )
        workers.documents.submit(
            desk.planning.checks, lambda found: self.page.offer_checks(offered=bool(found)), page=self.page
        )
        if desk.owner.role in OVERSEE:
            files = desk.supervision_files
            workers.database.submit(files.is_kept, lambda kept: self.page.offer_files(offered=kept), page=self.page)

    def _offer_poor(self, question: WorkQuestion) -> None:
        """Ask at once, but for what follows from poor grades only once it is known what these are called."""
        ask_at_once = question.which is not Which.POOR

        def offer(words: str) -> None:
            self.page.offer_poor(words)
            if not ask_at_once:
                self.page.choose(question)

        self._workers.database.submit(self._desk.work.poor_words, offer, page=self.page)
        if ask_at_once:
            self.page.choose(question)

    def _look(self, row: WorkRow | None) -> None:
        """Find out whether a record is begun for the chosen line."""
        if self._looking is not None:
            self._looking.cancel()
        if row is None or not row.may_want_record:
            return
        desk, page, audit = self._desk, self.page, row.line.audit
        self._looking = self._workers.database.submit(
            lambda: desk.begin_record.offered(audit),
            lambda offer: page.offer_record(audit, record_words(offer) if offer else ""),
            page=page,
        )

    def _begin_record(self, audit: str) -> None:
        def done(made: Audit) -> None:
            self._ways.saved()
            self._ways.open_audit(made.id, "")

        self._workers.database.submit(lambda: self._desk.begin_record(AuditId(audit)), done, page=self.page)

    def _show_observed(self) -> None:
        page = ObservedPage()
        page.left.connect(self._ways.back)
        desk = self._desk
        Rereading(
            page,
            self._workers.database,
            desk.observed,
            lambda found: page.show_observed(observed_lines(found, desk.work.today)),
        )
        self._ways.show(page, Place.WORK)

    def _show_files(self) -> None:
        page = SupervisionFilesPage()
        page.left.connect(self._ways.back)
        page.audit_requested.connect(lambda audit: self._ways.open_audit(audit, ""))
        files = self._desk.supervision_files
        Rereading(page, self._workers.database, lambda: manager_lines(files(), files.today), page.show_managers)
        self._ways.show(page, Place.WORK)

    def _mark_done(self, row: WorkRow) -> None:
        def done() -> None:
            self._ways.saved()
            self.page.ask()

        self._presenter.mark_done(row, done)
