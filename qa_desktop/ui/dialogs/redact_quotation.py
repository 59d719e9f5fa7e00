"""Asks what of a quotation may leave the team: a person strikes words, and says that nobody can be recognised."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.figures.redaction import GAP, with_struck
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.text import Small, Words


class RedactQuotation(QDialog):
    """The words as they are, and below them as they may be told. What is struck is kept with who struck it."""

    released = Signal(str, bool)
    """The redacted words, and whether somebody looked them through again."""
    taken_back = Signal()

    def __init__(self, quote: str, public: str, told: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Redact a quotation"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        lead = self.tr(
            "Reports and exports tell only what stands below. Leave nothing by which somebody is recognised."
        )
        page.add(PageHead(self.windowTitle(), lead))
        self.problems = ErrorSummary(self)
        page.add(self.problems)
        page.add(Small(self.tr("As it stands in the audit"), self))
        page.add(Words(f"“{quote}”", parent=self))
        if told:
            page.add(Small(told, self))
        self.text = GrowingTextEdit(self, lines=3)
        self.text.set_text(public or quote)
        self.text_field = LabelledField(self.tr("As it may be told"), self.text, parent=self)
        page.add(self.text_field)
        self.strike_button = SecondaryButton(self.tr("Strike the chosen words"), "Ctrl+D", parent=self)
        self.strike_button.setShortcut("Ctrl+D")
        self.strike_button.setAutoDefault(False)
        self.strike_button.clicked.connect(self._strike)
        self.whole_button = LinkButton(self.tr("Begin with the whole again"), parent=self)
        self.whole_button.setAutoDefault(False)
        self.whole_button.clicked.connect(lambda: self.text.set_text(quote))
        page.add(FlowRow(self.strike_button, self.whole_button))
        self.looked = CheckBox(self.tr("I looked at this: nobody can be recognised"), self)
        self.looked.hide()
        page.add(self.looked)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.back_button = SecondaryButton(self.tr("Keep it in the team"))
        self.back_button.setAutoDefault(False)
        self.back_button.setVisible(bool(public))
        self.back_button.clicked.connect(self.taken_back)
        self.release_button = PrimaryButton(self.tr("Let this be told"))
        self.release_button.setAutoDefault(False)
        self.release_button.clicked.connect(self._release)
        column.addWidget(FooterBar(cancel, self.back_button, self.release_button))
        self.resize(68 * self.fontMetrics().averageCharWidth(), 560)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say what stands in the way; what only has to be looked at again can be answered for."""
        told = error.mistakes if isinstance(error, SeveralProblems) else ()
        self.problems.show_problems([(one.message, self.text_field) for one in told] or [(error.sentence, None)])
        self.looked.setVisible(bool(told))

    def _strike(self) -> None:
        cursor = self.text.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self.text.setPlainText(with_struck(self.text.text, start, end if end > start else start + 1))
        cursor = self.text.textCursor()
        cursor.setPosition(min(start + len(GAP), len(self.text.text)))
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _release(self) -> None:
        self.released.emit(self.text.text, self.looked.isVisible() and self.looked.isChecked())
