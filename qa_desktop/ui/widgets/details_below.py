"""What is known of the chosen row, below its list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.widgets.panes import ScrollingColumn, clear
from qa_desktop.ui.widgets.text import Strong, Words


class DetailsBelow(ScrollingColumn):
    """A title with sentences. It takes the keyboard, so that what does not fit is scrolled without a mouse."""

    def __init__(self, name: str, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent, gap=gap)
        self.keep_margins(16, 2, 16, 2)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def tell(self, title: str, sentences: Iterable[str]) -> None:
        """Say what is known; a title that is empty is left out."""
        clear(self.body)
        if title:
            self.add(Strong(title))
        for sentence in sentences:
            self.add(Words(sentence))
        self.body.addStretch(1)
        self.show()

    def tell_nothing(self) -> None:
        """Go from the page until there is something to say."""
        clear(self.body)
        self.hide()
