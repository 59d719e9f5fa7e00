"""The five SMART letters of an action, small: which are met, and which the words still leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.domain.entries import SmartTest
from qa_desktop.ui.theme import current_tokens

GAP = 5


class Letter(Protocol):
    """What a letter needs to be painted and read."""

    @property
    def test(self) -> SmartTest:
        """Which of the five."""
        ...

    @property
    def name(self) -> str:
        """Its word."""
        ...

    @property
    def hint(self) -> str:
        """What is left open; empty where nothing is."""
        ...


class SmartLetters(QWidget):
    """S M A R T. An open letter is framed and marked in the text that screen readers hear, never by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: tuple[Letter, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_letters(self, letters: Sequence[Letter]) -> None:
        """Show another action's letters."""
        self._letters = tuple(letters)
        left_open = [letter.name for letter in letters if letter.hint]
        words = self.tr("SMART: open: {}").format(", ".join(left_open)) if left_open else self.tr("SMART: all met")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = self._side()
        return QSize(len(SmartTest) * (side + GAP), side)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        font.setPointSizeF(font.pointSizeF() * 0.82)
        painter.setFont(font)
        side = self._side()
        for place, letter in enumerate(self._letters):
            colours = tokens.requires_improvement if letter.hint else tokens.good
            box = QRectF(place * (side + GAP) + 0.5, 0.5, side - 1, side - 1)
            dashed = QPen(QColor(colours.ink), 1.4, Qt.PenStyle.DashLine)
            painter.setPen(dashed if letter.hint else QPen(QColor(colours.tint), 1))
            painter.setBrush(QColor(colours.tint))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor(colours.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter.test.value)
        painter.end()

    def _side(self) -> int:
        return max(22, self.fontMetrics().height() + 4)
