"""The table of a chart: the same figures, cell by cell, with the head of row and column read out."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget
from typing_extensions import override

from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.tables import Cell, FigureTable
from qa_desktop.ui.item_models.counts import RIGHT, Index

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MOST_ROWS, LEAST_ROWS = 12, 2
LABEL_LETTERS = 34
"""How wide the column of words gets at most; the tip says all of it."""


class FigureTableModel(QAbstractTableModel):
    """The first column of the table stands in the head of each row."""

    def __init__(self, table: FigureTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        columns = range(len(table.heads) - 1)
        self._numbers = {one for one in columns if all(_is_number(row[one + 1]) for row in table.rows)}
        """The columns that hold counts and shares alone: they stand below each other at the right, with their heads."""

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._table.rows)

    @override
    def columnCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._table.heads) - 1

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._table.rows[index.row()]
        value = row[index.column() + 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{value:,}" if isinstance(value, int) else value
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numbers:
            return RIGHT
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row[0]}, {self._table.heads[index.column() + 1]}: {value}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, /, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return RIGHT if section in self._numbers else LEFT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if orientation is Qt.Orientation.Horizontal:
                return self._table.heads[section + 1]
            return str(self._table.rows[section][0])
        return None


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int) or cell in ("", LEFT_OUT) or cell[0].isdigit()


class FigureTableView(QTableView):
    """Arrows move from cell to cell; Return, or a click, asks for the audits behind it."""

    cell_chosen = Signal(int, int)
    """Row and column, both from 0; the head of the row is no column."""

    def __init__(self, table: FigureTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setAccessibleName(f"{table.title}, as a table")
        self.setModel(FigureTableModel(table, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for head in (across, down):
            head.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMaximumWidth(LABEL_LETTERS * self.fontMetrics().averageCharWidth())
        down.setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(MOST_ROWS))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height(LEAST_ROWS))

    def _height(self, rows: int) -> int:
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return head + min(len(self.table.rows), rows) * self.verticalHeader().defaultSectionSize() + bar + 4

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cell_chosen.emit(index.row(), index.column())
