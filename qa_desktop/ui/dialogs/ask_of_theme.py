"""Questions about a theme: what it is called, and which other one it becomes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select

NEW = "Everybody can tag audits with it after the next sync."
OTHERWISE = "Audits keep their tags as they were written; figures and reports count them under the new name."
MERGED = (
    "Audits keep their tags as they were written; figures and reports count both as one. “Take up again” on the page "
    "of themes parts them."
)


class AskOfTheme(QDialog):
    """One field; it stays until what was asked for is done."""

    answered = Signal(str)

    def ask(self, lead: str, field: LabelledField, editor: QWidget, button: PrimaryButton) -> None:
        """Ask by a field under the title of the window; the button says what is done."""
        self._field, title = field, self.windowTitle()
        column, page = Column(self, gap=0), ScrollingColumn(self, gap=12)
        page.setAccessibleName(title)
        column.addWidget(page, 1)
        self.problems = ErrorSummary(self)
        for part in (PageHead(title, lead), self.problems, field):
            page.add(part)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        button.setDefault(True)
        column.addWidget(FooterBar(cancel, button))
        self.resize(60 * self.fontMetrics().averageCharWidth(), 320)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.problems.show_problems([(sentence, self._field)])


class NameTheme(AskOfTheme):
    """A theme that is new, or one that is called otherwise from now on."""

    def __init__(self, before: str = "", parent: QWidget | None = None) -> None:
        """`before` is what the theme is called until now; empty for a new one."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rename “{}”").format(before) if before else self.tr("Add a theme"))
        self.name = QLineEdit(before, self)
        self.name.selectAll()
        button = PrimaryButton(self.tr("Rename it") if before else self.tr("Add it"))
        button.clicked.connect(lambda: self.answered.emit(self.name.text()))
        field = LabelledField(self.tr("Name of the theme"), self.name, parent=self)
        self.ask(self.tr(OTHERWISE if before else NEW), field, self.name, button)


class MergeTheme(AskOfTheme):
    """Which theme another one becomes: two names for the same are counted as one from then on."""

    def __init__(self, theme: str, others: Iterable[str], parent: QWidget | None = None) -> None:
        """`others` are the themes on the list into which it can be merged."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge “{}” into another").format(theme))
        words = self.tr("The theme that it becomes")
        self.into = Select(words, self)
        self.into.addItems(sorted(others, key=str.casefold))
        self.into.setCurrentIndex(-1)  # which of them is for a person to say
        button = PrimaryButton(self.tr("Merge them"))
        button.setEnabled(False)
        self.into.currentIndexChanged.connect(lambda place: button.setEnabled(place >= 0))
        button.clicked.connect(lambda: self.answered.emit(self.into.currentText()))
        self.ask(self.tr(MERGED), LabelledField(words, self.into, parent=self), self.into, button)
