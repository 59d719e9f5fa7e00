"""A long working day does not wear out the interpreter's constants."""

import subprocess
import sys

LONG_DAY = """
import qa_desktop.ui
from PySide6.QtCore import QObject, QTimer, Signal

class Page(QObject):
    shown = Signal()

page, timer = Page(), QTimer()
for _ in range(100_000):
    timer.setSingleShot(True)
    page.shown.emit()
print("still here")
"""


def test_a_hundred_thousand_calls_into_qt_leave_the_process_alive() -> None:
    ended = subprocess.run([sys.executable, "-c", LONG_DAY], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (0, "still here\n"), ended.stderr
