"""What an open audit shows of a safety concern on every page: the way to it, and that somebody is still to be told."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from qa_desktop.domain.authority_settings import Contact
from qa_desktop.domain.worker_concern import WorkerConcern
from qa_desktop.services.note_access import Access
from qa_desktop.ui.dialogs.worker_concern import WorkerConcernDialog
from qa_desktop.ui.page_action import page_action
from qa_desktop.ui.pages.audit_footer import AuditFooter
from qa_desktop.ui.pages.audit_notices import AuditNotices
from qa_desktop.ui.pages.concern import ConcernPage
from qa_desktop.ui.presenters.audit_concern import notice_words
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.announce import announce

EVERY_MS = 20_000
"""How often the time since a concern was raised is said anew."""


class AuditConcern(QObject):
    """Says how long ago a concern was raised while nobody was told; in neutral words in pair mode."""

    def __init__(self, session: AuditSession, notices: AuditNotices, footer: AuditFooter, shell: QWidget) -> None:
        super().__init__(shell)
        self._session = session
        self._shell = shell
        self._notices = notices
        self._footer = footer
        self._page: ConcernPage | None = None
        self._at_page = False
        self._discreet = False
        title = self.tr("Concern about a worker")
        self.worker = page_action(shell, "worker_concern", title, self._read_worker_concerns)
        self.dialog: WorkerConcernDialog | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.tick)
        self.set_pair_mode(on=False)

    def take_page(self, page: ConcernPage) -> None:
        """Keep the time on its page going too."""
        self._page = page

    def look(self, *, at_page: bool) -> None:
        """Another page is on screen, or the audit changed."""
        self._at_page = at_page
        self._tell()

    def set_pair_mode(self, *, on: bool) -> None:
        """Say it in neutral words, or plainly again."""
        self._discreet = on
        self.worker.setEnabled(not (on or self._session.audit.is_private))
        if on and self.dialog is not None:
            self.dialog.reject()
        self._footer.set_concern_words(self.tr("Call for advice") if on else self.tr("Safety concern"))
        self._tell()

    def tick(self) -> None:
        """Say anew how long ago it was."""
        self._tell()
        if self._page is not None and self._at_page:
            self._page.look()

    def _read_worker_concerns(self) -> None:
        """Read what is recorded about workers, then ask; never while two share the screen (PRACTICE P-22)."""
        desk, audit = self._session.desk, self._session.audit

        def read() -> tuple[tuple[WorkerConcern, ...], tuple[Contact, ...]]:
            concerns = desk.restricted_concerns.of(audit.id)
            if any(one.author != desk.owner.id for one in concerns):
                desk.sharing.note_access([audit.id], Access.RESTRICTED_READ)
            return concerns, desk.safety_contacts().worker_contacts

        self._session.worker.submit(read, lambda found: self._ask(*found), page=self._shell)

    def _ask(self, concerns: tuple[WorkerConcern, ...], contacts: tuple[Contact, ...]) -> None:
        if self._discreet:
            return
        self.dialog = WorkerConcernDialog(concerns, contacts, self._shell)
        self.dialog.recorded.connect(self._record_worker_concern)
        self.dialog.finished.connect(lambda _: setattr(self, "dialog", None))
        self.dialog.open()

    def _record_worker_concern(self, concern: str, words: dict[str, str]) -> None:
        desk, audit = self._session.desk, self._session.audit

        def record() -> WorkerConcern:
            concerns = desk.restricted_concerns
            return concerns.add(audit, concern, words) if concern else concerns.record(audit, words)

        told = self.tr("Recorded, apart from this audit. This application has told nobody.")
        self._session.worker.submit(record, lambda _: announce(self._shell, told, urgent=True), page=self._shell)

    def _tell(self) -> None:
        words = notice_words(self._session.audit, self._session.desk.clock.now(), discreet=self._discreet)
        self._notices.show_concern("" if self._at_page else words)
        if bool(words) != self._clock.isActive():
            (self._clock.start if words else self._clock.stop)()
