"""Syncs by itself, quietly: soon after something worth sending, again later where it went wrong, never while typing."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from qa_desktop.domain.arrivals import NOTHING_ARRIVED, Arrived
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.sync_watch import Progress, Watch
from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.background import Worker

BACK_OFF_MINUTES = (1, 2, 5, 15, 30)
"""How long to wait, about, after the first, second, ... run that did not go through."""
SPREAD = 0.5
"""The share of a wait that is left to chance: laptops that lost the server together do not come back together."""
BUSY_SECONDS = (10, 20, 40)
"""How long to wait, about, after the first, second, ... run that met an audit in which somebody else's work came in."""
QUIET_MINUTES = 15
"""How often to look for what others sent, while all goes well."""
SOON_MS = 2000
MINUTE_MS = 60_000
SECOND_MS = 1000
TELL_EVERY_MS = 150
HANG_UP_AFTER_MS = 2000
"""How long a run that was stopped may take to its next step, before its line is cut."""
Run = Callable[[Callable[[], bool], Watch], RunReport]
"""Syncs once; asks between its steps whether to stop, and tells how far it is."""


class SyncRounds(QObject):
    """At most one run at a time, on a worker of its own. Without a server nothing ever runs."""

    running_changed = Signal(bool)
    taken_in = Signal()
    """What an earlier run left was taken in, as far as it could be."""
    ended = Signal(object)
    """A RunReport, or the QaDesktopError that kept the run from beginning."""
    progressed = Signal(object)
    """A Progress, a few times a second at most."""

    def __init__(
        self, run: Run, worker: Worker, parent: QObject | None = None, chance: Callable[[], float] = random.random
    ) -> None:
        super().__init__(parent)
        self._chance = chance
        self._run = run
        self._worker = worker
        self._has_server = False
        self._failures = 0
        self._busy = 0
        self._busy_runs = 0
        self._running = False
        self._again = False
        self._stop = threading.Event()
        self._hang_up: Callable[[], None] | None = None
        self._progress: Progress | None = None
        self._told: Progress | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._tell_timer = QTimer(self)
        self._tell_timer.setInterval(TELL_EVERY_MS)
        self._tell_timer.timeout.connect(self._tell)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(HANG_UP_AFTER_MS)
        self._patience.timeout.connect(self._cut)
        worker.bug_found.connect(lambda _: self._end(went_well=False))

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._running

    @property
    def wait_ms(self) -> int:
        """How long the wait for the next run by itself is in all; -1 where none is planned."""
        return self._timer.interval() if self._timer.isActive() else -1

    def set_server(self, *, there: bool) -> None:
        """Begin to sync where a server is set, stop where it was taken away."""
        if there == self._has_server:
            return
        self._has_server = there
        if there:
            self.run_soon()
        else:
            self._timer.stop()
            self.stop()

    def run_now(self) -> None:
        """Sync at once, on demand; what waited before a next try counts no more."""
        self._failures = self._busy_runs = 0
        self._begin()

    def take_in(self, work: Callable[[Callable[[], bool], Watch], Arrived]) -> None:
        """Take in what an earlier run left, in the place of a run and with no server; a run follows that was due."""
        if not self._running:
            stop, watch = self._stand_up()
            self._worker.submit(
                lambda: work(stop.is_set, watch), self._take_arrived, lambda _: self._take_arrived(), page=self
            )

    def run_soon(self) -> None:
        """Sync in a moment: at the start, after signing, when the network comes back."""
        if self._has_server and not self._running:
            self._failures = 0
            self._timer.start(SOON_MS)
        elif self._running:
            self._again = True

    def stop(self) -> None:
        """End the run under way after its present step, or cut its line soon. What was sent stays sent."""
        self._stop.set()
        if self._running:
            self._patience.start()

    def leave(self) -> None:
        """End at once, for good: the window is closing and waits for no server."""
        self._has_server = False
        self._timer.stop()
        self._stop.set()
        self._cut()

    def _begin(self) -> None:
        if self._running:
            self._again = True
            return
        if not self._has_server:
            return
        self._timer.stop()
        run = self._run
        stop, watch = self._stand_up()
        self._worker.submit(lambda: run(stop.is_set, watch), self._take, self._take_problem, page=self)

    def _stand_up(self) -> tuple[threading.Event, Watch]:
        """Be running from now on; return what stops it and what it tells."""
        self._running = True
        self._stop = threading.Event()
        self.running_changed.emit(True)
        self._progress = self._told = None
        self._tell_timer.start()
        stop = self._stop

        def keep_line(hang_up: Callable[[], None]) -> None:
            self._hang_up = hang_up
            if stop.is_set():
                hang_up()

        return stop, Watch(self._note_progress, keep_line)

    def _note_progress(self, progress: Progress) -> None:
        """Remember on the thread of the run what the window's own thread tells."""
        self._progress = progress

    def _tell(self) -> None:
        if self._progress is not None and self._progress != self._told:
            self._told = self._progress
            self.progressed.emit(self._told)

    def _cut(self) -> None:
        hang_up = self._hang_up
        if hang_up is not None:
            hang_up()

    def _take(self, report: RunReport) -> None:
        self._end(went_well=report.outcome is Outcome.DONE, busy=report.busy)
        self.ended.emit(report)

    def _take_problem(self, error: QaDesktopError) -> None:
        self._end(went_well=False)
        self.ended.emit(error)

    def _take_arrived(self, _: Arrived = NOTHING_ARRIVED) -> None:
        self._stand_still()
        if self._again and self._has_server:
            self._again = False
            self._timer.start(SOON_MS)
        self.taken_in.emit()

    def _stand_still(self) -> None:
        self._running = False
        self._hang_up = None
        self._tell_timer.stop()
        self._patience.stop()
        self.running_changed.emit(False)

    def _end(self, *, went_well: bool, busy: int = 0) -> None:
        if not self._running:
            return
        self._stand_still()
        if not self._has_server:
            return
        wait = self._wait_after_success(busy) if went_well else self._wait_after_failure()
        again, self._again = self._again, False
        spread = round(wait * (1 - SPREAD / 2 + SPREAD * self._chance()))
        self._timer.start(SOON_MS if again and went_well else spread)

    def _wait_after_failure(self) -> int:
        minutes = BACK_OFF_MINUTES[min(self._failures, len(BACK_OFF_MINUTES) - 1)]
        self._failures += 1
        return minutes * MINUTE_MS

    def _wait_after_success(self, busy: int) -> int:
        """Wait shortly for a busy audit: a few times, and anew only once less waits for it than before."""
        self._failures = 0
        if busy < self._busy:
            self._busy_runs = 0
        self._busy = busy
        if not busy or self._busy_runs == len(BUSY_SECONDS):
            return QUIET_MINUTES * MINUTE_MS
        self._busy_runs += 1
        return BUSY_SECONDS[self._busy_runs - 1] * SECOND_MS


def watch_network(then: Callable[[], None], parent: QObject) -> bool:
    """Call `then` whenever the network comes back; return False where this computer does not tell."""
    from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 - long after the first page

    if not QNetworkInformation.loadDefaultBackend():
        return False

    def look(reachability: QNetworkInformation.Reachability) -> None:
        if reachability is not QNetworkInformation.Reachability.Disconnected and isValid(parent):
            then()

    QNetworkInformation.instance().reachabilityChanged.connect(look)
    return True
