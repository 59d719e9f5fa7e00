"""What is counted, a row each, by period, a column each."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class CountsTable:
    """Words and numbers. A period has a key, short words for its column, and whole ones to be read out."""

    periods: tuple[tuple[str, str, str], ...] = ()
    rows: tuple[tuple[str, tuple[int, ...]], ...] = ()


class CountsModel(QAbstractTableModel):
    """Shows a table of counts; nought is left blank, so that what happened is seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = CountsTable()

    def show_table(self, table: CountsTable) -> None:
        """Take another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def period_of(self, index: Index) -> str:
        """Return the key of a cell's period."""
        return self._table.periods[index.column()][0]

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._table.rows)

    @override
    def columnCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._table.periods)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        label, numbers = self._table.rows[index.row()]
        count = numbers[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{count:,}" if count else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{label}, {self._table.periods[index.column()][2]}: {count:,}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, /, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation is Qt.Orientation.Horizontal:
                return self._table.periods[section][1]
            return self._table.rows[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return RIGHT
        return None
