"""Joins the inbox and the page of one audit that came in with the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.inbox import InboxOnly, InboxQuestion
from qa_desktop.domain.record import Role
from qa_desktop.services.desk import Desk
from qa_desktop.services.read_inbox import InboxPage as InboxAnswer
from qa_desktop.services.restricted_concerns import READERS as RESTRICTED_READERS
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.presenters.draft_concerns import waiting_words
from qa_desktop.ui.presenters.inbox import READERS, InboxPresenter, ReceivedPresenter
from qa_desktop.ui.presenters.received_decisions import Decision

if TYPE_CHECKING:
    from qa_desktop.ui.pages.received import ReceivedPage

PDF_FILES = "PDF (*.pdf)"


@dataclass(frozen=True, slots=True)
class InboxWays:
    """How to get round the window."""

    show: Callable[[Page, Place | None], None]
    hold: Callable[[object], None]
    back: Callable[[], None]
    open_audit: Callable[[str], None]
    choose_bundle: Callable[[], None]
    send_soon: Callable[[], None]
    show_due: Callable[[], None]


class InboxWiring:
    """Everything that the window does about the inbox. Lists are read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: InboxWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways

    def offer(self) -> None:
        """Offer the inbox to whom it is for, with how much in it is new."""
        if self._desk.owner.role not in READERS:
            return
        self._window.offer_inbox(new=0)
        question = InboxQuestion(InboxOnly.NEW)

        def tell(page: InboxAnswer) -> None:
            self._window.offer_inbox(new=len(page.entries))

        self._workers.documents.submit(lambda: self._desk.inbox(question), tell, page=self._window)

    def show_list(self) -> None:
        """Show what came in."""
        page = InboxPage()
        presenter = InboxPresenter(
            self._desk, self._workers.documents, page.show_rows, page, page.rows.refresh_standing
        )
        page.question_asked.connect(presenter.ask)
        page.under_way_asked.connect(presenter.ask_under_way)
        page.more_requested.connect(presenter.more)
        page.import_requested.connect(self._ways.choose_bundle)
        page.audit_requested.connect(self.show_audit)
        page.due_requested.connect(self._ways.show_due)
        page.moderation_requested.connect(self._show_moderation)
        page.looking_again_requested.connect(self._show_looking_again)
        if self._desk.sharing.holds.may_order:
            self._offer_holds(page)
        if self._desk.owner.role in RESTRICTED_READERS:
            page.restricted_requested.connect(self._show_restricted)
            page.offer_restricted()
        self._ways.hold(presenter)
        self._tell_concerns(page)
        page.ask()
        self._ways.show(page, Place.INBOX)

    def _show_looking_again(self) -> None:
        from qa_desktop.ui.look_again_wiring import LookAgainWays, LookAgainWiring  # noqa: PLC0415 - seldom wanted

        wiring = LookAgainWiring(self._desk, self._workers, LookAgainWays(self._ways.open_audit, self._ways.back))
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.INBOX)

    def _tell_concerns(self, page: InboxPage) -> None:
        """Say above the list that a safety concern waits in a draft, whatever is listed (PRACTICE P-30)."""
        desk = self._desk

        def read() -> str:
            return waiting_words(desk.sharing.under_way(), desk.clock.now())

        self._workers.documents.submit(read, page.show_concern, page=page)

    def _show_restricted(self) -> None:
        from qa_desktop.ui.restricted_wiring import RestrictedWays, RestrictedWiring  # noqa: PLC0415 - seldom wanted

        ways = RestrictedWays(self._ways.open_audit, self._ways.back, self._ways.send_soon)
        wiring = RestrictedWiring(self._desk, self._workers, ways)
        self._ways.hold(wiring)
        self._ways.show(wiring.page, Place.INBOX)

    def _show_moderation(self) -> None:
        from qa_desktop.ui.moderation_wiring import ModerationWays, ModerationWiring  # noqa: PLC0415 - seldom wanted

        ways = ModerationWays(
            lambda page: self._ways.show(page, Place.INBOX),
            self._ways.open_audit,
            self._ways.back,
            self._ways.send_soon,
        )
        wiring = ModerationWiring(self._desk, self._workers, self._window, ways)
        self._ways.hold(wiring)
        wiring.show_list()

    def _offer_holds(self, page: InboxPage) -> None:
        from qa_desktop.ui.hold_wiring import HoldWays, HoldWiring  # noqa: PLC0415 - its dialog is seldom wanted

        wiring = HoldWiring(page, self._desk, self._workers, self._window, HoldWays(self._ways.send_soon, page.ask))
        page.hold_requested.connect(lambda audit_id, title: wiring.ask(AuditId(audit_id), title))
        page.offer_holds()

    def show_what_came(self) -> None:
        """Say anew above the inbox on screen whether a safety concern waits in a draft."""
        page = self._window.page
        if isinstance(page, InboxPage):
            self._tell_concerns(page)

    def show_audit(self, audit_id: str) -> None:
        """Show one audit to read."""
        from qa_desktop.ui.hold_wiring import HoldWays, HoldWiring  # noqa: PLC0415 - as below
        from qa_desktop.ui.pages.received import ReceivedPage  # noqa: PLC0415 - shows PDFs, which loads much

        page = ReceivedPage()
        presenter = ReceivedPresenter(self._desk, self._workers.database)
        page.left.connect(self._ways.back)
        page.audit_requested.connect(self._ways.open_audit)
        page.save_requested.connect(lambda document: self._save(page, DocumentId(document)))
        page.note_shown.connect(lambda: presenter.note_shown(AuditId(audit_id)))
        ways = HoldWays(
            self._ways.send_soon,
            lambda: presenter.load(AuditId(audit_id), page.show_audit, page.show_problem),
        )
        holds = HoldWiring(page, self._desk, self._workers, self._window, ways)
        for card in (page.held, page.offered_hold):
            holds.attach(card, AuditId(audit_id))
        page.decided.connect(lambda decision: self._decide(page, presenter, AuditId(audit_id), decision))
        if self._desk.owner.role is Role.QA_OFFICER:
            self._offer_second_reading(page, AuditId(audit_id))
        self._ways.hold(presenter)
        self._ways.show(page, Place.INBOX)
        presenter.load(AuditId(audit_id), page.show_audit, page.show_problem)
        self._workers.database.when_drained(self.offer, page=self._window)

    def _offer_second_reading(self, page: ReceivedPage, audit_id: AuditId) -> None:
        from qa_desktop.ui.second_reading_wiring import SecondReadingWiring  # noqa: PLC0415 - its dialog is seldom wanted

        SecondReadingWiring(page, self._desk, self._workers, self._window, (audit_id, self._ways.send_soon))

    def _decide(self, page: ReceivedPage, presenter: ReceivedPresenter, audit_id: AuditId, decision: Decision) -> None:
        def done() -> None:
            self._ways.send_soon()
            if self._window.page is page:
                presenter.load(audit_id, page.show_audit, page.show_problem)

        presenter.decide(audit_id, decision, done, self._window.show_problem)

    def _save(self, page: Page, document: DocumentId) -> None:
        chosen, _ = QFileDialog.getSaveFileName(page, page.tr("Save a copy"), "note.pdf", PDF_FILES)
        if not chosen:
            return
        file = Path(chosen)
        words = page.tr("Saved to {}").format(file)
        self._workers.database.submit(
            lambda: self._desk.save_document(document, file),
            lambda _: self._window.show_notice(words),
        )
