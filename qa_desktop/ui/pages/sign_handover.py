"""After the seal: save, print and send copies of the note, and take the dates along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from qa_desktop.domain.record import StoredDocument
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.note_access import Access
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_handover import file_stem, may_countersign, other_format, write_file
from qa_desktop.ui.presenters.audit_sign import calendar, email_draft
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted

Done = TypeVar("Done")
FILING, ARCHIVE = "filing_note", "archive_note"


class HandOverCard(Card):
    """What can be done with the sealed note."""

    bundle_requested = Signal()
    seal_requested = Signal()
    renew_requested = Signal()

    def __init__(self, page: AuditPage) -> None:
        super().__init__(page.tr("Copies"), page.sheet)
        self._page = page
        self._documents: dict[str, StoredDocument] = {}
        self.ask_path: Callable[[str, str], str] = self._ask_path
        self.ask_printer: Callable[[QPrinter], bool] = self._ask_printer
        self.add(
            Muted(
                self.tr(
                    "The note for the file shows all that it contains. The archive copy also carries its values as "
                    "data, for the {}."
                ).format(page.audit.tool.words.qa_team),
                self,
            )
        )
        row = FlowRow(parent=self)
        self.buttons: dict[str, SecondaryButton] = {}
        for name, words, then in (
            ("save", self.tr("Save a copy"), self._save_note),
            ("formats", self.tr("Large print or plain text"), self._save_in_other_format),
            ("print", self.tr("Print"), self._print),
            ("email", self.tr("E-mail draft"), self._save_email),
            ("calendar", self.tr("Calendar file"), self._save_calendar),
            ("archive", self.tr("Save the archive copy"), self._save_archive),
            ("bundle", self.tr("Hand over as a bundle"), self.bundle_requested.emit),
            ("seal", self.tr("Add your seal as manager"), self.seal_requested.emit),
            ("renew", self.tr("Make the note anew"), self.renew_requested.emit),
        ):
            button = self.buttons[name] = SecondaryButton(words, parent=row)
            button.clicked.connect(then)
            row.add(button)
        self.add(row)
        self._anew = Muted("", self)
        self.add(self._anew)
        self.show_documents(())
        self.offer_renewal(offered=False)
        self._told = Banner("", BannerKind.GOOD, parent=self)
        self._told.hide()
        self.add(self._told)
        self._trouble = Banner("", BannerKind.PROBLEM, parent=self)
        self._trouble.hide()
        self.add(self._trouble)

    def show_documents(self, documents: tuple[StoredDocument, ...]) -> None:
        """Offer these documents. A manager who did not sign the audit may add a seal; nobody seals a sample."""
        audit = self._page.audit
        owner = self._page.session.desk.owner
        self.buttons["bundle"].setVisible(not audit.is_private)
        self.buttons["seal"].setVisible(may_countersign(audit, owner) and bool(documents))
        self._documents = {one.kind: one for one in documents}
        for name in ("save", "formats", "print", "email"):
            self.buttons[name].setEnabled(FILING in self._documents)
        self.buttons["archive"].setEnabled(ARCHIVE in self._documents)

    def offer_renewal(self, *, offered: bool) -> None:
        """Offer to make the note anew, or do not."""
        standing = self._page.audit.standing
        deleted = self.tr(
            "Two people had words of this audit deleted, and every note that held them. Made anew, the note holds "
            "what is left, under your own seal."
        )
        moderated = self.tr(
            "The sealed note tells nothing of the moderation. Made anew, it says what that came to, under your own "
            "seal; the note that was sealed before is kept."
        )
        self._anew.setText(moderated if standing is not None and standing.outcome is not None else deleted)
        self._anew.setVisible(offered)
        self.buttons["renew"].setVisible(offered)

    def focus_first(self) -> None:
        """Go to the first thing to do."""
        self.buttons["save"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_note(self) -> None:
        self._save(".pdf", "PDF (*.pdf)", self._bytes(FILING), Access.NOTE_SAVED)

    def _save_in_other_format(self) -> None:
        audit, desk = self._page.audit, self._page.session.desk
        kinds = self.tr("Large print, opens in a browser (*.html);;Plain text (*.txt)")
        chosen = self.ask_path(f"{file_stem(audit)}-large-print.html", kinds)
        if chosen:
            file, form = other_format(Path(chosen))
            self._noted(Access.NOTE_SAVED, lambda: write_file(file, desk.case_note.copy(audit, form)), self._tell_saved)

    def _save_archive(self) -> None:
        self._save("-archive.pdf", "PDF (*.pdf)", self._bytes(ARCHIVE), Access.NOTE_SAVED)

    def _save_email(self) -> None:
        pdf = self._bytes(FILING)
        if pdf:
            name = f"{file_stem(self._page.audit)}.pdf"
            self._save(".eml", "E-mail (*.eml)", email_draft(self._page.audit, pdf, name), Access.NOTE_SAVED)

    def _save_calendar(self) -> None:
        now = self._page.session.desk.clock.now()
        self._save(".ics", "Calendar (*.ics)", calendar(self._page.audit, now).encode(), Access.PLAN_SAVED)

    def _bytes(self, kind: str) -> bytes:
        found = self._documents.get(kind)
        return found.data if found else b""

    def _save(self, ending: str, kinds: str, content: bytes, what: Access) -> None:
        chosen = self.ask_path(f"{file_stem(self._page.audit)}{ending}", kinds) if content else ""
        if chosen:
            self._noted(what, lambda: write_file(Path(chosen), content), self._tell_saved)

    def _noted(self, what: Access, work: Callable[[], Done], done: Callable[[Done], None]) -> None:
        """Record what leaves the application, then do it."""
        note_access, audit_id = self._page.session.desk.sharing.note_access, self._page.audit.id

        def recorded() -> Done:
            note_access([audit_id], what)
            return work()

        self._page.session.worker.submit(recorded, done, self._tell_problem, page=self)

    def _ask_path(self, name: str, kinds: str) -> str:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), name, kinds)
        return path

    def _tell_saved(self, path: Path) -> None:
        words = self.tr("Saved as {}").format(path.name)
        self._trouble.set_text("")
        self._told.set_text(words)
        announce(self, words)

    def _tell_problem(self, error: QaDesktopError) -> None:
        self._told.set_text("")
        self._trouble.set_text(error.sentence)
        announce(self, error.sentence, urgent=True)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(file_stem(self._page.audit))
        if self.ask_printer(printer):
            self._noted(Access.NOTE_PRINTED, lambda: None, lambda _: self.print_on(printer, self._pages()))

    def _ask_printer(self, printer: QPrinter) -> bool:
        return QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted

    def _pages(self) -> QPdfDocument:
        document = QPdfDocument(self)
        buffer = QBuffer(document)
        buffer.setData(QByteArray(self._bytes(FILING)))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        return document

    def print_on(self, printer: QPrinter, document: QPdfDocument) -> None:
        """Paint every page of the note on a printer."""
        painter = QPainter(printer)
        area = printer.pageRect(QPrinter.Unit.DevicePixel)
        for number in range(document.pageCount()):
            if number:
                printer.newPage()
            size = document.pagePointSize(number)
            scale = min(area.width() / size.width(), area.height() / size.height())
            wanted = QSize(round(size.width() * scale), round(size.height() * scale))
            painter.drawImage(0, 0, document.render(number, wanted))
        painter.end()
