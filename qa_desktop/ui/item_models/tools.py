"""The library as rows that can be searched."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

TOOL_ROLE = Qt.ItemDataRole.UserRole + 1
IN_USE = "In use"
STATES = (IN_USE, "Draft", "Retired")
ORIGINS = ("Printed", "Partly printed", "Our proposal")
OWN = "Our own tools"
"""Asked for in the place of an authority: the tools that the authority calls its own, wherever they come from."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ToolRow:
    """One tool in a list."""

    id: str
    title: str
    authority: str
    subject: str
    """What the tool is about, in words: "Case"."""
    caption: str
    status: str
    """Empty for an active tool; else "Draft" or "Retired"."""
    search_text: str
    version: str = ""
    origin: str = ""
    """How much of it is printed, in short: "Printed", "Partly printed", "Our proposal"."""
    is_own: bool = False
    """Whether it is one of the authority's own, by how the authority works."""

    @property
    def state(self) -> str:
        """Whether new audits begin with it: "In use", "Draft" or "Retired"."""
        return self.status or IN_USE


@dataclass(frozen=True, slots=True)
class ToolWish:
    """Which tools to list; empty means any."""

    text: str = ""
    authority: str = ""
    subject: str = ""
    origin: str = ""
    state: str = ""

    def fits(self, row: ToolRow) -> bool:
        """Tell whether a tool holds every word of the text and is what else was asked for."""
        return (
            (row.is_own if self.authority == OWN else self.authority in ("", row.authority))
            and self.subject in ("", row.subject)
            and self.origin in ("", row.origin)
            and self.state in ("", row.state)
            and all(word in row.search_text for word in self.text.casefold().split())
        )


class ToolListModel(QAbstractListModel):
    """The tools that match what is asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ToolRow, ...] = ()
        self._rows: tuple[ToolRow, ...] = ()
        self._wanted = ToolWish()

    @property
    def rows(self) -> tuple[ToolRow, ...]:
        """The rows that match."""
        return self._rows

    @property
    def all(self) -> tuple[ToolRow, ...]:
        """Every row, shown or not."""
        return self._all

    def set_tools(self, tools: tuple[ToolRow, ...]) -> None:
        """Show another library."""
        self._all = tools
        self.filter(self._wanted)

    def filter(self, wanted: ToolWish) -> None:
        """Keep the tools that are wanted."""
        self._wanted = wanted
        self.beginResetModel()
        self._rows = tuple(row for row in self._all if wanted.fits(row))
        self.endResetModel()

    def row_of(self, tool_id: str) -> int:
        """Return the row of a tool; -1 where it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.id == tool_id), -1)

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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.authority, row.caption, row.status) if part)
        if role == TOOL_ROLE:
            return row
        return None
