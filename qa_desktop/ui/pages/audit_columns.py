"""Two columns of cards that become one where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.ui.widgets.panes import Column, Row

ONE_COLUMN_UNDER = 92
"""Average character widths of body text."""


class TwoColumns(QWidget):
    """What belongs together stands left; what goes with it stands right, or below."""

    def __init__(self, parent: QWidget | None = None, *, shares: tuple[int, int] = (3, 2), gap: int = 18) -> None:
        super().__init__(parent)
        self._shares = shares
        self._line = Row(self, gap=gap)
        self.left, self.right = Column(gap=gap), Column(gap=gap)
        self.sides = (QWidget(self), QWidget(self))
        """The parents of what stands left and right."""
        for side, column in zip(self.sides, (self.left, self.right), strict=True):
            side.setLayout(column)
            side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self._line.addWidget(side)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        narrow = not has_room_for_two(self)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != direction or self._line.stretch(0) != (0 if narrow else self._shares[0]):
            self._line.setDirection(direction)
            for place, share in enumerate(self._shares):
                self._line.setStretch(place, 0 if narrow else share)


def has_room_for_two(widget: QWidget) -> bool:
    """Tell whether two columns stand beside each other in the width of a widget."""
    return widget.width() >= ONE_COLUMN_UNDER * widget.fontMetrics().averageCharWidth()
