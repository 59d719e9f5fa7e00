"""The year's programme as a table: a thing in each row, its months beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from qa_desktop.domain.programme_year import YearRow

Index = QModelIndex | QPersistentModelIndex
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row in words: its head, and what is read out of each cell."""

    row: YearRow
    head: str
    spoken: tuple[str, ...]

    @property
    def searched(self) -> str:
        """Everything in which words are looked for."""
        return " ".join((self.head, self.row.column, self.row.by, *self.spoken)).casefold()


class YearGridModel(QAbstractTableModel):
    """Shows marks; the words of a cell are its tip, and what is read out."""

    def __init__(self, months: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._months = months
        self.rows: tuple[GridRow, ...] = ()

    def show_rows(self, rows: tuple[GridRow, ...]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._months)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.row.cells[index.column()].mark
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return CENTRE
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken[index.column()]
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, /, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._months[section] if orientation is Qt.Orientation.Horizontal else self.rows[section].head
        return None
