"""The head of a page with its buttons: beside the words where there is room, in a row of their own below where not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from qa_desktop.overriding import override
from qa_desktop.ui.widgets.flow import FlowLayout
from qa_desktop.ui.widgets.panes import PageHead

GAP = 16
LEAST_LETTERS = 30
"""The words of a head are not squeezed under so many letters, nor under the width of its title."""


class HeadRow(QWidget):
    """A head and its buttons, which stay together: at the right of the words, or all of them below."""

    def __init__(self, head: PageHead, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = _HeadLayout(head, self)
        for widget in (head, *buttons):
            line.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _HeadLayout(FlowLayout):
    def __init__(self, head: PageHead, parent: QWidget) -> None:
        super().__init__(parent, GAP)
        self._head = head

    @override
    def _place(self, rect: QRect, *, really: bool) -> int:
        buttons = [item for item in self._shown() if item.widget() is not self._head]
        taken = sum(item.sizeHint().width() + self.spacing() for item in buttons)
        room = rect.width() - taken
        if buttons and room >= self._least():
            return self._place_beside(rect, buttons, room, really=really)
        height = self._head.heightForWidth(rect.width())
        if really:
            self._head.setGeometry(QRect(rect.topLeft(), QSize(rect.width(), height)))
        if not buttons:
            return height
        below = rect.y() + height + self.spacing()
        return (
            height + self.spacing() + self._place_below(buttons, QRect(rect.x(), below, rect.width(), 0), really=really)
        )

    def _least(self) -> int:
        """Return how narrow the head may be: its title on one line, and its other words on a few."""
        title = self._head.title
        words = title.fontMetrics().horizontalAdvance(title.text())
        return max(words + 8, LEAST_LETTERS * self._head.fontMetrics().averageCharWidth())

    def _place_beside(self, rect: QRect, buttons: list[QLayoutItem], room: int, *, really: bool) -> int:
        width = min(room, max(self._least(), self._head.sizeHint().width()))
        words = self._head.heightForWidth(width)
        height = max(words, *(item.sizeHint().height() for item in buttons))
        if really:
            self._head.setGeometry(QRect(rect.x(), rect.y() + (height - words) // 2, width, words))
            right = rect.right() + 1
            for item in reversed(buttons):
                size = item.sizeHint()
                right -= size.width()
                item.setGeometry(QRect(QPoint(right, rect.y() + (height - size.height()) // 2), size))
                right -= self.spacing()
        return height

    def _place_below(self, buttons: list[QLayoutItem], rect: QRect, *, really: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in buttons:
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 1 << 20))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self.spacing(), 0
            if really:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return y + height - rect.y()
