"""The library as rows that can be searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from qa_desktop.domain.tool_search import SearchText, where_found

TOOL_ROLE = Qt.ItemDataRole.UserRole + 1
FOUND_ROLE = Qt.ItemDataRole.UserRole + 2
"""The passage of the tool in which the words stand that are searched for, where its row does not hold them."""
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
    content: str = ""
    """Its content hash, by which its texts are known."""

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
        """Tell whether a tool is what was asked for beside the text."""
        return (
            (row.is_own if self.authority == OWN else self.authority in ("", row.authority))
            and self.subject in ("", row.subject)
            and self.origin in ("", row.origin)
            and self.state in ("", row.state)
        )


class ToolListModel(QAbstractListModel):
    """The tools that match what is asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ToolRow, ...] = ()
        self._rows: tuple[ToolRow, ...] = ()
        self._wanted = ToolWish()
        self._texts: Mapping[str, SearchText] = {}
        self._found: dict[str, str] = {}

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

    def set_texts(self, texts: Mapping[str, SearchText]) -> None:
        """Search in the texts of the tools as well, told by content hash."""
        self._texts = texts

    def filter(self, wanted: ToolWish) -> None:
        """Keep the tools that are wanted: first those whose row holds the words, then those that hold them within."""
        self._wanted = wanted
        self.beginResetModel()
        asked = (
            (row, where_found(wanted.text, row.search_text, self._texts.get(row.content)))
            for row in self._all
            if wanted.fits(row)
        )
        found = sorted(((row, place) for row, place in asked if place is not None), key=lambda one: bool(one[1]))
        self._rows = tuple(row for row, _ in found)
        self._found = {row.id: place for row, place in found}
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
            told = (row.title, row.authority, row.caption, row.status, self._found.get(row.id, ""))
            return ", ".join(part for part in told if part)
        if role == TOOL_ROLE:
            return row
        if role in (FOUND_ROLE, Qt.ItemDataRole.ToolTipRole):
            return self._found.get(row.id) or None
        return None
