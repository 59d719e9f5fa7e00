"""Joins the pages of moderation with the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain import pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.directory import Colleague
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.provisional import awaits_moderation, outcome_words
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.desk import Desk
from qa_desktop.services.measure_agreement import TOLD
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.give_moderation import GiveModeration
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.agreement import AgreementPage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.moderation import ModerationListPage
from qa_desktop.ui.pages.side_by_side import SideBySidePage
from qa_desktop.ui.presenters.agreement import Basis, measured, periods
from qa_desktop.ui.presenters.moderation import ModerationPresenter, begin, can_compare, load_pair, moderation_words


@dataclass(frozen=True, slots=True)
class ModerationWays:
    """How to get round the window from here."""

    show: Callable[[Page], None]
    open_audit: Callable[[str], None]
    back: Callable[[], None]
    send_soon: Callable[[], None]


class ModerationWiring(QObject):
    """Everything that the window does about moderation. Lists are read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: ModerationWays) -> None:
        super().__init__(window)
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self.dialog: GiveModeration | None = None

    def show_list(self) -> None:
        """Show what is to moderate."""
        role = self._desk.owner.role
        page = ModerationListPage(gives=role is Role.QA_OFFICER, measures=role in TOLD)
        presenter = ModerationPresenter(
            self._desk, self._workers.documents, self._workers.database, page.show_rows, page
        )
        page.question_asked.connect(lambda settled: presenter.ask(settled=settled))
        page.more_requested.connect(presenter.more)
        page.left.connect(self._ways.back)
        page.agreement_requested.connect(self.show_agreement)
        page.pair_requested.connect(lambda pair: self.show_pair(pair, self.tr("To moderate"), self.show_list))
        page.give_requested.connect(lambda pair, title: self._ask_whom(page, presenter, pair, title))
        page.ask()
        self._ways.show(page)

    def show_agreement(self) -> None:
        """Show how far auditors agree; the figures are worked out off the database's own worker."""
        page = AgreementPage(periods(local_day(self._desk.clock.now())))
        measure = self._desk.looking_again.agreement

        def ask(name: str, basis: Basis) -> None:
            self._workers.documents.submit(
                lambda: measured(measure, ReportPeriod.parse(name), basis),
                page.show_agreement,
                page.show_problem,
                page=page,
            )

        page.period_chosen.connect(ask)
        page.left.connect(self.show_list)
        page.ask()
        self._ways.show(page)

    def show_pair(self, pair: str, back_words: str, back: Callable[[], None]) -> None:
        """Show two forms side by side."""
        page = SideBySidePage(back_words)
        page.left.connect(back)
        database = self._workers.database
        page.begin_requested.connect(
            lambda: begin(self._desk, database, pair, self._ways.open_audit, page.show_problem)
        )
        load_pair(self._desk, database, pair, page.show_pair, page.show_problem)
        self._ways.show(page)

    def attach(self, shell: AuditShell) -> None:
        """Say above an audit how it stands towards the form of a second auditor, and lead to both."""
        notice = shell.notices.pair

        comparable = False

        def offer(is_comparable: bool) -> None:  # noqa: FBT001 - what the worker hands over
            nonlocal comparable
            comparable = is_comparable
            tell(shell.audit)

        def ask() -> None:
            audit, owner = shell.audit, self._desk.owner.id
            if pairs.seat_of(audit) is not None:
                name, moderate = audit.text(pairs.PAIR), self._desk.looking_again.moderate
                read = self._workers.database.submit
                read(lambda: can_compare(moderate.pair(name), owner), offer, page=shell)

        def tell(audit: Audit, _: object = None) -> None:
            waits = audit.is_signed and awaits_moderation(audit)
            provisional = self.tr("The grade is provisional: lead and peer differ, and a moderator settles it.")
            both = self.tr("Both first grades are locked. You can look at both forms together.")
            said = provisional if waits else both if comparable and not audit.is_signed else ""
            words = moderation_words(audit) or outcome_words(audit) or said
            notice.set_text(words)
            notice.set_action(self.tr("Show both forms") if moderation_words(audit) or comparable else "")

        def look() -> None:
            audit = shell.audit
            back = self.tr("Back to the record")
            shell.close_audit(
                lambda: self.show_pair(audit.text(pairs.PAIR), back, lambda: self._ways.open_audit(audit.id))
            )

        shell.session.audit_changed.connect(tell)
        notice.action_requested.connect(look)
        tell(shell.audit)
        ask()

    def _ask_whom(self, page: ModerationListPage, presenter: ModerationPresenter, pair: str, title: str) -> None:
        def ask(people: tuple[Colleague, ...]) -> None:
            if self.dialog is not None:  # the key was pressed twice
                return
            dialog = self.dialog = GiveModeration(title, people, self._window)
            dialog.chosen.connect(lambda person: give(dialog, PersonId(person)))
            dialog.finished.connect(lambda _: self._let_go(dialog))
            dialog.open()

        def give(dialog: GiveModeration, person: PersonId) -> None:
            def done(words: str) -> None:
                if isValid(dialog):
                    dialog.accept()
                self._window.show_notice(words)
                self._ways.send_soon()
                if self._window.page is page:
                    page.ask()

            presenter.give(pair, person, done, Phrased(dialog.show_problem, sentence_of))

        presenter.people(ask)

    def _let_go(self, dialog: GiveModeration) -> None:
        self.dialog = None
        dialog.deleteLater()
