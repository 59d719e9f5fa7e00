"""A chart that is looked at, gone through with the arrow keys, and clicked: its table beside it says the same."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from qa_desktop.domain.colour import mixed
from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.control import ControlChart
from qa_desktop.domain.figures.control_drawing import control_drawing
from qa_desktop.domain.figures.drawing import (
    Drawing,
    Fill,
    Ink,
    Side,
    Target,
    Word,
    bars_drawing,
    heat_drawing,
    stripes,
    wrapped,
)
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.tokens import Tokens, ToneColours
from qa_desktop.ui.widgets.announce import announce

Told = Breakdown | HeatMap | ControlChart
UNTOLD, DARK_STEP, STEPS = -1, 3, 4
PICTURE_WIDTH, PICTURE_SCALE, PICTURE_MARGIN = 900, 2, 24
LEAST_WIDTH, HEAD_LINES = 240, 2.5


class FigureChart(QWidget):
    """Shows one chart. Left and Right go from part to part; Return, or a click, asks for the audits behind it."""

    target_chosen = Signal(object)
    """A Target."""

    def __init__(self, told: Told, policy: FigurePolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._policy = policy
        self._drawing = Drawing(0)
        self._at = -1
        self.setAccessibleName(told.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy_of_size = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy_of_size.setHeightForWidth(True)
        self.setSizePolicy(policy_of_size)
        self.setMinimumWidth(LEAST_WIDTH)
        self._lay_out()

    @property
    def targets(self) -> list[Target]:
        """What can be chosen."""
        return self._drawing.targets

    @property
    def scale(self) -> str:
        """The id of the scale on which it tells."""
        return self._told.scale.id

    def picture(self, counted: str) -> QImage:
        """Return the chart with its title and what is counted, as a picture."""
        drawing, lines, height = self._whole(counted)
        image = QImage(PICTURE_WIDTH * PICTURE_SCALE, height * PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(QColor(current_tokens().surface))
        painter = QPainter(image)
        self._paint_whole(painter, drawing, lines)
        painter.end()
        return image

    def scalable(self, counted: str) -> bytes:
        """Return the same as SVG, whose lines stay sharp at any size."""
        drawing, lines, height = self._whole(counted)
        made = QSvgGenerator()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        made.setOutputDevice(buffer)
        made.setViewBox(QRect(0, 0, PICTURE_WIDTH, height))
        made.setSize(QSize(PICTURE_WIDTH, height))
        made.setTitle(self._told.title)
        made.setDescription(counted)
        painter = QPainter(made)
        painter.fillRect(0, 0, PICTURE_WIDTH, height, QColor(current_tokens().surface))
        self._paint_whole(painter, drawing, lines)
        painter.end()
        return bytes(buffer.data().data())

    def _whole(self, counted: str) -> tuple[Drawing, list[str], int]:
        """Return what a picture shows, what it counts line by line, and how high it is."""
        metrics, width = QFontMetricsF(self.font()), PICTURE_WIDTH - 2 * PICTURE_MARGIN
        drawing, lines = self._drawn(width, metrics), wrapped(counted, width, metrics.horizontalAdvance)
        head = metrics.height() * (HEAD_LINES + len(lines))
        return drawing, lines, int(drawing.height + head + 2 * PICTURE_MARGIN)

    def _paint_whole(self, painter: QPainter, drawing: Drawing, lines: list[str]) -> None:
        high = QFontMetricsF(self.font()).height()
        painter.translate(PICTURE_MARGIN, PICTURE_MARGIN)
        self._write(painter, Word(0, high * 0.5, self._told.title, is_strong=True), Drawing(0))
        for number, line in enumerate(lines):
            self._write(painter, Word(0, high * (2 + number), line, ink=Ink.MUTED), Drawing(0))
        painter.translate(0, high * (HEAD_LINES + len(lines)))
        self._paint(painter, drawing, None)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return int(self._drawn(max(LEAST_WIDTH, width), QFontMetricsF(self.font())).height) + 4

    @override
    def sizeHint(self) -> QSize:
        width = max(LEAST_WIDTH, self.width())
        return QSize(width, self.heightForWidth(width))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        self._paint(painter, self._drawing, self._at if self.hasFocus() else None)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None and self.targets:
            self._go((self._at + step) % len(self.targets) if self._at >= 0 else 0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.target_chosen.emit(self.targets[self._at])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        found = self._target_at(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(found)
            self.target_chosen.emit(self.targets[found])

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        found = self._target_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
        words = "" if found is None else self.targets[found].words
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def _go(self, at: int) -> None:
        self._at = at
        self.setAccessibleDescription(self.targets[at].words)
        announce(self, self.targets[at].words)
        self.update()

    def _target_at(self, place: QPointF) -> int | None:
        found = (
            one.target
            for one in self._drawing.fills
            if one.target is not None and QRectF(one.x, one.y, one.width, one.height).contains(place)
        )
        return next(found, None)

    def _lay_out(self) -> None:
        self._drawing = self._drawn(max(LEAST_WIDTH, self.width()), QFontMetricsF(self.font()))
        self.update()

    def _drawn(self, width: float, metrics: QFontMetricsF) -> Drawing:
        letter = metrics.height() * 0.75
        if isinstance(self._told, ControlChart):
            return control_drawing(self._told, width, letter, metrics.horizontalAdvance, self._policy)
        if isinstance(self._told, HeatMap):
            return heat_drawing(self._told, width, letter, metrics.horizontalAdvance)
        return bars_drawing(self._told, width, letter, metrics.horizontalAdvance)

    def _paint(self, painter: QPainter, drawing: Drawing, at: int | None) -> None:
        tokens = current_tokens()
        letter = QFontMetricsF(self.font()).height() * 0.75
        for one in drawing.strokes:
            painter.setPen(QPen(QColor(_ink(one.ink, tokens)), 2 if one.is_strong else 1))
            painter.drawLine(QPointF(one.x1, one.y1), QPointF(one.x2, one.y2))
        for fill in drawing.fills:
            self._fill(painter, fill, tokens, letter)
        for word in drawing.words:
            self._write(painter, word, drawing)
        for fill in drawing.fills:
            if at is not None and fill.target == at:
                painter.setPen(QPen(QColor(tokens.text), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(fill.x, fill.y, fill.width, fill.height).adjusted(1, 1, -1, -1))

    def _fill(self, painter: QPainter, fill: Fill, tokens: Tokens, letter: float) -> None:
        box = QRectF(fill.x, fill.y, fill.width, fill.height)
        if fill.step is not None:
            painter.fillRect(box, QColor(tokens.canvas if fill.step == UNTOLD else _shade(fill.step, tokens)))
            return
        colours = _colours(fill, tokens)
        painter.fillRect(box, QColor(colours.tint))
        painter.setPen(QPen(QColor(mixed(colours.ink, colours.tint, 0.55)), 1))
        for x1, y1, x2, y2 in stripes(fill, letter):
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        painter.setPen(QPen(QColor(colours.ink), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _write(self, painter: QPainter, word: Word, drawing: Drawing) -> None:
        tokens = current_tokens()
        font = QFont(self.font())
        font.setBold(word.is_strong)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(word.text)
        left = word.x - {Side.LEFT: 0.0, Side.CENTRE: wide / 2, Side.RIGHT: wide}[word.side]
        if word.is_strong and word.ink is Ink.ON_FILL:  # a number on a pattern stands on a ground of its own
            ground = QRectF(left - 3, word.y - metrics.height() / 2, wide + 6, metrics.height())
            painter.fillRect(ground, QColor(tokens.surface))
        colour = _ink(word.ink, tokens)
        step = next((one.step for one in drawing.fills if one.step is not None and _is_on(word, one)), None)
        if word.ink is Ink.ON_FILL and step is not None and step >= DARK_STEP:
            colour = tokens.on_accent
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(left, word.y + metrics.ascent() / 2 - metrics.descent() / 2), word.text)


def _ink(ink: Ink, tokens: Tokens) -> str:
    return {Ink.MUTED: tokens.muted, Ink.LINE: tokens.line}.get(ink, tokens.text)


def _colours(fill: Fill, tokens: Tokens) -> ToneColours:
    return tokens.of(ScalePoint("", "", None, tone=fill.tone, colour=fill.colour))


def _shade(step: int, tokens: Tokens) -> str:
    """Return the colour of a step: from the tint of the theme to its accent."""
    return mixed(tokens.accent, tokens.tint, step / STEPS)


def _is_on(word: Word, fill: Fill) -> bool:
    return fill.x <= word.x <= fill.x + fill.width and fill.y <= word.y <= fill.y + fill.height
