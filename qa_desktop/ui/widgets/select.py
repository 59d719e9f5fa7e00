"""A choice from a list, painted in our colours; never editable, because screen readers are silent on those."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from qa_desktop.ui.theme import current_tokens

ARROW_ROOM = 34
ROW_PAD = 12
MOST_MEASURED = 50
"""How many rows decide how wide it would like to be; among thousands one asks for the full width anyway."""


class Select(QComboBox):
    """A combo box that is as high as a line edit and ignores the wheel while it is closed."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._list = QListView(self)
        self.setView(self._list)
        self.setItemDelegate(_Rows(self))
        self._list.setAccessibleName(name)
        self.model().rowsInserted.connect(self._note_rows)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        looked_at = range(min(self.count(), MOST_MEASURED))
        longest = max((metrics.horizontalAdvance(self.itemText(row)) for row in looked_at), default=80)
        return QSize(min(longest, 40 * metrics.averageCharWidth()) + ARROW_ROOM + 16, self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self.fontMetrics().averageCharWidth() + ARROW_ROOM, self._height())

    @override
    def wheelEvent(self, e: QWheelEvent, /) -> None:
        e.ignore()

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        tokens = current_tokens()
        wrong = bool(self.property("wrong"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.inadequate.ink if wrong else tokens.edge), 2 if wrong else 1))
        painter.setBrush(QColor(tokens.surface if self.isEnabled() else tokens.canvas))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(QColor(tokens.text if self.isEnabled() and self.currentIndex() >= 0 else tokens.muted))
        room = QRect(12, 0, self.width() - ARROW_ROOM - 12, self.height())
        shown = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        words = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        pen = QPen(QColor(tokens.muted), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y = self.width() - ARROW_ROOM / 2, self.height() / 2
        painter.drawPolyline(QPolygonF([QPointF(x - 5, y - 2), QPointF(x, y + 3), QPointF(x + 5, y - 2)]))
        painter.end()

    def _note_rows(self) -> None:
        """Lay a long list out by its first row: each of thousands would be measured whenever the theme dresses it."""
        self._list.setUniformItemSizes(self.count() > MOST_MEASURED)

    def _height(self) -> int:
        return max(40, self.fontMetrics().height() + 20)


class _Rows(QStyledItemDelegate):
    """Rows as high as a finger needs."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), option.fontMetrics.height() + ROW_PAD)
