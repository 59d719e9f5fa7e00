"""The window and sync: the line follows what is saved and sent, and nobody leaves unsent work unawares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.arrivals import NOTHING_ARRIVED, Arrived
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Unsent
from qa_desktop.domain.sync_watch import Phase, Progress, Watch
from qa_desktop.services.show_conflicts import FieldConflict
from qa_desktop.services.sync_state import SyncFacts
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.dialogs.leaving import Leaving
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.conflict import ConflictPage
from qa_desktop.ui.pages.sync import SyncPage
from qa_desktop.ui.presenters.unsent_line import SyncTone
from qa_desktop.ui.sync_rounds import SOON_MS, Run
from qa_desktop.ui.sync_wiring import SyncWiring, Ways
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.sync_samples import AUDIT, NOON, STANDINGS, TEXT_CONFLICT


@dataclass
class FakeServices:
    """A laptop and its server; syncing sends everything unless the outcome says otherwise."""

    server: str = "audits.example.org"
    waiting: int = 3
    outcome: Outcome = Outcome.DONE
    runs: list[RunReport] = field(default_factory=list)
    clock: Clock = field(default_factory=lambda: FixedClock(NOON))
    settled: list[Value] = field(default_factory=list)
    arrived: Arrived = NOTHING_ARRIVED
    left: Arrived = NOTHING_ARRIVED
    """What taking in without a server leaves."""
    taken_in: int = 0

    @property
    def unsent(self) -> Callable[[], Unsent]:
        return lambda: Unsent(self.waiting, NOON if self.waiting else None)

    @property
    def sync_facts(self) -> Callable[[], SyncFacts]:
        return lambda: SyncFacts(self.server, self.unsent(), STANDINGS[:1], (), tuple(self.runs), arrived=self.arrived)

    @property
    def sync_now(self) -> Run:
        return self._sync

    @property
    def take_in_arrived(self) -> Callable[[Callable[[], bool], Watch], Arrived]:
        return self._take_in

    @property
    def offer_again(self) -> Callable[[Sequence[OperationId]], None]:
        return lambda _: None

    @property
    def save_refused(self) -> Callable[[Sequence[OperationId], Path], None]:
        return lambda _, __: None

    @property
    def field_conflicts(self) -> Callable[[AuditId], tuple[FieldConflict, ...]]:
        return lambda _: () if self.settled else (TEXT_CONFLICT,)

    @property
    def settle_field(self) -> Callable[[FieldConflict, Value], None]:
        return lambda _, value: self.settled.append(value)

    def _take_in(self, is_stopped: Callable[[], bool], watch: Watch) -> Arrived:
        for number in range(1, self.arrived.pages + 1):
            watch.tell(Progress(Phase.TAKING_IN, number, self.arrived.pages))
        self.taken_in += 1
        self.arrived = self.left
        assert not is_stopped()
        return self.left

    def _sync(self, is_stopped: Callable[[], bool], watch: Watch) -> RunReport:
        assert not is_stopped()
        watch.tell(Progress(Phase.CONNECTING))
        words = "" if self.outcome is Outcome.DONE else "The server does not answer."
        report = RunReport(NOON, NOON, self.outcome, sent=self.waiting, words=words)
        if self.outcome is Outcome.DONE:
            self.waiting = 0
        self.runs.insert(0, report)
        return report


@dataclass
class Bench:
    services: FakeServices
    window: MainWindow
    workers: Workers
    qtbot: QtBot
    kept: list[object] = field(default_factory=list)
    gone_to: list[Place] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def wire(self) -> SyncWiring:
        ways = Ways(self.window.show_page, self.kept.append, self.gone_to.append, self.opened.append, lambda: None)
        wiring = SyncWiring(self.services, self.workers, self.window, ways)
        self.settle()
        return wiring

    def settle(self) -> None:
        every = [worker for worker in (self.workers.database, self.workers.sync) if worker is not None]
        self.qtbot.waitUntil(lambda: not any(worker.busy for worker in every))
        self.qtbot.waitUntil(lambda: not any(worker.busy for worker in every))

    @property
    def line(self) -> str:
        return self.window.top.sync_text

    @property
    def dialog(self) -> Leaving | None:
        return next((one for one in self.window.findChildren(Leaving) if one.isVisible()), None)


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[Bench]:
    workers = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    window = MainWindow(theme, [workers.database, workers.documents])
    show(qtbot, window)
    made = Bench(FakeServices(), window, workers, qtbot)
    yield made
    made.services.waiting = 0
    workers.stop()


def test_the_line_and_its_button_are_there_with_a_server(bench: Bench) -> None:
    bench.wire()

    assert bench.line == "All saved on this laptop · 3 items not yet sent, oldest less than an hour · not synced yet"
    assert bench.window.top.sync_button.isVisible()
    assert bench.window.menus.action("sync_now").isEnabled()


def test_without_a_server_there_is_nothing_to_press(bench: Bench) -> None:
    bench.services.server = ""
    wiring = bench.wire()

    assert not bench.window.top.sync_button.isVisible()
    assert not bench.window.menus.action("sync_now").isEnabled()
    assert wiring.rounds.wait_ms == -1


def test_the_start_is_followed_by_a_quiet_sync(bench: Bench) -> None:
    assert bench.wire().rounds.wait_ms == SOON_MS


@pytest.mark.parametrize("server", ["audits.example.org", ""])
def test_what_an_earlier_run_left_is_taken_in_at_the_start_also_without_a_server(bench: Bench, server: str) -> None:
    bench.services.server, bench.services.arrived = server, Arrived(40, 900)

    wiring = bench.wire()
    bench.settle()

    assert bench.services.taken_in == 1
    assert "not yet checked" not in bench.line
    assert wiring.rounds.wait_ms == (SOON_MS if server else -1)


def test_what_cannot_be_taken_in_yet_is_said_and_not_tried_again_and_again(bench: Bench) -> None:
    bench.services.arrived = bench.services.left = Arrived(1, 12)

    bench.wire()
    bench.settle()

    assert bench.services.taken_in == 1
    assert "12 changes arrived and not yet checked" in bench.line


def test_what_a_stopped_run_left_is_taken_in_afterwards(bench: Bench) -> None:
    wiring = bench.wire()
    wiring.show_page()
    bench.settle()
    page = bench.window.page
    assert isinstance(page, SyncPage)
    bench.services.arrived = Arrived(2, 40)

    with bench.qtbot.waitSignal(wiring.rounds.taken_in):
        page.stop_requested.emit()
        wiring.refresh()
    bench.settle()

    assert bench.services.taken_in == 1
    assert "arrived" not in bench.line


def test_what_was_signed_is_sent_soon(bench: Bench) -> None:
    wiring = bench.wire()
    with bench.qtbot.waitSignal(wiring.rounds.ended):
        bench.window.sync_requested.emit()
    bench.settle()

    wiring.note_signed()

    assert wiring.rounds.wait_ms == SOON_MS


def test_the_line_follows_a_sync_on_demand(bench: Bench) -> None:
    wiring = bench.wire()

    with bench.qtbot.waitSignal(wiring.rounds.ended):
        bench.window.top.sync_button.click()
    bench.settle()

    assert bench.line == "All saved on this laptop · everything sent · last sync 12:00"


def test_the_line_follows_what_is_saved(bench: Bench) -> None:
    wiring = bench.wire()
    bench.services.waiting = 4

    wiring.note_saved()
    bench.settle()

    assert "4 items not yet sent" in bench.line


def test_a_sync_on_demand_that_did_not_work_says_why(bench: Bench) -> None:
    bench.services.outcome = Outcome.UNREACHABLE
    wiring = bench.wire()

    with bench.qtbot.waitSignal(wiring.rounds.ended):
        wiring.sync_now()

    assert bench.window.notice_text == "The server does not answer."


def test_a_sync_by_itself_that_did_not_work_disturbs_nobody(bench: Bench) -> None:
    bench.services.outcome = Outcome.UNREACHABLE
    wiring = bench.wire()

    with bench.qtbot.waitSignal(wiring.rounds.ended):
        wiring.rounds._begin()
    bench.settle()

    assert bench.window.notice_text == ""


def test_closing_sends_first_and_then_closes_by_itself(bench: Bench) -> None:
    bench.wire()

    bench.window.close()
    bench.qtbot.waitUntil(lambda: not bench.window.isVisible())

    assert bench.services.waiting == 0


def test_closing_with_work_that_cannot_be_sent_warns_and_stays(bench: Bench) -> None:
    bench.services.outcome = Outcome.UNREACHABLE
    bench.wire()

    bench.window.close()
    bench.qtbot.waitUntil(lambda: bench.dialog is not None and "not sent" in bench.dialog.words.text())
    dialog = bench.dialog
    assert dialog is not None
    said = dialog.words.text()
    dialog.stay_button.click()

    assert "3 items were not sent. The server does not answer." in said
    assert bench.window.isVisible()


def test_closing_all_the_same_closes(bench: Bench) -> None:
    bench.services.outcome = Outcome.UNREACHABLE
    bench.wire()
    bench.window.close()
    bench.qtbot.waitUntil(lambda: bench.dialog is not None)
    dialog = bench.dialog
    assert dialog is not None

    dialog.close_button.click()

    bench.qtbot.waitUntil(lambda: not bench.window.isVisible())


def test_without_a_server_closing_asks_nothing(bench: Bench) -> None:
    bench.services.server = ""
    bench.wire()

    bench.window.close()
    bench.qtbot.waitUntil(lambda: not bench.window.isVisible())

    assert bench.services.waiting == 3
    assert bench.services.runs == []


def test_the_sync_page_is_filled_and_renewed_by_a_run(bench: Bench) -> None:
    wiring = bench.wire()
    wiring.show_page()
    bench.settle()
    page = bench.window.page
    assert isinstance(page, SyncPage)
    before = page.runs.isVisible()

    with bench.qtbot.waitSignal(wiring.rounds.ended):
        page.sync_button.click()
    bench.settle()

    assert (before, page.runs.isVisible()) == (False, True)


def test_a_settled_conflict_leads_back_to_the_audit(bench: Bench) -> None:
    wiring = bench.wire()
    wiring.show_conflicts(AUDIT)
    bench.settle()
    page = bench.window.page
    assert isinstance(page, ConflictPage)

    page.settle_button.click()
    bench.settle()

    assert bench.services.settled == [TEXT_CONFLICT.both]
    assert bench.opened == [AUDIT]


def test_the_line_is_read_out_when_it_grows_louder(bench: Bench) -> None:
    bench.wire()
    top = bench.window.top
    loud = replace(top._line, words="■ Only on this laptop: 3 items", tone=SyncTone.PROBLEM)

    top.show_sync(loud)

    assert top._sync.property("text_role") == "problem"
    assert top.sync_text == loud.words
