"""Rows of which the first few are shown, and the rest when somebody asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column


class Capped(QWidget):
    """`more` is the button's words, with the number of rows at its braces."""

    all_shown = Signal()

    def __init__(self, rows: Sequence[QWidget], more: str, first: int, *, gap: int) -> None:
        super().__init__()
        column = Column(self, gap=gap)
        for row in rows:
            column.addWidget(row)
        self._rest = rows[first:]
        for row in self._rest:
            row.hide()
        if self._rest:
            self._button = SmallButton(more.format(len(rows)), parent=self)
            self._button.clicked.connect(self._show_all)
            self._more = FlowRow(self._button)
            column.addWidget(self._more)

    def _show_all(self) -> None:
        for row in self._rest:
            row.show()
        if self._button.hasFocus():
            self.focusNextChild()
        self._more.hide()
        self.all_shown.emit()
