"""A quotation as it stands in its audit, and below it as it may be told: a person strikes words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_desktop.domain.figures.redaction import GAP, with_struck
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.ui.keys import shown
from qa_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.text import Small, Words


class RedactionField(QWidget):
    """What stands in the way is said above; what only has to be looked at again can be answered for below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote = ""
        column = Column(self, gap=12)
        self.problems = ErrorSummary(self)
        column.addWidget(self.problems)
        column.addWidget(Small(self.tr("As it stands in the audit"), self))
        self.quoted = Words("", parent=self)
        column.addWidget(self.quoted)
        self.told = Small("", self)
        column.addWidget(self.told)
        self.text = GrowingTextEdit(self, lines=3)
        self.field = LabelledField(self.tr("As it may be told"), self.text, parent=self)
        column.addWidget(self.field)
        self.strike_button = SecondaryButton(self.tr("Strike the chosen words"), shown("strike"), parent=self)
        self.strike_button.setShortcut(shown("strike"))
        self.strike_button.setAutoDefault(False)
        self.strike_button.clicked.connect(self._strike)
        self.whole_button = LinkButton(self.tr("Begin with the whole again"), parent=self)
        self.whole_button.setAutoDefault(False)
        self.whole_button.clicked.connect(lambda: self.text.set_text(self._quote))
        column.addWidget(FlowRow(self.strike_button, self.whole_button))
        self.looked = CheckBox(self.tr("I looked at this: nobody can be recognised"), self)
        self.looked.hide()
        column.addWidget(self.looked)

    @property
    def was_looked_through(self) -> bool:
        """Whether somebody answered for what was found."""
        return not self.looked.isHidden() and self.looked.isChecked()

    def show_quote(self, quote: str, words: str, told: str = "") -> None:
        """Show a quotation with the words that may be told of it; `told` says how far it was told until now."""
        self._quote = quote
        self.quoted.setText(f"“{quote}”")
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.text.set_text(words)
        self.problems.show_problems([])
        self.looked.setChecked(False)
        self.looked.hide()

    def show_problem(self, error: QaDesktopError) -> None:
        """Say what stands in the way."""
        told = error.mistakes if isinstance(error, SeveralProblems) else ()
        self.problems.show_problems([(one.message, self.field) for one in told] or [(error.sentence, None)])
        self.looked.setVisible(bool(told))

    def _strike(self) -> None:
        cursor = self.text.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self.text.setPlainText(with_struck(self.text.text, start, end if end > start else start + 1))
        cursor = self.text.textCursor()
        cursor.setPosition(min(start + len(GAP), len(self.text.text)))
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
