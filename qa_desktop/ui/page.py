"""What the window expects of a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A page of the window. It owns all its room, its footer included."""

    crumb_changed = Signal(str)
    """What the top bar says beside the brand; never a person's name."""

    suits_pair_mode = False
    """Whether the page may be on screen in pair mode: true for the pages of the open audit alone."""

    stands_alone = False
    """Whether nothing else can be reached from the page: true before a profile is open."""

    def __init__(self, crumb: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crumb = crumb

    @property
    def crumb(self) -> str:
        """What the top bar says beside the brand."""
        return self._crumb

    def set_crumb(self, crumb: str) -> None:
        """Say something else beside the brand."""
        self._crumb = crumb
        self.crumb_changed.emit(crumb)

    def page_actions(self) -> tuple[QAction, ...]:
        """Return the actions that the menu "This page" shows while the page is on screen.

        Where there are none, the menu shows what the page's buttons do.
        """
        return ()

    def focus_first(self) -> None:
        """Move the focus to where work on this page begins."""

    def focus_search(self) -> None:
        """Move the focus to the page's search, where it has one."""

    def undo(self) -> None:
        """Undo what was last done on this page."""

    def redo(self) -> None:
        """Do again what was undone."""

    def flush(self) -> None:
        """Hand over what was typed and not yet saved, before the page leaves the screen or the window closes."""
