"""Asks why a drawn case is replaced, and says beforehand what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.status import Banner, BannerKind

FOLLOWS = "The next case of the same group takes its place, by the same order: nobody chooses which."


class ReplaceCase(QDialog):
    """One reason. It stays until the case was replaced."""

    replace_requested = Signal(str)

    def __init__(self, reference: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Replace a case"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        page.add(PageHead(self.tr("Replace {}").format(reference), self.tr(FOLLOWS)))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        self.reason = GrowingTextEdit(parent=self)
        hint = self.tr("It stands in the record for ever, so no names.")
        self._field = LabelledField(self.tr("Why it will not do"), self.reason, hint)
        page.add(self._field)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.replace_button = PrimaryButton(self.tr("Replace it"))
        self.replace_button.setAutoDefault(False)
        self.replace_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.replace_button))
        self.resize(58 * self.fontMetrics().averageCharWidth(), 400)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, words: str) -> None:
        """Say why it was not replaced."""
        self.problem.set_text(words)
        self.replace_button.setEnabled(True)
        announce(self.problem, words, urgent=True)

    def _go_on(self) -> None:
        reason = self.reason.toPlainText().strip()
        self._field.set_problem("" if reason else self.tr("Say why the case is replaced"))
        if reason:
            self.replace_button.setEnabled(False)
            self.replace_requested.emit(reason)
