"""Sets Qt up: names, fonts, theme, focus ring, and what happens with an error that nobody expected."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.background import CrashReport, crash_report
from qa_desktop.ui.theme import Theme, load_script_fonts, load_window_fonts
from qa_desktop.ui.widgets.focus_ring import FocusRing

logger = logging.getLogger(__name__)

SCRIPT_FONTS_AFTER_MS = 400
ICON_SIZES = (16, 32, 48, 256)
TURN_SECONDS = 0.0005
"""How long a worker that computes in Python keeps the window waiting whenever it asks anything of Python itself. Ten
times as long, as is usual, makes a page that is laid out while its note is made wait a tenth of a second in all."""


def make_application(arguments: Sequence[str], resources: Path) -> QApplication:
    """Return the application with its names, icon, fonts and focus ring; the theme follows with `Theme`."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    sys.setswitchinterval(TURN_SECONDS)
    app.setApplicationName("qa-desktop")
    app.setApplicationDisplayName("QA Desktop")
    app.setDesktopFileName("qa-desktop")
    load_window_fonts(resources / "fonts")
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(resources / "icons" / f"qa-desktop-{size}.png"))
    app.setWindowIcon(icon)
    FocusRing(app)
    QTimer.singleShot(SCRIPT_FONTS_AFTER_MS, app, lambda: load_script_fonts(resources / "fonts"))
    return app


def dress(app: QApplication, appearance: Appearance) -> Theme:
    """Give the application its colours and text size."""
    return Theme(app, appearance)


def report_bugs(tell: Callable[[CrashReport], None]) -> None:
    """Tell unexpected errors on the UI thread as the workers' are told: logged without content, said plainly."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = crash_report(error)
        logger.error("unexpected %s at %s", report.kind, " < ".join(reversed(report.places)))
        tell(report)

    sys.excepthook = hook
