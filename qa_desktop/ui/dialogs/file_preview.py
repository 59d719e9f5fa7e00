"""Shows what a bundle or a receipt brings and from whom, before anything of it is kept, and what it did afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.presenters.files import FileRow, FileView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Small, Strong, Words


class FilePreview(QDialog):
    """Asks first, then says what was done and offers the receipt."""

    take_requested = Signal()
    receipt_requested = Signal()

    def __init__(self, view: FileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWindowTitle(self.tr(view.title))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        self.done_banner = Banner("", BannerKind.GOOD)
        self.done_banner.hide()
        self.problem_banner = Banner("", BannerKind.PROBLEM)
        self.problem_banner.hide()
        page.add(self.done_banner)
        page.add(self.problem_banner)
        page.add(PageHead(self.windowTitle(), view.signed_by))
        page.add(Banner(view.standing, BannerKind.NOTE if view.is_confirmed else BannerKind.CAUTION))
        for words in view.warnings:
            page.add(Banner(words, BannerKind.CAUTION))
        rows = Card(self.tr("What it confirms") if view.is_receipt else self.tr("What it brings"), padded=False)
        for row in view.rows:
            rows.add(_row(row))
        page.add(rows)
        page.add(Words(view.summary))
        page.body.addStretch(1)
        column.addWidget(page, 1)
        self.cancel_button = QuietButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(not view.is_confirmed)
        self.cancel_button.clicked.connect(self.reject)
        self.receipt_button = SecondaryButton(self.tr("Save a receipt for the sender"))
        self.receipt_button.clicked.connect(self.receipt_requested)
        self.receipt_button.hide()
        self.take_button = PrimaryButton(self.tr("Note it") if view.is_receipt else self.tr("Import"))
        self.take_button.setDefault(view.is_confirmed)
        self.take_button.clicked.connect(self._take)
        column.addWidget(FooterBar(self.cancel_button, self.receipt_button, self.take_button))
        self.resize(68 * self.fontMetrics().averageCharWidth(), 560)
        first = self.take_button if view.is_confirmed else self.cancel_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, words: str) -> None:
        """Say what was taken in; a receipt is offered to whoever may give one."""
        self.done_banner.set_text(words)
        self.problem_banner.set_text("")
        announce(self, words)
        self.cancel_button.hide()
        self.take_button.setText(self.tr("Close"))
        self.take_button.setEnabled(True)
        self.take_button.clicked.disconnect()
        self.take_button.clicked.connect(self.accept)
        self.receipt_button.setVisible(self._view.can_confirm)

    def show_saved(self, words: str) -> None:
        """Say where the receipt is."""
        self.done_banner.set_text(words)
        self.problem_banner.set_text("")
        announce(self, words)

    def show_problem(self, words: str) -> None:
        """Say why it was not done; it can be tried again."""
        self.problem_banner.set_text(words)
        self.take_button.setEnabled(True)
        announce(self, words)

    def _take(self) -> None:
        self.take_button.setEnabled(False)
        self.take_requested.emit()


def _row(row: FileRow) -> CardRow:
    line = CardRow()
    words = QWidget()
    column = Column(words, gap=3)
    column.addWidget(Strong(row.title))
    column.addWidget(Words(row.brings))
    if row.caution:
        column.addWidget(Words("▲ " + row.caution, "caution"))
    if row.by:
        column.addWidget(Small(row.by))
    line.add(words, 1)
    return line
