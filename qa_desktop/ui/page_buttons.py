"""Puts what the buttons of a page do into a menu: every action of a page is found in one place, and done by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_desktop.ui.widgets.buttons import Button, Chip, LinkButton, SmallButton

LINE = 24
"""Buttons whose middles are no further apart than the smallest target stand side by side, in pixels."""


def button_actions(page: QWidget, parent: QObject) -> tuple[QAction, ...]:
    """Return an action for each button of a page that can be seen, in reading order, enabled as it is now.

    Links and the buttons inside rows, which are named after their row, are reached where they stand.
    """
    buttons = sorted(
        (one for one in page.findChildren(Button) if _is_of_page(one, page)), key=lambda one: _at(one, page)
    )
    titles = with_access_keys(_words(one) for one in buttons)
    return tuple(_action(button, title, parent) for button, title in zip(buttons, titles, strict=True))


def with_access_keys(titles: Iterable[str]) -> Iterator[str]:
    """Yield titles with an ampersand before the first letter that no title before has, at a word's beginning if it can.

    A title of which all letters are taken has none.
    """
    taken: set[str] = set()
    for title in titles:
        starts = [place for place, one in enumerate(title) if one.isalnum() and not title[place - 1 : place].isalnum()]
        places = (*starts, *(place for place, one in enumerate(title) if one.isalnum() and place not in starts))
        free = next((place for place in places if title[place].casefold() not in taken), None)
        if free is None:
            yield title.replace("&", "&&")
            continue
        taken.add(title[free].casefold())
        yield f"{title[:free].replace('&', '&&')}&{title[free:].replace('&', '&&')}"


def _is_of_page(button: Button, page: QWidget) -> bool:
    if isinstance(button, LinkButton | Chip) or not _words(button) or not button.isVisibleTo(page):
        return False
    return not (isinstance(button, SmallButton) and button.accessibleName())


def _words(button: Button) -> str:
    """Return what a button says, its own ampersands as they are read; without the arrow of a way back."""
    return button.text().replace("&&", "&").strip("← ").strip()


def _at(button: Button, page: QWidget) -> tuple[int, int]:
    middle = button.mapTo(page, QPoint(0, button.height() // 2))
    return middle.y() // LINE, middle.x()


def _action(button: Button, title: str, parent: QObject) -> QAction:
    # The key is only shown: whoever owns it presses the button, and a second owner would make it mean nothing.
    shown = QKeySequence(button.keys).toString(QKeySequence.SequenceFormat.NativeText)
    action = QAction(f"{title}\t{shown}" if shown else title, parent)
    action.setEnabled(button.isEnabled())
    action.triggered.connect(lambda _=False: button.click() if isValid(button) else None)
    return action
