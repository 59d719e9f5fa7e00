"""Makes what a page can do, with its key, into an action that acts while the page has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.keys import key


def page_action(page: QWidget, key_id: str, title: str, act: Callable[[], None]) -> QAction:
    """Return an action of a page, which has it from now on; its keys are those of the list of keys."""
    action = QAction(title, page)
    action.setShortcuts([QKeySequence(sequence) for sequence in key(key_id).keys])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _=False: act())
    page.addAction(action)
    return action
