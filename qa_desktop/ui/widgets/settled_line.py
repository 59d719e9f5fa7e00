"""One line of text that says when its words have settled, so that they can be saved."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.ui.widgets.growing_text import SETTLE_MS


class SettledLine(QLineEdit):
    """`text_settled` tells the text 600 ms after the last key and when the focus leaves, once for each change."""

    text_settled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self.settle)
        self.textEdited.connect(lambda _: self._pause.start())

    @property
    def is_settled(self) -> bool:
        """Whether every change has been told."""
        return self.text() == self._settled

    def show_text(self, text: str) -> None:
        """Show text from elsewhere."""
        self._pause.stop()
        self._settled = text
        if text != self.text():
            self.setText(text)

    def settle(self) -> None:
        """Tell the text now, if it changed since it was last told."""
        self._pause.stop()
        if not self.is_settled:
            self._settled = self.text()
            self.text_settled.emit(self._settled)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.settle()
