"""Rows of two lines that are there all at once, as the history of an audit."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from qa_desktop.ui.widgets.two_line_list import TwoLines

LINES_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class TwoLineModel(QAbstractListModel):
    """Plain rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TwoLines, ...] = ()

    def show_rows(self, rows: tuple[TwoLines, ...]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.title, row.caption, row.right) if part)
        return row if role == LINES_ROLE else None


def lines_of(index: Index) -> TwoLines:
    """Return what a row shows."""
    row: TwoLines = index.data(LINES_ROLE)
    return row
