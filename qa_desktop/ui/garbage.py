"""Collects garbage on the UI thread alone, since a widget that a worker happens to clear away takes Qt down.

Python collects on whatever thread makes an object at that moment, and pages refer to their presenters and back.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor

EVERY_MS = 200
"""So often that little has gathered: what was made in a whole second would hold the window."""
REST_ROUNDS = 25
"""After five seconds in which nobody did anything, all that is old is looked through: nobody waits for the window."""
MOST_WAITING = 100
"""So many times something may have become old before it is looked through in any case."""
MOST_YOUNG = 8000
"""So many objects that were looked at once are looked at again before more gather: three times as many take 20 ms."""
FEW = 100
"""So many objects come and go while nothing is done."""


class GarbageRound(QObject):
    """Does a few times a second what the interpreter would have done by itself meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._quiet_rounds = 0
        self._young = 0
        self._seen: tuple[int, QPoint] = (0, QPoint())
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def spare_what_stays(self) -> None:
        """Look no more at what exists now: modules and pages of the start are never garbage, and half the work."""
        gc.freeze()

    def look(self) -> None:
        """Clear away what is due; of the oldest only while nobody does anything."""
        made = gc.get_count()[0]
        looked_at = collect_what_is_due(oldest=self._is_at_rest(), young=self._young + made)
        if looked_at is not None:
            self._young = self._young + made if looked_at == 0 else 0
        self._seen = gc.get_count()[0], QCursor.pos()

    def _is_at_rest(self) -> bool:
        made, place = self._seen
        is_quiet = abs(gc.get_count()[0] - made) < FEW and QCursor.pos() == place
        self._quiet_rounds = self._quiet_rounds + 1 if is_quiet else 0
        return self._quiet_rounds >= REST_ROUNDS


def collect_what_is_due(*, oldest: bool = True, young: int = 0) -> int | None:
    """Collect the oldest generation of which enough has gathered, on this thread; the very oldest where allowed.

    `young` says how many objects are not older than the second. Return the generation; None where none was due.
    """
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if not oldest:
        thresholds = (*thresholds[:-1], max(thresholds[-1], MOST_WAITING))
    due = [generation for generation, count in enumerate(counts) if count > thresholds[generation]]
    if not due:
        return None
    generation = max(due[-1], 1 if young > MOST_YOUNG else 0)
    gc.collect(generation)
    return generation
