"""Watches the program's own window for the moment at which its home page stands on screen with its data."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from qa_desktop.ui import start_up
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.start_up import OpenWindow, WindowNeeds

SETTLED_AFTER_MS = 1500


class FirstPaint(QObject):
    """Waits for the home page to be painted with data. With `stay` the program goes on to the list of audits."""

    def __init__(self, opened: OpenWindow, *, stay: bool) -> None:
        super().__init__(opened.window)
        self._opened = opened
        self._stay = stay
        opened.door.home_shown.connect(self._watch)
        opened.door.desk_opened.connect(self._walk_on)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Note the first painting of the page; the widgets on it are painted in the same pass."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _watch(self) -> None:
        page = self._opened.window.page
        if page is None:
            raise RuntimeError("the home page was announced and is not there")
        page.installEventFilter(self)

    def _tell(self) -> None:
        print(time.monotonic(), flush=True)
        if not self._stay:
            self._opened.window.close()

    def _walk_on(self) -> None:
        if self._stay:
            self._opened.navigator.go(Place.AUDITS)
            QTimer.singleShot(SETTLED_AFTER_MS, self, self._tell_memory)

    def _tell_memory(self) -> None:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        resident = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        print(int(resident) / 1024, flush=True)
        QApplication.closeAllWindows()


def watch() -> None:
    """Let the program make its own window and watch it."""
    make_window = start_up.make_window

    def watched(needs: WindowNeeds) -> OpenWindow:
        opened = make_window(needs)
        FirstPaint(opened, stay=len(sys.argv) > 2)
        return opened

    start_up.make_window = watched
