"""How often each practitioner was observed in a year, the overdue first (R-026, R-122)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.two_lines import LINES_ROLE, TwoLineModel
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.buttons import QuietButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines


class ObservedPage(Page):
    """A list to read."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Observations of practice", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        lead = self.tr("Signed observations on this laptop, beside what your authority expects of a year.")
        column.addWidget(PageHead(self.tr("Observations of practice"), lead))
        self.model = TwoLineModel(self)
        self.list = TwoLineList(
            self.tr("Observations of practice"), lambda index: index.data(LINES_ROLE), self, folds=True
        )
        self.list.setModel(self.model)
        column.addWidget(self.list, 1)
        self.back_button = QuietButton(self.tr("Due work"))
        self.back_button.clicked.connect(self.left)
        outer.addWidget(FooterBar(self.back_button))

    def show_observed(self, lines: tuple[TwoLines, ...]) -> None:
        """Show everybody."""
        self.model.show_rows(lines)

    @override
    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
