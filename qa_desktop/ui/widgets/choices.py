"""Check boxes and radio buttons whose words wrap, large enough for a finger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.widgets.buttons import SMALLEST_TARGET

BOX = 20
GAP = 10
PAD = 3
WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value


def _box(button: QAbstractButton) -> int:
    return max(BOX, round(button.fontMetrics().height() * 1.08))


def words_height(button: QAbstractButton, width: int) -> int:
    """Return the height of the wrapped words beside the box, in a button of this width."""
    room = max(40, width - _box(button) - GAP - 2 * PAD)
    return button.fontMetrics().boundingRect(QRect(0, 0, room, 1 << 20), WRAP, button.text()).height()


def button_height(button: QAbstractButton, width: int) -> int:
    """Return the height that a wrapped button needs at a width."""
    return max(SMALLEST_TARGET + 2, _box(button) + 2 * PAD, words_height(button, width) + 2 * PAD + 2)


def least_width(button: QAbstractButton) -> int:
    """Return the width of box and longest word."""
    longest = max((button.fontMetrics().horizontalAdvance(word) for word in button.text().split()), default=0)
    return _box(button) + GAP + longest + 2 * PAD + 4


def natural_width(button: QAbstractButton) -> int:
    """Return the width of box and words on one line, held to a readable length."""
    line = button.fontMetrics().horizontalAdvance(button.text())
    return _box(button) + GAP + min(line, button.fontMetrics().averageCharWidth() * 60) + 2 * PAD + 6


def paint_box(button: QAbstractButton, painter: QPainter, *, round_box: bool) -> None:
    """Paint box or circle, its mark, and the words."""
    tokens = current_tokens()
    size = _box(button)
    first_line = button.fontMetrics().height()
    box = QRectF(PAD + 0.5, PAD + max(0, (first_line - size) / 2) + 0.5, size - 1, size - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on = button.isChecked()
    filled = on and not round_box
    painter.setPen(QPen(QColor(tokens.accent if on else tokens.edge), 2 if on else 1.6))
    painter.setBrush(QColor(tokens.accent if filled else tokens.surface))
    if round_box:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 5, 5)
    if filled:
        paint_tick(painter, box, tokens.on_accent)
    elif on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        inset = size * 0.26
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.setPen(QColor(tokens.text if button.isEnabled() else tokens.muted))
    left = PAD + size + GAP
    top = PAD + max(0, (size - first_line) // 2)
    painter.drawText(QRect(left, top, button.width() - left - PAD, button.height()), WRAP, button.text())


def paint_tick(painter: QPainter, box: QRectF, colour: str) -> None:
    """Paint a tick into a box."""
    pen = QPen(QColor(colour), max(2.0, box.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corners = ((0.27, 0.52), (0.43, 0.68), (0.74, 0.34))
    painter.drawPolyline(
        QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners])
    )


class CheckBox(QCheckBox):
    """A check box whose words wrap."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _grow_down(self)

    @override
    def sizeHint(self) -> QSize:
        width = natural_width(self)
        return QSize(width, button_height(self, width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(least_width(self), SMALLEST_TARGET + 2)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return button_height(self, width)

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        paint_box(self, painter, round_box=False)
        painter.end()


class RadioButton(QRadioButton):
    """A radio button whose words wrap."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _grow_down(self)

    @override
    def sizeHint(self) -> QSize:
        width = natural_width(self)
        return QSize(width, button_height(self, width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(least_width(self), SMALLEST_TARGET + 2)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return button_height(self, width)

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        paint_box(self, painter, round_box=True)
        painter.end()


def _grow_down(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
