"""A line to search a list with; Down goes from the words to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from typing_extensions import override


class SearchLine(QLineEdit):
    """Words to look for. Down puts the cursor on the first row, Escape forgets the words."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._list: QListView | None = None

    def search_in(self, rows: QListView) -> None:
        """Say which list is searched."""
        self._list = rows

    def begin(self) -> None:
        """Take the focus, ready to be written over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.key() == Qt.Key.Key_Down and self._list is not None and self._list.model().rowCount():
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._list.model().index(0, 0))
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
        elif e.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(e)
