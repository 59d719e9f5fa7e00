"""Rows that arrive page by page, so that ten thousand of them cost no more than the first hundred."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class PagedRow(Protocol):
    """What a row says of itself."""

    @property
    def title(self) -> str:
        """The first line."""
        ...

    @property
    def spoken(self) -> str:
        """Everything in one line, for the tip and for screen readers."""
        ...


RowT = TypeVar("RowT", bound=PagedRow)


class PagedListModel(QAbstractListModel, Generic[RowT]):
    """Rows so far; the view asks for more as it is scrolled."""

    more_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RowT] = []
        self._more = False
        self._asked = False

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows that have arrived."""
        return tuple(self._rows)

    def start_again(self) -> None:
        """Forget every row."""
        self.beginResetModel()
        self._rows, self._more, self._asked = [], False, False
        self.endResetModel()

    def add(self, rows: tuple[RowT, ...], *, more: bool) -> None:
        """Add a page of rows and say whether more may follow."""
        self._more, self._asked = more, False
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def canFetchMore(self, parent: Index, /) -> bool:
        return self._more and not self._asked

    @override
    def fetchMore(self, parent: Index, /) -> None:
        self._asked = True
        self.more_requested.emit()

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return row if role == ROW_ROLE else None
