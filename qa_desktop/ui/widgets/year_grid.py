"""The year's programme at a glance. Arrows move from month to month; Return, or a double click, opens the month."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from qa_desktop.domain.programme_year import YearCell
from qa_desktop.ui.item_models.year_grid import GridRow, YearGridModel
from qa_desktop.ui.presenters.times import MONTHS

LABEL_LETTERS, LABEL_SHARE = 44, 0.36
"""How wide the words at the left get at most, in letters and as a share of the grid; the tip says all of them."""
LEAST_COLUMN = 30
ROWS_SHOWN = 4


class YearGrid(QTableView):
    """A row for each thing, twelve months beside it."""

    cell_chosen = Signal()
    month_opened = Signal(int)
    """The month of the chosen cell."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.grid = YearGridModel(MONTHS, self)
        self.setModel(self.grid)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(LEAST_COLUMN)
        for head in (across, down):
            head.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_chosen.emit())
        self.activated.connect(self._open)

    def show_rows(self, rows: tuple[GridRow, ...]) -> None:
        """Show other rows; the chosen cell stays chosen."""
        index = self.currentIndex()
        kept = self.grid.rows[index.row()].row.key if index.isValid() else ""
        self.grid.show_rows(rows)
        places = [place for place, one in enumerate(rows) if one.row.key == kept]
        if places:
            self.setCurrentIndex(self.grid.index(places[0], index.column()))
        down = self.verticalHeader()
        down.setDefaultSectionSize(self.fontMetrics().height() + 18)
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + ROWS_SHOWN * down.defaultSectionSize())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        letters = LABEL_LETTERS * self.fontMetrics().averageCharWidth()
        self.verticalHeader().setFixedWidth(min(letters, round(self.width() * LABEL_SHARE)))
        super().resizeEvent(event)

    @property
    def cell(self) -> YearCell | None:
        """The chosen cell."""
        index = self.currentIndex()
        return self.grid.rows[index.row()].row.cells[index.column()] if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.month_opened.emit(index.column() + 1)
