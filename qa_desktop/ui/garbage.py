"""Collects garbage on the UI thread alone, since a widget that a worker happens to clear away takes Qt down.

Python collects on whatever thread makes an object at that moment, and pages refer to their presenters and back.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class GarbageRound(QObject):
    """Does once a second what the interpreter would have done by itself meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()

    def spare_what_stays(self) -> None:
        """Look no more at what exists now: modules and pages of the start are never garbage, and half the work."""
        gc.freeze()


def collect_what_is_due() -> None:
    """Collect the oldest generation of which enough has gathered, on this thread."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [generation for generation, count in enumerate(counts) if count > thresholds[generation]]
    if due:
        gc.collect(due[-1])
