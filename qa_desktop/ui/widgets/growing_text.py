"""A plain text field that grows with its words and says when they have settled, so that they can be saved."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

SETTLE_MS = 600
FEWEST_LINES = 3
MOST_LINES = 16
PARAGRAPH, LINE = "\u2029", "\u2028"
WORD = re.compile(r"\S+")


class GrowingTextEdit(QTextEdit):
    """Plain text. Tab leaves the field; it grows with its content up to sixteen lines, then scrolls.

    `text_settled` tells the text 600 ms after the last key and when the focus leaves, once for each change.
    """

    text_settled = Signal(str)
    words_changed = Signal(int)
    """How many words there are now; only where there is a limit."""

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = FEWEST_LINES, word_limit: int | None = None
    ) -> None:
        super().__init__(parent)
        self.word_limit = word_limit
        self._fewest_lines = lines
        self._settled = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(5)
        self.document().clearUndoRedoStacks()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self.settle)
        self.textChanged.connect(self._note_change)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @property
    def text(self) -> str:
        """The words exactly as written, with single line feeds."""
        return self.document().toRawText().replace(PARAGRAPH, "\n").replace(LINE, "\n")

    @property
    def word_count(self) -> int:
        """How many words there are."""
        return sum(1 for _ in WORD.finditer(self.text))

    @property
    def is_settled(self) -> bool:
        """Whether every change has been told."""
        return self.text == self._settled

    def set_text(self, text: str) -> None:
        """Show text from elsewhere, changing only what differs, so that the caret stays where the person writes."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace(PARAGRAPH, "\n").replace(LINE, "\n")
        now = self.text
        self._settled = text
        self._pause.stop()
        if now == text:
            return
        start = _common(now, text)
        end = min(_common(now[::-1], text[::-1]), min(len(now), len(text)) - start)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(now[:start]))
        cursor.setPosition(_units(now[: len(now) - end]), QTextCursor.MoveMode.KeepAnchor)
        blocked = self.blockSignals(True)
        cursor.insertText(text[start : len(text) - end])
        self.blockSignals(blocked)
        self.document().clearUndoRedoStacks()  # what came from elsewhere is undone there
        self._grow()
        self._tell_count()

    def settle(self) -> None:
        """Tell the text now, if it changed since it was last told."""
        self._pause.stop()
        text = self.text
        if text != self._settled:
            self._settled = text
            self.text_settled.emit(text)

    @override
    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        if e.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    @override
    def insertFromMimeData(self, source: QMimeData, /) -> None:
        self.textCursor().insertText(source.text().replace("\r\n", "\n"))
        self.ensureCursorVisible()

    @override
    def event(self, e: QEvent, /) -> bool:
        if e.type() == QEvent.Type.ShortcutOverride and isinstance(e, QKeyEvent) and self._leaves_to_page(e):
            e.ignore()
            return False
        return super().event(e)

    @override
    def changeEvent(self, e: QEvent, /) -> None:
        super().changeEvent(e)
        if e.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        super().resizeEvent(e)
        self._grow()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 14, self.minimumHeight())

    def _leaves_to_page(self, event: QKeyEvent) -> bool:
        """Undo and redo go to the page where this field has nothing of its own to undo."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.document().isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo):
            return not self.document().isRedoAvailable()
        return False

    def _note_change(self) -> None:
        self._pause.start()
        self._tell_count()

    def _tell_count(self) -> None:
        if self.word_limit:
            self.words_changed.emit(self.word_count)

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        around = 2 * self.document().documentMargin() + 16
        wanted = self.document().size().height() + 16
        height = round(min(max(wanted, self._fewest_lines * line + around), MOST_LINES * line + around))
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)


def _common(first: str, second: str) -> int:
    """Return how many characters two texts share at their beginning."""
    shortest = min(len(first), len(second))
    return next((place for place in range(shortest) if first[place] != second[place]), shortest)


def _units(text: str) -> int:
    """Return the length in UTF-16 units, which is how Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
