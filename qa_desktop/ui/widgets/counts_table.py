"""A table of counts: what is counted at the left, a column for each period, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.counts import CountsModel, CountsTable

LEAST_ROWS, MOST_ROWS = 2, 6
LABEL_LETTERS = 34
"""How wide the column of words gets at most; the tip says all of it."""


class CountsView(QTableView):
    """Arrows move from cell to cell; Return, or a click, asks for the entries of its period."""

    period_chosen = Signal(str)
    """The key of the period."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.counts = CountsModel(self)
        self.setModel(self.counts)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setHighlightSections(False)
        down.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_table(self, table: CountsTable) -> None:
        """Show other counts."""
        self.counts.show_table(table)
        letters = LABEL_LETTERS * self.fontMetrics().averageCharWidth()
        self.verticalHeader().setMaximumWidth(letters)
        self.verticalHeader().setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(MOST_ROWS))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height(LEAST_ROWS))

    def _height(self, rows: int) -> int:
        """Return how high it is with so many rows, or with those that there are."""
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return head + min(self.counts.rowCount(), rows) * self.verticalHeader().defaultSectionSize() + bar + 4

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.period_chosen.emit(self.counts.period_of(index))
