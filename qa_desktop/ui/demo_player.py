"""The hands and eyes of the demo: it types, clicks, waits and takes pictures, as a person at the window would."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page

LOOK_EVERY_MS = 15
LONGEST_WAIT_MS = 30_000
SETTLE_MS = 60

PageKind = TypeVar("PageKind", bound=Page)


class DemoStuckError(RuntimeError):
    """Something that the demo waited for did not happen."""


class Player:
    """Works the window."""

    def __init__(self, window: MainWindow, pictures: Path, first: int = 1) -> None:
        self._window = window
        self._pictures = pictures
        self._count = first - 1
        self.taken: list[Path] = []

    def wait_until(self, happened: Callable[[], bool], what: str) -> None:
        """Let the window live until something has happened."""
        loop = QEventLoop()
        look = QTimer()
        look.setInterval(LOOK_EVERY_MS)
        look.timeout.connect(lambda: loop.quit() if happened() else None)
        give_up = QTimer()
        give_up.setSingleShot(True)
        give_up.timeout.connect(lambda: loop.exit(1))
        look.start()
        give_up.start(LONGEST_WAIT_MS)
        if not happened() and loop.exec() != 0:
            raise DemoStuckError(f"The demo waited in vain for {what}.")

    def page(self, kind: type[PageKind]) -> PageKind:
        """Wait for a page of a kind, and return it."""
        self.wait_until(lambda: isinstance(self._window.page, kind), kind.__name__)
        found = self._window.page
        if not isinstance(found, kind):
            raise DemoStuckError(f"The page is no {kind.__name__}.")
        return found

    def type(self, text: str) -> None:
        """Type into what has the focus, letter by letter; letters of every script, which QTest's own typing refuses."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focused(), event)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focused(), key, modifiers)

    def click(self, button: QAbstractButton) -> None:
        """Click a button once it can be clicked."""
        self.wait_until(lambda: button.isVisible() and button.isEnabled(), f"the button “{button.text()}”")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_words(self, words: str, within: QWidget | None = None) -> None:
        """Click the visible button with these words."""
        place = within or self._window

        def find() -> QAbstractButton | None:
            buttons = place.findChildren(QAbstractButton)
            return next(
                (one for one in buttons if one.isVisible() and words in (one.text(), one.accessibleName())), None
            )

        self.wait_until(lambda: find() is not None, f"the button “{words}”")
        found = find()
        if found is not None:
            self.click(found)

    def draw(self, pad: QWidget) -> None:
        """Draw a signature on the paper of an ink pad."""
        pad = pad.childAt(pad.width() // 2, pad.height() // 3) or pad
        width, height = pad.width(), pad.height()
        points = [(0.12, 0.7), (0.2, 0.25), (0.26, 0.75), (0.34, 0.35), (0.42, 0.72), (0.52, 0.4), (0.7, 0.55)]
        places = [QPoint(int(x * width), int(y * height)) for x, y in points]
        strokes = [(QEvent.Type.MouseButtonPress, places[0])]
        for before, after in pairwise(places):
            strokes += [(QEvent.Type.MouseMove, before + (after - before) * step / 8) for step in range(1, 9)]
        strokes.append((QEvent.Type.MouseButtonRelease, places[-1]))
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for kind, place in strokes:
            spot = QPointF(place)
            QApplication.sendEvent(pad, QMouseEvent(kind, spot, pad.mapToGlobal(spot), left, left, none))

    def focused(self) -> QWidget:
        """Return what has the focus."""
        return QApplication.focusWidget() or self._window

    def settle(self) -> None:
        """Let the window draw and lay out what is under way."""
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Take a picture of the window."""
        self.settle()
        self._count += 1
        file = self._pictures / f"{self._count:02}-{name}.png"
        (of or self._window).grab().save(str(file))
        self.taken.append(file)
