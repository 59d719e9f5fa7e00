"""What a person sees of a window: names, the ring round the focus, and what flashes up where it should not."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QButtonGroup, QMainWindow, QWidget
from typing_extensions import override

from qa_desktop.ui.widgets.focus_ring import frame_on
from tests.ui.accessibility import name_of

TALL = 200
PARTS = (Qt.WindowType.Widget, Qt.WindowType.Window)


def names(widget: QWidget) -> tuple[str, ...]:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return tuple(one.replace("&&", "&") for one in (words, widget.accessibleName() or name_of(widget)) if one)


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{next(iter(names(widget)), '')}”"


def is_in_sight(widget: QWidget) -> bool:
    """Return whether the middle of a widget shows, or a good part of one that is taller than the room for it."""
    seen = widget.visibleRegion().boundingRect()
    return seen.contains(widget.rect().center()) or seen.height() >= TALL


def is_ringed(widget: QWidget) -> bool:
    proxy = widget.focusProxy()
    target = proxy if isinstance(proxy, QWidget) else widget
    walker = target.parentWidget()
    while walker is not None:
        frame = frame_on(walker)
        if frame is not None and frame.isVisible():
            return frame.geometry().contains(target.mapTo(walker, target.rect().center()))
        walker = walker.parentWidget()
    return False


def scrolled(widget: QWidget) -> QAbstractScrollArea | None:
    """Return the nearest thing round a widget that scrolls it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea) and above.verticalScrollBar().maximum() > 0:
            return above
        above = above.parentWidget()
    return None


def same_group(one: QWidget, other: QWidget) -> bool:
    """Return whether two choices exclude each other, so that arrows go from one to the other."""
    if not isinstance(one, QAbstractButton) or not isinstance(other, QAbstractButton):
        return False
    group = cast("QButtonGroup | None", one.group())  # none for radio buttons of one parent
    if group is None:
        return one.autoExclusive() and other.autoExclusive() and one.parentWidget() is other.parentWidget()
    return group.exclusive() and group is other.group()


def arrow(here: QWidget, there: QWidget) -> Qt.Key:
    """Return the arrow that leads from one choice of a group towards another."""
    way = there.mapTo(there.window(), QPoint(0, 0)) - here.mapTo(here.window(), QPoint(0, 0))
    if abs(way.y()) >= here.height():
        return Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up
    return Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left


class Strays(QObject):
    """Parts of a page that show themselves as windows for a moment: they flash up, and take the keyboard with them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and not isinstance(watched, QMainWindow):
            self.found += [described(watched)] if watched.isWindow() and watched.windowType() in PARTS else []
        return False
