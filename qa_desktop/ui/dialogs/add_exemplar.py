"""Asks for good practice to be added to the library, and tells what could identify somebody before it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn


class AddExemplar(QDialog):
    """Three texts, which begin with what an audit says where one was chosen."""

    added = Signal(object, bool)
    """The Exemplar, and whether somebody looked it through again."""

    def __init__(self, begun: Exemplar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add to good practice"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        lead = self.tr("Everybody reads it. Write it so that nobody can be recognised: no names, no dates, no places.")
        page.add(PageHead(self.windowTitle(), lead))
        self.problems = ErrorSummary(self)
        page.add(self.problems)
        self.title, self.theme, self.text = QLineEdit(begun.title), QLineEdit(begun.theme), GrowingTextEdit(lines=6)
        self.text.set_text(begun.text)
        page.add(LabelledField(self.tr("Title"), self.title))
        page.add(LabelledField(self.tr("Theme"), self.theme, optional=True))
        self.text_field = LabelledField(self.tr("What was done, and why it is worth showing"), self.text)
        page.add(self.text_field)
        self.looked = CheckBox(self.tr("I looked at this: nobody can be recognised"), self)
        self.looked.hide()
        page.add(self.looked)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.add_button = PrimaryButton(self.tr("Add"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add)
        column.addWidget(FooterBar(cancel, self.add_button))
        self.resize(70 * self.fontMetrics().averageCharWidth(), 620)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say what stands in the way; what only has to be looked at again can be answered for."""
        told = error.mistakes if isinstance(error, SeveralProblems) else ()
        self.problems.show_problems([(one.message, self.text_field) for one in told] or [(error.sentence, None)])
        self.looked.setVisible(any(one.message.startswith("Check this") for one in told))

    def _add(self) -> None:
        wanted = Exemplar("", self.title.text().strip(), self.text.text.strip(), self.theme.text().strip())
        self.added.emit(wanted, self.looked.isVisible() and self.looked.isChecked())
