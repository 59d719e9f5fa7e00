"""Joins bundles and receipts with the services: shown first, taken in when a person says so, answered on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain.handover import Confirmed
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import Brought
from qa_desktop.services.desk import Desk
from qa_desktop.services.export_bundle import ExportedBundle
from qa_desktop.services.look_into_file import BundlePreview, ReceiptPreview
from qa_desktop.ui.background import Workers
from qa_desktop.ui.dialogs.file_preview import FilePreview
from qa_desktop.ui.dialogs.recipient import Addressee, Recipient
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.presenters.files import confirmed_words, file_view
from qa_desktop.ui.presenters.times import counted

BUNDLE_FILES = "QA Desktop (*.qab)"


@dataclass(frozen=True, slots=True)
class AskFile:
    """How a person is asked for a file: title and name to begin with; the name that they choose, or none."""

    open: Callable[[str], str]
    save: Callable[[str, str], str]


class FileWiring(QObject):
    """Everything that the window does about bundles and receipts."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, taken: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._worker = workers.database
        self._window = window
        self._taken = taken
        self.dialog: FilePreview | Recipient | None = None
        self.ask = AskFile(self._ask_open, self._ask_save)

    def choose(self) -> None:
        """Let the person choose a file, and show what it brings."""
        chosen = self.ask.open(self.tr("Import a bundle or a receipt"))
        if chosen:
            self.look_into(Path(chosen))

    def look_into(self, file: Path) -> None:
        """Show what a file brings, and from whom."""
        self._worker.submit(lambda: self._desk.files.look_into(file), self._show, page=self._window)

    def hand_over(self, audit_id: str) -> None:
        """Ask for the recipient and the file, and write the audit into a bundle for them."""

        def ask(named: tuple[Addressee, ...]) -> None:
            self.dialog = Recipient(named, lambda chosen: self._write(AuditId(audit_id), chosen), self._window)
            self.dialog.open()

        def officers() -> tuple[Addressee, ...]:
            return tuple(Addressee(one.name, one.address) for one in self._desk.officers())

        self._worker.submit(officers, ask, page=self._window)

    def _show(self, found: BundlePreview | ReceiptPreview) -> None:
        dialog = FilePreview(file_view(found, self._desk.clock.now()), self._window)
        self.dialog = dialog
        dialog.take_requested.connect(lambda: self._take(dialog, found))
        if isinstance(found, BundlePreview):
            dialog.receipt_requested.connect(lambda: self._save_receipt(dialog, found))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _take(self, dialog: FilePreview, found: BundlePreview | ReceiptPreview) -> None:
        def problem(error: Exception) -> None:
            dialog.show_problem(str(error))

        if isinstance(found, ReceiptPreview):

            def confirmed(done: Confirmed) -> None:
                dialog.show_done(confirmed_words(done))
                self._taken()

            self._worker.submit(lambda: self._desk.files.take_receipt(found), confirmed, problem, page=dialog)
            return

        def brought(done: Brought) -> None:
            dialog.show_done(_brought_words(done))
            self._taken()

        self._worker.submit(lambda: self._desk.files.take_in(found), brought, problem, page=dialog)

    def _save_receipt(self, dialog: FilePreview, found: BundlePreview) -> None:
        chosen = self.ask.save(self.tr("Save the receipt"), "receipt.qab")
        if not chosen:
            return

        def saved(changes: int) -> None:
            words = self.tr("The receipt for {} is saved to {}. Give it to {}; it confirms {}.")
            sender = found.bundle.sender.name
            dialog.show_saved(words.format(sender, chosen, sender, counted(changes, "change")))

        self._worker.submit(
            lambda: self._desk.files.give_receipt(found, Path(chosen)),
            saved,
            lambda error: dialog.show_problem(error.sentence),
            page=dialog,
        )

    def _write(self, audit_id: AuditId, to: Addressee) -> None:
        chosen = self.ask.save(self.tr("Save the bundle"), "audit.qab")
        if not chosen:
            return

        def told(done: ExportedBundle) -> None:
            who = to.name or self.tr("the recipient")
            words = self.tr("The bundle for {} is saved to {}. It counts as sent once their receipt was imported here.")
            self._window.show_notice(words.format(who, done.file))
            self._taken()

        self._worker.submit(lambda: self._desk.export_bundle([audit_id], to.address, Path(chosen), to.name), told)

    def _ask_open(self, title: str) -> str:
        return QFileDialog.getOpenFileName(self._window, title, "", BUNDLE_FILES)[0]

    def _ask_save(self, title: str, name: str) -> str:
        return QFileDialog.getSaveFileName(self._window, title, name, BUNDLE_FILES)[0]


def _brought_words(done: Brought) -> str:
    new = counted(done.new_operations, "new change")
    known = counted(done.known_operations, "change was", "changes were")
    return f"Imported: {new}, {counted(done.new_documents, 'new document')}. {known} here already."
