"""One question that several people answer: their answers stand side by side under its wording."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.audit_section import QuestionView
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Column, Frame
from qa_desktop.ui.widgets.text import Small, Strong

LEAST_COLUMN = 38
"""Average character widths of the narrowest answer; under that the answers stand one above the other."""


class Respondents(Frame):
    """The wording once, and below it a column for each who answers."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__("row", parent)
        self.setAccessibleName(view.wording)
        column = Column(self, gap=6, margins=(0, 12, 0, 12))
        column.addWidget(Strong(view.wording, self))
        for words in view.shared_hints:
            column.addWidget(Small(words, self))
        self._columns = ColumnsLayout(gap=14, least_width=LEAST_COLUMN * self.fontMetrics().averageCharWidth())
        column.addLayout(self._columns)

    def add(self, question: Frame) -> None:
        """Add the answer of one more, on a card of its own: each is read, and reached by Tab, as a whole."""
        question.set_look("card")
        question.setContentsMargins(14, 0, 14, 2)
        self._columns.addWidget(question)
