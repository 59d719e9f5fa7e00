"""Results come back on the UI thread, in order, and nothing queued is lost at exit."""

import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from qa_desktop.errors import DiskProblem, QaDesktopError
from qa_desktop.ui.background import CrashReport, Phrased, Reporter, Worker, sentence_of


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


class Page:
    """Says on which thread it ended; a real one takes the process down when that is not the UI's."""

    def __init__(self, ended_on: list[int]) -> None:
        self._ended_on = ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.get_ident())

    def work(self) -> None:
        """Do nothing."""

    def take(self, _: None) -> None:
        """Take nothing."""


def test_work_runs_off_the_ui_thread_and_its_result_arrives_on_it(qtbot: QtBot, worker: Worker) -> None:
    seen: list[tuple[int, int]] = []

    worker.submit(threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))

    there, here = seen[0]
    assert here == threading.get_ident()
    assert there != here


def test_jobs_are_done_in_the_order_in_which_they_were_handed_over(qtbot: QtBot, worker: Worker) -> None:
    order: list[int] = []

    for number in range(50):
        worker.submit(partial(order.append, number), lambda _: None)
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        pass

    assert order == list(range(50))


def test_what_only_a_job_still_holds_ends_on_the_ui_thread(qtbot: QtBot, worker: Worker) -> None:
    ended_on: list[int] = []
    page = Page(ended_on)

    worker.submit(page.work, page.take)
    del page
    qtbot.waitUntil(lambda: not worker.busy)
    worker.submit(int, lambda _: None)
    qtbot.waitUntil(lambda: not worker.busy)

    assert ended_on == [threading.get_ident()]


def test_a_problem_goes_to_whom_the_job_named(qtbot: QtBot, worker: Worker) -> None:
    told: list[str] = []

    def fail() -> None:
        raise DiskProblem("The disk is full.")

    worker.submit(fail, lambda _: told.append("done"), lambda error: told.append(error.sentence))
    qtbot.waitUntil(lambda: bool(told))

    assert told == ["The disk is full."]


def test_a_problem_that_nobody_takes_is_told_by_signal(qtbot: QtBot, worker: Worker) -> None:
    def fail() -> None:
        raise DiskProblem("The disk is full.")

    with qtbot.waitSignal(worker.problem_met) as met:
        worker.submit(fail, lambda _: None)

    assert isinstance(met.args[0], QaDesktopError)


def test_a_bug_is_reported_without_its_content(qtbot: QtBot, worker: Worker, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("canary: what the child said")

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(worker.bug_found) as found:
        worker.submit(fail, lambda _: None)

    report = found.args[0]
    assert isinstance(report, CrashReport)
    assert report.kind == "ValueError"
    assert report.places[-1].endswith(" fail")
    assert "canary" not in caplog.text + str(report)


def test_a_cancelled_job_that_has_not_begun_is_left_out(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    ran: list[str] = []

    worker.submit(gate.wait, lambda _: None)
    late = worker.submit(lambda: ran.append("work"), lambda _: ran.append("done"))
    late.cancel()
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        gate.set()

    assert ran == []


def test_a_result_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    page = QObject()
    shown: list[object] = []

    worker.submit(gate.wait, shown.append, page=page)
    delete(page)
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        gate.set()

    assert shown == []


def test_what_a_job_tells_comes_in_order_and_before_its_result(qtbot: QtBot, worker: Worker) -> None:
    told: list[object] = []
    page = QObject()
    tell = Reporter(told.append, page).tell

    worker.submit(lambda: [tell(step) for step in range(5)], lambda _: told.append("done"))
    qtbot.waitUntil(lambda: "done" in told)

    assert told == [0, 1, 2, 3, 4, "done"]


def test_a_job_may_go_on_telling_after_its_page_is_gone(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    told: list[int] = []
    ended: list[None] = []
    page = QObject()
    tell = Reporter(told.append, page).tell

    worker.submit(lambda: gate.wait() and tell(1), lambda _: ended.append(None))
    delete(page)
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))

    assert told == []


def test_stopping_first_does_everything_that_is_queued(worker: Worker) -> None:
    saved: list[int] = []

    for number in range(20):
        worker.submit(partial(saved.append, number), lambda _: None)
    worker.stop()

    assert saved == list(range(20))


def test_nothing_is_taken_on_after_stopping(worker: Worker) -> None:
    saved: list[int] = []

    worker.stop()
    job = worker.submit(lambda: saved.append(1), lambda _: None)

    assert job.cancelled
    assert saved == []


def test_draining_calls_back_after_everything_queued_so_far(qtbot: QtBot, worker: Worker) -> None:
    order: list[str] = []

    worker.submit(lambda: order.append("save"), lambda _: order.append("saved"))
    worker.when_drained(lambda: order.append("drained"))
    qtbot.waitUntil(lambda: "drained" in order)

    assert order == ["save", "saved", "drained"]


class Card(QObject):
    """Takes what comes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[object] = []

    def take(self, value: object) -> None:
        """Take it."""
        self.taken.append(value)


@pytest.mark.parametrize("wrap", [lambda take: take, partial, lambda take: Phrased(take, str)])
def test_what_is_for_a_method_of_a_page_that_is_gone_is_dropped(
    qtbot: QtBot, worker: Worker, wrap: Callable[[Callable[[object], None]], Callable[[object], None]]
) -> None:
    gate = threading.Event()
    card, gone = Card(), Card()

    worker.submit(gate.wait, wrap(gone.take))
    worker.submit(int, wrap(card.take))
    delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)

    assert len(card.taken) == 1
    assert gone.taken == []


def test_a_problem_of_what_was_written_is_told_by_signal_once_its_page_is_gone(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    gone = Card()

    def fail() -> None:
        gate.wait()
        raise DiskProblem("The disk is full.")

    worker.submit(fail, lambda _: None, Phrased(gone.take, sentence_of))
    delete(gone)
    with qtbot.waitSignal(worker.problem_met) as met:
        gate.set()

    assert met.args[0].sentence == "The disk is full."
    assert gone.taken == []


def test_a_problem_of_what_was_read_is_dropped_once_its_page_is_gone(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    gone = Card()
    met: list[QaDesktopError] = []
    worker.problem_met.connect(met.append)

    def fail() -> None:
        gate.wait()
        raise DiskProblem("The disk is full.")

    worker.submit(fail, lambda _: None, Phrased(gone.take, sentence_of), page=gone)
    delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)

    assert met == []
