"""Shows where the keyboard is: one ring that follows the focus through the whole application."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QMenuBar, QScrollArea, QWidget
from shiboken6 import isValid

from qa_desktop.overriding import override
from qa_desktop.ui.theme import current_tokens

RING = 3
EDGE = 1.5
OUTSET = 5
MOVES = {
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange,
    QEvent.Type.ParentChange, QEvent.Type.LayoutRequest,
}  # fmt: skip


class FocusRing(QObject):
    """Paints a 3 px ring, edged so that it stands out on every background, round whatever has the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: _Frame | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._scrolled_to: dict[QScrollArea, int] = {}
        """Where its scrolled pages stood when they had brought it into sight."""
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._keep_in_sight)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
        self._target = None
        self._scrolled_to = {}
        if now is None or isinstance(now, (QMenu, QMenuBar)) or now.isWindow():
            return
        proxy = now.focusProxy()
        now = proxy if isinstance(proxy, QWidget) else now
        self._target = now
        parent = _surface_of(now)
        walker: QWidget | None = now
        while walker is not None and walker is not parent:
            walker.installEventFilter(self)
            self._watched.append(walker)
            walker = walker.parentWidget()
        self._frame_on(parent).show()
        self._place()
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            _bring_into_sight(now)
        self._scrolled_to = {area: area.verticalScrollBar().value() for area in _scrolled_pages(now)}

    def _frame_on(self, parent: QWidget) -> _Frame:
        if self._frame is None or not isValid(self._frame):
            self._frame = _Frame(parent)
        elif self._frame.parentWidget() is not parent:
            self._frame.setParent(parent)
        return self._frame

    def _place(self) -> None:
        target, frame = self._target, self._frame
        if target is None or frame is None or not isValid(target) or not isValid(frame):
            return
        parent = frame.parentWidget()
        if parent is None or not parent.isAncestorOf(target):
            return
        frame.setVisible(target.isVisible())
        corner = target.mapTo(parent, QPoint(0, 0))
        around = QRect(corner, target.size()).adjusted(-OUTSET, -OUTSET, OUTSET, OUTSET)
        frame.setGeometry(around.intersected(parent.rect()))
        frame.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in MOVES:
            self._place()
            self._later.start()
        return False

    def _keep_in_sight(self) -> None:
        """Follow what the page pushed away, when more appeared above it; not what somebody scrolled away from."""
        target = self._target
        if target is None or not isValid(target) or target.visibleRegion().contains(target.rect().center()):
            return
        if all(isValid(area) and area.verticalScrollBar().value() == at for area, at in self._scrolled_to.items()):
            _bring_into_sight(target)
            self._scrolled_to = {area: area.verticalScrollBar().value() for area in _scrolled_pages(target)}


def frame_on(surface: QWidget) -> QWidget | None:
    """Return the ring painted on a window or scrolled page, where there is one."""
    return surface.findChild(_Frame, options=Qt.FindChildOption.FindDirectChildrenOnly)


class _Frame(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setPen(QPen(QColor(tokens.focus_edge), EDGE))
        edge = EDGE / 2
        painter.drawRoundedRect(whole.adjusted(edge, edge, -edge, -edge), 11, 11)
        painter.setPen(QPen(QColor(tokens.focus), RING))
        ring = EDGE + RING / 2
        painter.drawRoundedRect(whole.adjusted(ring, ring, -ring, -ring), 10, 10)
        painter.end()


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to what has the keyboard now, whole where there is room for it: Qt looks after the caret alone."""
    inside = widget
    for area in _scrolled_pages(widget):
        inner, room = area.widget(), area.viewport().height()
        if inner is not None and inside.height() + 2 * OUTSET <= room:
            middle = inside.mapTo(inner, inside.rect().center())
            area.ensureVisible(middle.x(), middle.y(), 0, inside.height() // 2 + OUTSET)
        inside = area


def _scrolled_pages(widget: QWidget) -> Iterator[QScrollArea]:
    """Yield the scrolled pages round a widget, the nearest first."""
    above = widget.parentWidget()
    while above is not None and not widget.isWindow():
        if isinstance(above, QScrollArea):
            yield above
        widget, above = above, above.parentWidget()


def _surface_of(widget: QWidget) -> QWidget:
    """Return the widget on which the ring is painted: the scrolled page or the window."""
    walker = widget.parentWidget()
    while walker is not None:
        above = walker.parentWidget()
        if walker.isWindow():
            return walker
        if isinstance(above, QAbstractScrollArea) and above.viewport() is walker:
            inner = above.widget() if isinstance(above, QScrollArea) else None
            return inner or walker
        walker = above
    return widget.window()
