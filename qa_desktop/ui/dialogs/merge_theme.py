"""Asks which theme another one becomes: two names for the same are counted as one from then on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select

WHAT = (
    "Audits keep their tags as they were written; figures and reports count both as one. “Take up again” on the page "
    "of themes parts them."
)


class MergeTheme(QDialog):
    """It stays until what was asked for is done."""

    merged = Signal(str)
    """The theme that it becomes."""

    def __init__(self, theme: str, others: Iterable[str], parent: QWidget | None = None) -> None:
        """`others` are the themes on the list into which it can be merged."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge “{}” into another").format(theme))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        page.add(PageHead(self.windowTitle(), self.tr(WHAT)))
        self.problems = ErrorSummary(self)
        page.add(self.problems)
        self.into = Select(self.tr("The theme that it becomes"), self)
        self.into.addItems(sorted(others, key=str.casefold))
        self.into_field = LabelledField(self.tr("The theme that it becomes"), self.into, parent=self)
        page.add(self.into_field)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.merge_button = PrimaryButton(self.tr("Merge them"))
        self.merge_button.setDefault(True)
        self.merge_button.clicked.connect(lambda: self.merged.emit(self.into.currentText()))
        column.addWidget(FooterBar(cancel, self.merge_button))
        self.resize(60 * self.fontMetrics().averageCharWidth(), 320)
        self.into.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.problems.show_problems([(sentence, self.into_field)])
