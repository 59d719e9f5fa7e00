"""Runs blocking work off the UI thread; the only module that knows threads."""

from __future__ import annotations

import logging
import queue
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QThread, Signal
from shiboken6 import isValid

from qa_desktop.errors import QaDesktopError
from qa_desktop.overriding import override

logger = logging.getLogger(__name__)

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class CrashReport:
    """A bug, told without content: the kind of error and where it rose, never its message or values."""

    kind: str
    places: tuple[str, ...]
    """"file.py:123 function", outermost first."""


def crash_report(error: BaseException) -> CrashReport:
    """Describe an unexpected exception without repeating anything that a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = tuple(
        f"{frame.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames
    )
    return CrashReport(type(error).__name__, places)


@dataclass(frozen=True, slots=True)
class Phrased(Generic[T, U]):
    """Hands over what a value amounts to for whom it is for; a job sees through it to the page."""

    take: Callable[[U], None]
    phrase: Callable[[T], U]

    def __call__(self, value: T) -> None:
        """Hand it over."""
        self.take(self.phrase(value))


def page_of(take: Callable[..., object]) -> QObject | None:
    """Return the page, card or dialog whose method this is; None where it is no method of such a thing."""
    while isinstance(take, Phrased | partial):
        take = take.take if isinstance(take, Phrased) else take.func
    owner = getattr(take, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def is_there(take: Callable[..., object]) -> bool:
    """Return whether this can still be called: false once the page whose method it is was deleted."""
    page = page_of(take)
    return page is None or isValid(page)


def only(words: str) -> Callable[[object], str]:
    """Return what answers everything with the same words."""
    return lambda _: words


def sentence_of(error: QaDesktopError) -> str:
    """Return what a person is told of a problem."""
    return error.sentence


class Job(Generic[T]):
    """A piece of work handed to a worker."""

    def __init__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        problem: Callable[[QaDesktopError], None] | None,
        page: QObject | None,
    ) -> None:
        self._work = work
        self._done = done
        self._problem = problem
        self._page = page
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for this any more. Long work may look here between its steps."""
        return self._cancelled

    def cancel(self) -> None:
        """Leave the work out if it has not begun, and its result if it has. Nothing is called afterwards."""
        self._cancelled = True

    def run(self) -> object:
        """Do the work; on the worker's thread."""
        return self._work()

    def deliver(self, result: object) -> None:
        """Hand the result over; on the UI thread."""
        if self._is_awaited() and is_there(self._done):
            self._done(cast("T", result))

    def deliver_problem(self, error: QaDesktopError) -> bool:
        """Hand a problem over; on the UI thread. Return False where nobody takes it."""
        if not self._is_awaited():
            return True
        if self._problem is None or not is_there(self._problem):
            return False
        self._problem(error)
        return True

    def _is_awaited(self) -> bool:
        return not self._cancelled and (self._page is None or isValid(self._page))


class Worker(QObject):
    """One thread that does one job after another, in the order in which they were handed over.

    Results come back on the UI thread. Signals tell what no job takes for itself.
    """

    problem_met = Signal(object)
    """A QaDesktopError for which the job named nobody."""
    bug_found = Signal(object)
    """A CrashReport."""
    busy_changed = Signal(bool)
    _finished = Signal()  # without values: objects sent through a queued signal lose references (PySide 6.12)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Job[object] | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[_Result] = queue.SimpleQueue()
        self._waiting = 0
        self._open = True
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._thread = _Loop(self._work_off)
        self._thread.setObjectName(name)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether any job is waiting, running or not yet handed over."""
        return self._waiting > 0

    def submit(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        problem: Callable[[QaDesktopError], None] | None = None,
        *,
        page: QObject | None = None,
    ) -> Job[T]:
        """Queue a job; call `done` or `problem` on the UI thread, neither of them once `page` is gone.

        A method of a page that is gone is not called either: a result is then dropped, while a problem goes to
        `problem_met`. So what only reads names its page, and what writes leaves it out.
        """
        made = Job(job, done, problem, page)
        if not self._open:
            made.cancel()
            return made
        self._waiting += 1
        if self._waiting == 1:
            self.busy_changed.emit(True)
        self._jobs.put(cast("Job[object]", made))
        return made

    def when_drained(self, then: Callable[[], None], *, page: QObject | None = None) -> None:
        """Call `then` on the UI thread once everything queued so far is done, unless `page` is gone by then."""
        self.submit(lambda: None, lambda _: then(), page=page)

    def stop(self) -> None:
        """Do all that is queued, then end the thread. Nothing is taken on afterwards and no result handed over."""
        if self._open:
            self._open = False
            self._jobs.put(None)
        self._thread.wait()

    def _work_off(self) -> None:
        while self._work_one_off():
            self._finished.emit()

    def _work_one_off(self) -> bool:
        """Do the next job and keep nothing of it: a page that only its job still holds has to end on the UI thread."""
        job = self._jobs.get()
        if job is not None:
            self._results.put(_attempt(job))
        return job is not None

    def _hand_over(self) -> None:
        result = self._results.get()
        self._waiting -= 1
        if self._waiting == 0:
            self.busy_changed.emit(False)
        if not self._open:
            return
        if result.error is None:
            result.job.deliver(result.value)
        elif isinstance(result.error, QaDesktopError):
            if not result.job.deliver_problem(result.error):
                self.problem_met.emit(result.error)
        else:
            report = crash_report(result.error)
            logger.error("unexpected %s at %s", report.kind, " < ".join(reversed(report.places)))
            self.bug_found.emit(report)


class Reporter(QObject, Generic[T]):
    """Carries what a job tells on its way to the UI thread, in order; what comes after its page is gone is dropped.

    It has no parent: its job holds it, so that a page that goes cannot take it from under a job that is telling.
    """

    _came = Signal()  # without values, as above

    def __init__(self, take: Callable[[T], None], page: QObject) -> None:
        super().__init__()
        self._take = take
        self._page = page
        self._values: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._came.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def tell(self, value: T) -> None:
        """Tell something; on any thread."""
        self._values.put(value)
        self._came.emit()

    def _hand_over(self) -> None:
        value = self._values.get()
        if isValid(self._page):
            self._take(value)


@dataclass(frozen=True, slots=True)
class _Result:
    job: Job[object]
    value: object = None
    error: Exception | None = None


def _attempt(job: Job[object]) -> _Result:
    if job.cancelled:
        return _Result(job)
    try:
        return _Result(job, job.run())
    except Exception as error:  # noqa: BLE001 - the edge of the thread: every error is told on the UI thread
        return _Result(job, error=error)


class _Loop(QThread):
    """A thread that runs one function."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    @override
    def run(self) -> None:
        self._work()


@dataclass(frozen=True, slots=True)
class Workers:
    """Where work is done: the database has a worker of its own, and so have the documents and sync."""

    database: Worker
    documents: Worker
    sync: Worker | None = None
    """None where nothing is ever synced, as in a single screen under test."""

    def stop(self) -> None:
        """Do what is queued and end them."""
        for worker in (self.sync, self.database, self.documents):
            if worker is not None:
                worker.stop()
