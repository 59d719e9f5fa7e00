"""Asks what of a quotation may leave the team: a person strikes words, and says that nobody can be recognised."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.redaction_field import RedactionField


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
        self.redaction = RedactionField(self)
        self.redaction.show_quote(quote, public or quote, told)
        self.text, self.looked = self.redaction.text, self.redaction.looked
        self.strike_button, self.problems = self.redaction.strike_button, self.redaction.problems
        page.add(self.redaction)
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
        self.redaction.show_problem(error)

    def _release(self) -> None:
        self.released.emit(self.text.text, self.redaction.was_looked_through)
