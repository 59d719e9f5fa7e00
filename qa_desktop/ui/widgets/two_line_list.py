"""A list whose rows are a title, a caption and words at the right, or a third line; for audits and for tools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from qa_desktop.ui.theme import current_tokens

Index = QModelIndex | QPersistentModelIndex
PAD_X, PAD_Y = 16, 9
BETWEEN = 14
RIGHT_SHARE = 0.4
"""What the words at the right may take of a row whose title needs all of it."""
BELOW_UNDER = 92
"""Average character widths under which a list that may puts the words at the right into a line of their own."""


@dataclass(frozen=True, slots=True)
class TwoLines:
    """What a row shows."""

    title: str
    caption: str
    right: str = ""
    below: str = ""
    """A third line, in a list that has such; a row without one is as high as two."""


class TwoLineDelegate(QStyledItemDelegate):
    """Paints rows, each line cut with an ellipsis where it is too long; the tip says all of it."""

    def __init__(self, lines: Callable[[Index], TwoLines], parent: QListView, *, folds: bool) -> None:
        super().__init__(parent)
        self._lines = lines
        self._view = parent
        self._folds = folds
        self._heights = {"": (0, 0)}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        title, caption = self._heights_of_lines()
        lines = 1 + self._is_folded + bool(self._lines(index).below)
        return QSize(self._view.viewport().width(), title + lines * (caption + 3) + 2 * PAD_Y)

    def _heights_of_lines(self) -> tuple[int, int]:
        """Return how high a title and a caption are; worked out once a font, since every row may ask."""
        font = self._view.font().key()
        if font not in self._heights:
            title, caption = QFontMetrics(self._title_font()), QFontMetrics(self._caption_font())
            self._heights = {font: (title.height(), caption.height())}
        return self._heights[font]

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        lines, tokens = self._lines(index), current_tokens()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(QColor(tokens.accent), 1.5) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.tint))
            painter.drawRoundedRect(QRectF(box).adjusted(3, 2, -3, -2), 7, 7)
        else:
            painter.setPen(QColor(tokens.line))
            painter.drawLine(box.left() + PAD_X, box.bottom(), box.right() - PAD_X, box.bottom())
        self._paint_words(painter, box, lines)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, lines: TwoLines) -> None:
        tokens = current_tokens()
        title, caption = QFontMetrics(self._title_font()), QFontMetrics(self._caption_font())
        inner = box.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y)
        cut = Qt.TextElideMode.ElideRight
        painter.setFont(self._caption_font())
        painter.setPen(QColor(tokens.muted))
        right = self._right_box(inner, lines)
        words = caption.elidedText(lines.right, cut, right.width())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, words)
        beside = right.width() + BETWEEN if lines.right and not self._is_folded else 0
        room = inner.width() - beside
        below = QRect(inner.left(), inner.top() + title.height() + 3, room, caption.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, caption.elidedText(lines.caption, cut, room))
        third = QRect(inner.left(), inner.bottom() + 1 - caption.height(), inner.width(), caption.height())
        painter.setPen(QColor(tokens.text))
        painter.drawText(third, Qt.AlignmentFlag.AlignVCenter, caption.elidedText(lines.below, cut, third.width()))
        painter.setFont(self._title_font())
        painter.setPen(QColor(tokens.text))
        above = QRect(inner.left(), inner.top(), room, title.height())
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, title.elidedText(lines.title, cut, room))

    @property
    def _is_folded(self) -> bool:
        room = BELOW_UNDER * self._view.fontMetrics().averageCharWidth()
        return self._folds and self._view.viewport().width() < room

    def _right_box(self, inner: QRect, lines: TwoLines) -> QRect:
        """Return where the words at the right stand: they take what title and caption leave, their share at least."""
        title, caption = QFontMetrics(self._title_font()), QFontMetrics(self._caption_font())
        if self._is_folded:
            above = title.height() + 3 + (caption.height() + 3 if lines.caption else 0)
            return QRect(inner.left(), inner.top() + above, inner.width(), caption.height())
        left = max(title.horizontalAdvance(lines.title), caption.horizontalAdvance(lines.caption)) + BETWEEN + 2
        most = max(inner.width() - left, round(inner.width() * RIGHT_SHARE))
        room = min(caption.horizontalAdvance(lines.right) + 2, most)
        height = title.height() + 3 + caption.height() if lines.below else inner.height()
        return QRect(inner.right() - room, inner.top(), room, height)

    def _title_font(self) -> QFont:
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _caption_font(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        return font


class TwoLineList(QListView):
    """A list of two-line rows. Return or a double click opens, the arrows only move.

    One that `folds` puts the words at the right below the others where the room is short; in one that `grows` rows may
    have a third line. All rows of the others are of one height, so that thousands cost no more than those in sight.
    """

    row_opened = Signal(QModelIndex)

    def __init__(
        self,
        name: str,
        lines: Callable[[Index], TwoLines],
        parent: QWidget | None = None,
        *,
        folds: bool = False,
        grows: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLineDelegate(lines, self, folds=folds))
        self.setUniformItemSizes(not grows)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumHeight(160)
        self.activated.connect(self.row_opened)

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
