"""Asks what a theme is called: one that is new, or one that is called otherwise from now on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn

NEW = "Everybody can tag audits with it after the next sync."
OTHERWISE = "Audits keep their tags as they were written; figures and reports count them under the new name."


class NameTheme(QDialog):
    """It stays until what was asked for is done."""

    named = Signal(str)

    def __init__(self, before: str = "", parent: QWidget | None = None) -> None:
        """`before` is what the theme is called until now; empty for a new one."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rename “{}”").format(before) if before else self.tr("Add a theme"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        page.add(PageHead(self.windowTitle(), self.tr(OTHERWISE if before else NEW)))
        self.problems = ErrorSummary(self)
        page.add(self.problems)
        self.name = QLineEdit(before, self)
        self.name_field = LabelledField(self.tr("Name of the theme"), self.name, parent=self)
        page.add(self.name_field)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.name_button = PrimaryButton(self.tr("Rename it") if before else self.tr("Add it"))
        self.name_button.setDefault(True)
        self.name_button.clicked.connect(lambda: self.named.emit(self.name.text()))
        column.addWidget(FooterBar(cancel, self.name_button))
        self.resize(60 * self.fontMetrics().averageCharWidth(), 320)
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.problems.show_problems([(sentence, self.name_field)])
