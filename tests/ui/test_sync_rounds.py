"""Sync runs by itself, once at a time, waits longer after each failure and never begins without a server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.sync_watch import Phase, Progress, Watch
from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.background import Worker
from qa_desktop.ui.sync_rounds import MINUTE_MS, QUIET_MINUTES, SOON_MS, SyncRounds
from tests.ui.sync_samples import NOON


@dataclass
class Server:
    """Answers each run with an outcome; a shut gate holds a run up until it is opened or stopped."""

    outcome: Outcome = Outcome.DONE
    busy: int = 0
    error: Exception | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    runs: int = 0
    stopped: bool = False

    hung_up: bool = False

    def run(self, is_stopped: Callable[[], bool], watch: Watch) -> RunReport:
        self.runs += 1
        watch.line_opened(self.hang_up)
        watch.tell(Progress(Phase.SENDING, 3))
        while not self.gate.wait(0.005):
            if is_stopped():
                self.stopped = True
                break
        if self.error is not None:
            raise self.error
        return RunReport(NOON, NOON, self.outcome, busy=self.busy)

    def hang_up(self) -> None:
        self.hung_up = True


@pytest.fixture
def server() -> Server:
    made = Server()
    made.gate.set()
    return made


@pytest.fixture
def rounds(qapp: QApplication, server: Server) -> Iterator[SyncRounds]:
    worker = Worker("sync", qapp)
    made = SyncRounds(server.run, worker, chance=lambda: 0.5)
    yield made
    made.stop()
    worker.stop()
    made.deleteLater()


def run_once(qtbot: QtBot, rounds: SyncRounds) -> None:
    with qtbot.waitSignal(rounds.ended):
        rounds.run_now()


def test_without_a_server_nothing_runs(rounds: SyncRounds, server: Server) -> None:
    rounds.run_now()
    rounds.run_soon()

    assert (rounds.is_running, rounds.wait_ms, server.runs) == (False, -1, 0)


def test_taking_in_without_a_server_takes_the_place_of_a_run(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    gate, told = threading.Event(), list[bool]()

    def work(is_stopped: Callable[[], bool], watch: Watch) -> Arrived:
        watch.tell(Progress(Phase.TAKING_IN, 1, 2))
        gate.wait()
        told.append(is_stopped())
        return Arrived()

    rounds.take_in(work)
    rounds.take_in(work)
    rounds.set_server(there=True)
    rounds.run_soon()
    rounds.stop()
    assert rounds.is_running
    with qtbot.waitSignal(rounds.taken_in):
        gate.set()

    assert told == [True]
    assert (rounds.is_running, rounds.wait_ms, server.runs) == (False, SOON_MS, 0)


def test_a_server_that_is_set_is_synced_with_soon(rounds: SyncRounds) -> None:
    rounds.set_server(there=True)

    assert rounds.wait_ms == SOON_MS


def test_a_run_tells_that_it_began_and_how_it_ended(qtbot: QtBot, rounds: SyncRounds) -> None:
    told: list[object] = []
    rounds.running_changed.connect(told.append)
    rounds.ended.connect(told.append)
    rounds.set_server(there=True)

    run_once(qtbot, rounds)

    assert told == [True, False, RunReport(NOON, NOON, Outcome.DONE)]


def test_each_failure_waits_longer_up_to_half_an_hour(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.outcome = Outcome.UNREACHABLE
    rounds.set_server(there=True)
    waits = []
    for _ in range(7):
        with qtbot.waitSignal(rounds.ended):
            rounds._begin()
        waits.append(rounds.wait_ms // MINUTE_MS)

    assert waits == [1, 2, 5, 15, 30, 30, 30]


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 45), (1.0, 75)])
def test_laptops_that_lost_the_server_together_come_back_apart(
    qtbot: QtBot, server: Server, chance: float, seconds: int
) -> None:
    worker = Worker("sync")
    rounds = SyncRounds(server.run, worker, chance=lambda: chance)
    server.outcome = Outcome.CROWDED
    rounds.set_server(there=True)

    run_once(qtbot, rounds)

    assert rounds.wait_ms == seconds * 1000
    worker.stop()


def waits_after(qtbot: QtBot, rounds: SyncRounds, server: Server, busy: list[int]) -> list[int]:
    """Run as the timer does, with so many changes that meet a busy audit each time; return the waits in seconds."""
    waits = []
    for server.busy in busy:
        with qtbot.waitSignal(rounds.ended):
            rounds._begin()
        waits.append(rounds.wait_ms // 1000)
    return waits


def test_a_busy_audit_is_tried_again_soon_a_few_times_and_then_quietly(
    qtbot: QtBot, rounds: SyncRounds, server: Server
) -> None:
    rounds.set_server(there=True)

    waits = waits_after(qtbot, rounds, server, [2, 2, 3, 3, 3, 4])

    assert waits == [10, 20, 40, 900, 900, 900]


def test_a_busy_audit_that_takes_some_in_is_tried_again_soon_anew(
    qtbot: QtBot, rounds: SyncRounds, server: Server
) -> None:
    rounds.set_server(there=True)

    waits = waits_after(qtbot, rounds, server, [3, 3, 3, 3, 2, 2, 0, 1])

    assert waits == [10, 20, 40, 900, 10, 20, 900, 10]


@pytest.mark.parametrize(("chance", "milliseconds"), [(0.0, 7500), (1.0, 12_500)])
def test_laptops_that_met_at_one_audit_come_back_to_it_apart(
    qtbot: QtBot, server: Server, chance: float, milliseconds: int
) -> None:
    worker = Worker("sync")
    rounds = SyncRounds(server.run, worker, chance=lambda: chance)
    server.busy = 1
    rounds.set_server(there=True)

    run_once(qtbot, rounds)

    assert rounds.wait_ms == milliseconds
    worker.stop()


def test_a_server_that_is_lost_is_waited_for_as_ever_whatever_was_busy_there(
    qtbot: QtBot, rounds: SyncRounds, server: Server
) -> None:
    rounds.set_server(there=True)
    waits_after(qtbot, rounds, server, [1])
    server.outcome = Outcome.CROWDED

    waits = waits_after(qtbot, rounds, server, [1, 1, 1])

    assert waits == [60, 120, 300]


def test_success_ends_the_waiting(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    rounds.set_server(there=True)
    server.outcome = Outcome.BROKEN_OFF
    run_once(qtbot, rounds)
    server.outcome = Outcome.DONE
    run_once(qtbot, rounds)

    assert rounds.wait_ms == QUIET_MINUTES * MINUTE_MS


def test_asking_by_hand_begins_the_waiting_anew(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.outcome = Outcome.UNREACHABLE
    rounds.set_server(there=True)
    for _ in range(3):
        run_once(qtbot, rounds)

    assert rounds.wait_ms == MINUTE_MS


def test_the_network_coming_back_does_not_wait(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.outcome = Outcome.UNREACHABLE
    rounds.set_server(there=True)
    run_once(qtbot, rounds)

    rounds.run_soon()

    assert rounds.wait_ms == SOON_MS


def test_only_one_run_is_under_way_and_what_was_asked_meanwhile_follows(
    qtbot: QtBot, rounds: SyncRounds, server: Server
) -> None:
    server.gate.clear()
    rounds.set_server(there=True)
    rounds.run_now()
    rounds.run_soon()
    rounds.run_now()
    with qtbot.waitSignal(rounds.ended):
        server.gate.set()

    assert server.runs == 1
    assert rounds.wait_ms == SOON_MS


def test_stopping_reaches_the_run_under_way(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.gate.clear()
    rounds.set_server(there=True)
    rounds.run_now()
    with qtbot.waitSignal(rounds.ended):
        rounds.stop()

    assert server.stopped


def test_a_problem_is_told_and_tried_again_later(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.error = QaDesktopError("Enter the sign-in name.")
    rounds.set_server(there=True)
    with qtbot.waitSignal(rounds.ended) as ended:
        rounds.run_now()

    assert ended.args == [server.error]
    assert rounds.wait_ms == MINUTE_MS


def test_a_bug_ends_the_run_too(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.error = ValueError("unexpected")
    rounds.set_server(there=True)
    rounds.run_now()
    qtbot.waitUntil(lambda: not rounds.is_running)

    assert rounds.wait_ms == MINUTE_MS


def test_taking_the_server_away_ends_everything(qtbot: QtBot, rounds: SyncRounds) -> None:
    rounds.set_server(there=True)
    run_once(qtbot, rounds)

    rounds.set_server(there=False)

    assert rounds.wait_ms == -1


def test_it_tells_how_far_it_is(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.gate.clear()

    with qtbot.waitSignal(rounds.progressed) as told:
        rounds.set_server(there=True)
        rounds.run_now()

    assert told.args == [Progress(Phase.SENDING, 3)]


def test_leaving_cuts_the_line_and_nothing_runs_afterwards(qtbot: QtBot, rounds: SyncRounds, server: Server) -> None:
    server.gate.clear()
    rounds.set_server(there=True)
    with qtbot.waitSignal(rounds.progressed):
        rounds.run_now()

    with qtbot.waitSignal(rounds.running_changed):
        rounds.leave()

    assert server.hung_up
    assert rounds.wait_ms == -1
