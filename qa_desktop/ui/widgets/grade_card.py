"""One grade of a scale as a card: a real radio button with word, shape and short descriptor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.domain.scale import GradeShape, ScalePoint
from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.widgets.buttons import PRIMARY_HEIGHT

PAD = 13
SHAPE_GAP = 8
WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value


def paint_shape(painter: QPainter, shape: GradeShape, box: QRectF, colour: str) -> None:
    """Paint a grade's shape; without font, so that it looks the same everywhere."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    if shape is GradeShape.CIRCLE:
        painter.drawEllipse(box)
    elif shape is GradeShape.SQUARE:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is GradeShape.TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif shape is GradeShape.DIAMOND:
        middle = box.center()
        corners = (
            QPointF(middle.x(), box.top() - 1),
            QPointF(box.right() + 1, middle.y()),
            QPointF(middle.x(), box.bottom() + 1),
            QPointF(box.left() - 1, middle.y()),
        )
        painter.drawPolygon(QPolygonF(list(corners)))
    painter.restore()


class GradeCard(QRadioButton):
    """A grade that can be chosen; compact cards show word and shape on one line."""

    def __init__(self, point: ScalePoint, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(point.label, parent)
        self.point = point
        self._compact = compact
        descriptor = "" if compact else point.short_descriptor
        self._descriptor = descriptor
        self.setAccessibleName(f"{point.number} {point.label}".strip())
        self.setAccessibleDescription(point.short_descriptor)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if compact and point.short_descriptor:
            self.setToolTip(point.short_descriptor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        word = QFontMetrics(self._word_font()).horizontalAdvance(self._word()) + self._shape_room() + 2 * self._pad()
        width = word + 4 if self._compact else max(150, min(word + 4, 260))
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self._word_font())
        longest = max(metrics.horizontalAdvance(part) for part in self._word().split() or [""])
        return QSize(longest + self._shape_room() + 2 * self._pad() + 4, self._least_height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        word, descriptor = self._text_heights(width)
        return max(self._least_height(), word + descriptor + 2 * (self._pad() - 2))

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        tokens = current_tokens()
        tone = tokens.of(self.point)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, hovered = self.isChecked(), self.underMouse() and self.isEnabled()
        line = 2.5 if chosen else 1.2
        painter.setPen(QPen(QColor(tone.ink if chosen else tokens.edge), line))
        painter.setBrush(QColor(tone.tint if chosen else tokens.tint if hovered else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
        self._paint_words(painter, tone.ink if self.isEnabled() or chosen else tokens.muted, tokens.muted)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: str, muted: str) -> None:
        font = self._word_font()
        metrics = QFontMetrics(font)
        pad = self._pad()
        word_height, descriptor_height = self._text_heights(self.width())
        top = pad - 2 if not self._compact else (self.height() - word_height) // 2
        if self._shape_room():
            size = metrics.capHeight() * 0.98
            shape_top = top + metrics.ascent() - metrics.capHeight() + (metrics.capHeight() - size) / 2
            paint_shape(painter, self.point.shape, QRectF(pad, shape_top, size, size), ink)
        left = pad + self._shape_room()
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QRect(left, top, self.width() - left - pad + 2, word_height), WRAP, self._word())
        if self._descriptor:
            painter.setFont(self._small_font())
            painter.setPen(QColor(muted))
            below = QRect(pad, top + word_height + 3, self.width() - 2 * pad + 2, descriptor_height)
            painter.drawText(below, WRAP, self._descriptor)

    def _text_heights(self, width: int) -> tuple[int, int]:
        room = max(30, width - 2 * self._pad() + 2)
        tall = 1 << 20
        word = QFontMetrics(self._word_font()).boundingRect(
            QRect(0, 0, max(30, room - self._shape_room()), tall), WRAP, self._word()
        )
        if not self._descriptor:
            return word.height(), 0
        small = QFontMetrics(self._small_font()).boundingRect(QRect(0, 0, room, tall), WRAP, self._descriptor)
        return word.height(), small.height() + 5

    def _word(self) -> str:
        return f"{self.point.number} {self.point.label}".strip()

    def _pad(self) -> int:
        return 10 if self._compact else PAD

    def _least_height(self) -> int:
        return 36 if self._compact else PRIMARY_HEIGHT

    def _shape_room(self) -> int:
        if self.point.shape is GradeShape.NONE:
            return 0
        return QFontMetrics(self._word_font()).capHeight() + SHAPE_GAP

    def _word_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        if self._compact:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        return font
