"""The floor of starting up: Python, Qt and an empty window; prints the moment of its first paint and its memory."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """An empty window."""

    # Importing @override would make the floor dearer than it is.
    def paintEvent(self, event: QPaintEvent, /) -> None:  # type: ignore[explicit-override] # noqa: N802 - Qt's name
        """Tell that the window is there."""
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.tell)

    def tell(self) -> None:
        """Print the moment and the memory, and end."""
        moment = time.monotonic()
        status = Path("/proc/self/status").read_text(encoding="ascii")
        resident = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        print(moment, int(resident) / 1024)
        QApplication.exit()


if __name__ == "__main__":
    app = QApplication([])
    window = BareWindow()
    window.resize(1366, 768)
    window.show()
    app.exec()
