"""A pad to sign on with pen, finger or mouse."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.text import Small

INK = "#0B1F66"
PEN_WIDTH = 2.6
FEWEST_POINTS = 3
SCALE = 2
LIGHTEST_PRESSURE = 0.35


class InkPad(QWidget):
    """Where a signature is drawn; who cannot draw types a name instead, which the hint says."""

    ink_changed = Signal(bool)
    """Whether there is ink."""

    def __init__(self, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=6)
        self.paper = _Paper(self)
        self.paper.setAccessibleName(self.tr("Signature of {}").format(who))
        self.paper.ink_changed.connect(self._show_state)
        column.addWidget(self.paper)
        self.clear_button = SmallButton(self.tr("Clear"), parent=self)
        self.clear_button.setAccessibleName(self.tr("Clear the signature of {}").format(who))
        self.clear_button.setEnabled(False)
        self.clear_button.clicked.connect(self.clear)
        hint = Small(self.tr("Pen, finger or mouse. By keyboard, choose to type the name instead."), self)
        hint.setWordWrap(True)
        column.addWidget(FlowRow(self.clear_button))
        column.addWidget(hint)

    @property
    def has_ink(self) -> bool:
        """Whether enough was drawn to be a mark."""
        return self.paper.has_ink

    def png(self) -> bytes:
        """Return the ink on a transparent ground, cut to the strokes, at twice the screen's size; empty without ink."""
        return self.paper.png()

    def clear(self) -> None:
        """Take all ink away."""
        self.paper.clear()

    def _show_state(self, there: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.clear_button.setEnabled(there)
        self.ink_changed.emit(there)


class _Paper(QWidget):
    ink_changed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(150)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[tuple[QPointF, float]]] = []
        self._drawing = False

    @property
    def has_ink(self) -> bool:
        return sum(len(stroke) for stroke in self._strokes) >= FEWEST_POINTS

    def clear(self) -> None:
        self._strokes = []
        self.update()
        self.ink_changed.emit(False)

    def png(self) -> bytes:
        if not self.has_ink:
            return b""
        bounds = self._bounds()
        size = QSize(max(1, round(bounds.width() * SCALE)), max(1, round(bounds.height() * SCALE)))
        image = QImage(size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(SCALE, SCALE)
        painter.translate(-bounds.topLeft())
        self._paint_ink(painter, INK)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    @override
    def event(self, event: QEvent, /) -> bool:
        if isinstance(event, QTouchEvent) and event.points():
            point = event.points()[0]
            self._step(event.type(), point.position(), point.pressure() or 1.0)
            event.accept()
            return True
        return super().event(event)

    @override
    def tabletEvent(self, event: QTabletEvent, /) -> None:
        self._step(event.type(), event.position(), event.pressure())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._step(event.type(), event.position(), 1.0)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._step(event.type(), event.position(), 1.0)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        self._step(event.type(), event.position(), 1.0)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.setPen(QPen(QColor("#C9C5BC"), 1))
        line = self.height() * 0.76
        painter.drawLine(QPointF(28, line), QPointF(self.width() - 28, line))
        self._paint_ink(painter, INK)
        painter.end()

    def _step(self, kind: QEvent.Type, where: QPointF, pressure: float) -> None:
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress, QEvent.Type.TouchBegin):
            self._strokes.append([])
            self._drawing = True
        had = self.has_ink
        if self._drawing and self._strokes:
            inside = QPointF(min(max(where.x(), 2), self.width() - 2), min(max(where.y(), 2), self.height() - 2))
            self._strokes[-1].append((inside, max(LIGHTEST_PRESSURE, pressure)))
            self.update()
        if kind in (QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease, QEvent.Type.TouchEnd):
            self._drawing = False
        if self.has_ink != had:
            self.ink_changed.emit(self.has_ink)

    def _paint_ink(self, painter: QPainter, colour: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            pressure = sum(weight for _, weight in stroke) / len(stroke) if stroke else 1.0
            pen = QPen(QColor(colour), PEN_WIDTH * pressure)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(_smooth([point for point, _ in stroke]))

    def _bounds(self) -> QRectF:
        points = [point for stroke in self._strokes for point, _ in stroke]
        left, right = min(p.x() for p in points), max(p.x() for p in points)
        top, bottom = min(p.y() for p in points), max(p.y() for p in points)
        return QRectF(left, top, right - left, bottom - top).adjusted(-4, -4, 4, 4)


def _smooth(points: list[QPointF]) -> QPainterPath:
    """Join points by curves through their middles."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0.1))
    for first, second in pairwise(points[1:]):
        path.quadTo(first, (first + second) / 2)
    path.lineTo(points[-1])
    return path
