"""Saves an e-mail that was prepared as a draft, where the person wants it, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qa_desktop.errors import QaDesktopError
from qa_desktop.services.note_access import Access
from qa_desktop.services.prepare_email import PreparedEmail
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_handover import write_file
from qa_desktop.ui.presenters.audit_telling import drafted_words, letter_words
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import Banner, BannerKind


class Drafts(QWidget):
    """Stands on a page of an audit; says nothing until a draft was saved, or could not be."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        column = Column(self, gap=8)
        self.done = Banner("", BannerKind.GOOD, parent=self)
        self.trouble = Banner("", BannerKind.PROBLEM, parent=self)
        for banner in (self.done, self.trouble):
            banner.hide()
            column.addWidget(banner)
        self.ask_path: Callable[[str], str] = self._ask_path

    def save(self, stem: str, prepare: Callable[[], PreparedEmail], what: Access | None) -> None:
        """Prepare the draft, ask where it goes, and record what leaves the application; `what` None records nothing."""
        session, audit_id = self._page.session, self._page.audit.id
        note_access = session.desk.sharing.note_access

        def prepared(draft: PreparedEmail) -> None:
            chosen = self.ask_path(f"{stem}.{'pdf' if draft.is_letter else 'eml'}")
            if not chosen:
                return

            def write() -> Path:
                if what is not None:
                    note_access([audit_id], what)
                return write_file(Path(chosen), draft.data)

            session.worker.submit(write, lambda path: self._tell(path, draft), self._tell_trouble, page=self)

        session.worker.submit(prepare, prepared, self._tell_trouble, page=self)

    def _tell(self, path: Path, draft: PreparedEmail) -> None:
        self.trouble.set_text("")
        words = letter_words(path.name) if draft.is_letter else drafted_words(path.name, draft.unknown)
        self.done.set_text(words)
        announce(self, self.done.text)

    def _tell_trouble(self, error: QaDesktopError) -> None:
        self.done.set_text("")
        self.trouble.set_text(error.sentence)
        announce(self, error.sentence, urgent=True)

    def _ask_path(self, name: str) -> str:
        kind = "PDF (*.pdf)" if name.endswith(".pdf") else "E-mail (*.eml)"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the draft"), name, kind)
        return path
