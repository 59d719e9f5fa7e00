"""Makes a long page in turns of the event loop so short that nobody waits for the window."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

SHARE = 0.006
"""Seconds of a turn for making; laying out and painting what was made takes about as long again."""


class SmallTurns(QObject):
    """Does one thing after the other: as many in a turn as there is time for, and always one."""

    begun = Signal()
    """What there is time for now is about to be done."""
    turned = Signal()
    """What there was time for is done."""
    finished = Signal()
    """Everything is done."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.perf_counter) -> None:
        """`clock` tells seconds."""
        super().__init__(parent)
        self._clock = clock
        self._to_do: deque[Callable[[], object]] = deque()
        self._is_done = True
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take_turn)
        self._leaves_turn = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self._is_done

    def add(self, do: Callable[[], object]) -> None:
        """Do something later, after what is to be done already; what is added while doing it comes right behind it."""
        self._to_do.append(do)
        self._is_done = False
        self._timer.start()

    def add_first(self, *many: Callable[[], object]) -> None:
        """Do some things later, one after the other, before what is to be done already."""
        self._to_do.extendleft(reversed(many))
        self._is_done = self._is_done and not many
        if many:
            self._timer.start()

    def leave_a_turn(self) -> None:
        """Do nothing in the next turn, in which something else is done."""
        self._leaves_turn = True

    def do_some(self) -> None:
        """Do what there is time for now."""
        began = self._clock()
        self.begun.emit()
        try:
            while self._to_do:
                before = self._clock()
                self._do_one()
                now = self._clock()
                if now - began + (now - before) > SHARE:
                    break  # another one like it would take longer than there is time for
        finally:
            self.turned.emit()
        self._finish()

    def do_all(self) -> None:
        """Do everything now."""
        self.do_until(lambda: False)

    def do_until(self, is_enough: Callable[[], bool]) -> None:
        """Do now what is needed until something is there."""
        while self._to_do and not is_enough():
            self._do_one()
        self._finish()

    def stop(self) -> None:
        """Leave undone what is left."""
        self._to_do.clear()
        self._timer.stop()

    def _take_turn(self) -> None:
        if self._leaves_turn:
            self._leaves_turn = False
        else:
            self.do_some()

    def _do_one(self) -> None:
        do = self._to_do.popleft()
        behind, self._to_do = self._to_do, deque()
        try:
            do()
        finally:
            self._to_do.extend(behind)

    def _finish(self) -> None:
        if not self._to_do and not self._is_done:
            self._timer.stop()
            self._is_done = True
            self.finished.emit()
