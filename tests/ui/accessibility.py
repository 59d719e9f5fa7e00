"""Walks a screen as a keyboard and a screen reader do, and lists everything that stands in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QScrollArea, QWidget

SMALLEST = 24
PRIMARY = 44
SAME_LINE = 12
PANES = ("pane",)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a widget."""

    kind: str
    what: str


def walk(widget: QWidget) -> list[Problem]:
    """Return every problem of a shown screen: names, sizes, cut words, sideways scrolling, order, keyboard traps."""
    found = list(tab_stops(widget))
    problems = [problem for stop in found for problem in _of_one(stop)]
    problems += _sideways(widget)
    problems += _order(found)
    problems += _traps(widget, found)
    return problems


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches below a widget, in Tab's order."""
    window = widget.window()
    stop = window.nextInFocusChain()
    while stop is not None and stop is not window:
        inside = stop is widget or widget.isAncestorOf(stop)
        if inside and stop.isVisible() and stop.isEnabled() and stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield stop
        stop = stop.nextInFocusChain()


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def _of_one(stop: QWidget) -> Iterator[Problem]:
    what = _described(stop)
    if not name_of(stop).strip():
        yield Problem("no name", what)
    if min(stop.width(), stop.height()) < SMALLEST:
        yield Problem("under 24 px", f"{what} {stop.width()}x{stop.height()}")
    if stop.property("look") == "primary" and stop.height() < PRIMARY:
        yield Problem("primary target under 44 px", f"{what} {stop.height()}")
    if isinstance(stop, QAbstractButton) and stop.width() < stop.minimumSizeHint().width():
        yield Problem("words cut off", f"{what} {stop.width()} of {stop.minimumSizeHint().width()}")


def _sideways(widget: QWidget) -> Iterator[Problem]:
    for area in widget.findChildren(QScrollArea):
        inner = area.widget()
        if area.isVisible() and inner is not None and inner.width() > area.viewport().width():
            yield Problem("sideways scrolling", f"{_described(area)} {inner.width()}>{area.viewport().width()}")
    if widget.isWindow() and widget.minimumSizeHint().width() > widget.width():
        yield Problem("wider than its window", f"{widget.minimumSizeHint().width()}>{widget.width()}")


def _order(stops: list[QWidget]) -> Iterator[Problem]:
    """Inside one container of its own column, the next stop lies below or to the right of the one before."""
    for before, after in pairwise(stops):
        if _column(before) is not _column(after) or _is_one_of_group(before, after):
            continue
        first, second = _place(before), _place(after)
        if second.bottom() < first.top() + SAME_LINE and second.top() < first.top() - SAME_LINE:
            yield Problem("tab goes up", f"{_described(before)} -> {_described(after)}")
        elif abs(second.center().y() - first.center().y()) < SAME_LINE and second.left() < first.left():
            yield Problem("tab goes left", f"{_described(before)} -> {_described(after)}")


def _traps(widget: QWidget, stops: list[QWidget]) -> Iterator[Problem]:
    """Tab pressed in each widget leaves it."""
    for stop in stops:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not stop:
            continue
        moved = widget.window().focusNextChild() if _leaves_by_tab(stop) else False
        if len(stops) > 1 and (not moved or QApplication.focusWidget() is stop):
            yield Problem("tab does not leave", _described(stop))


def _leaves_by_tab(stop: QWidget) -> bool:
    takes_tab = getattr(stop, "tabChangesFocus", None)
    return bool(takes_tab()) if callable(takes_tab) else True


def _column(stop: QWidget) -> QWidget:
    """Return the part of the window that is read as one column: a scrolled page, a pane, or the window."""
    above = stop.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QAbstractScrollArea) or any(above.property(name) for name in PANES):
            return above
        if above.property("frame") == "card":
            return above
        above = above.parentWidget()
    return stop.window()


def _is_one_of_group(before: QWidget, after: QWidget) -> bool:
    """Return whether both are buttons of one exclusive group, between which the arrows move."""
    if not isinstance(before, QAbstractButton) or not isinstance(after, QAbstractButton):
        return False
    return before.group() is not None and before.group() is after.group()


def _place(stop: QWidget) -> QRect:
    return QRect(stop.mapTo(stop.window(), QPoint(0, 0)), stop.size())


def _described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} '{text}'"
