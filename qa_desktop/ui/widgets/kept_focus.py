"""Keeps the keyboard where it is while rows are made anew: what is called the same takes it over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


@contextmanager
def kept_focus(page: QWidget, otherwise: Callable[[], None]) -> Iterator[None]:
    """Go back to what had the keyboard on a page, or to its successor of the same name, else call `otherwise`.

    The window's own memory is asked, so that it holds as well while a dialog is in front.
    """
    focused = cast("QWidget | None", page.window().focusWidget())
    if focused is None or not page.isAncestorOf(focused):
        yield
        return
    before = set(page.findChildren(type(focused)))
    yield
    if focused.isVisibleTo(page):
        return
    made = (one for one in page.findChildren(type(focused)) if one not in before)
    successor = next((one for one in made if _name(one) == _name(focused)), None)
    if successor is not None:
        successor.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        otherwise()


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
