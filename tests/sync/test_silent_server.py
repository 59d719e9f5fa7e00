"""A server that accepts and never answers holds nobody: not the window that closes, not the next run."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.exchange import Outcome, PartAnswer, RunReport, ServerAddress
from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.sync_watch import Watch
from qa_desktop.sync.client.connect import PATIENCE_SECONDS, open_line
from qa_desktop.sync.client.patience import CallGuard, abandonable
from qa_desktop.sync.client.transport import BlobPart, LineBroke, Stopped
from qa_desktop.sync.client.waiting import Waiting
from qa_desktop.ui.background import Worker
from qa_desktop.ui.sync_rounds import SyncRounds
from tests.desks import OpenDesk
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.silent_proxy import LITTLE, SilentProxy, silent_proxy


@pytest.fixture
def proxy(server: Server) -> Iterator[SilentProxy]:
    with silent_proxy(server.cluster.port) as made:
        yield made


@pytest.fixture
def auditor(make_desk: MakeDesk, proxy: SilentProxy) -> OpenDesk:
    made = make_desk("Ada Auditor")
    password = made.desk.server.password()
    made.desk.server.set(replace(made.desk.server.settings(), port=proxy.port), password)
    return made


def address(auditor: OpenDesk) -> tuple[ServerAddress, str | None]:
    return auditor.desk.server.settings(), auditor.desk.server.password()


@pytest.mark.parametrize("after", ["connecting", "connected"])
def test_a_window_that_closes_waits_for_no_server(
    qtbot: QtBot, qapp: QApplication, auditor: OpenDesk, proxy: SilentProxy, after: str
) -> None:
    worker = Worker("sync", qapp)

    def run(is_stopped: Callable[[], bool], watch: Watch) -> RunReport:
        def opened(hang_up: Callable[[], None]) -> None:
            proxy.silent.set()
            watch.line_opened(hang_up)

        return auditor.desk.sync_now(is_stopped, replace(watch, line_opened=opened))

    rounds = SyncRounds(run, worker)
    if after == "connecting":
        proxy.silent.set()
    rounds.set_server(there=True)
    rounds.run_now()
    qtbot.waitUntil(proxy.asked.is_set, timeout=10_000)

    began = time.monotonic()
    rounds.leave()
    worker.stop()

    assert time.monotonic() - began < PATIENCE_SECONDS
    assert auditor.desk.sync_facts().runs[0].outcome is Outcome.BROKEN_OFF
    rounds.deleteLater()


def test_a_call_that_gets_no_answer_ends_by_itself(auditor: OpenDesk, proxy: SilentProxy) -> None:
    line = open_line(*address(auditor))
    line._guard.end()
    line._guard = CallGuard(line.hang_up, longest=0.3)
    proxy.silent.set()

    with pytest.raises(LineBroke):
        line.have([])

    line.close()


def test_a_slow_line_is_no_silent_server(auditor: OpenDesk, proxy: SilentProxy) -> None:
    line = open_line(*address(auditor))
    with socket.socket(fileno=line._connection.pgconn.socket) as of_line:
        of_line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LITTLE)
        of_line.detach()
    patience = 0.5
    line._guard._longest = patience
    proxy.seconds_a_piece = 0.002
    part = BlobPart(bytes(3_000_000), 1)

    began = time.monotonic()
    line.offer_part(Stream(AuditId("no audit")), DocumentId("0" * 64), 0, part)
    answer = line.part_answer()

    assert answer is PartAnswer.REFUSED
    assert time.monotonic() - began > patience
    line.close()


def test_a_connection_that_is_given_up_is_closed_when_it_comes_late(auditor: OpenDesk, proxy: SilentProxy) -> None:
    proxy.silent.set()

    began = time.monotonic()
    with pytest.raises(Stopped):
        open_line(*address(auditor), Waiting(is_stopped=proxy.asked.is_set))

    assert time.monotonic() - began < PATIENCE_SECONDS


def test_what_comes_after_nobody_waits_is_disposed_of() -> None:
    go_on, disposed = threading.Event(), threading.Event()

    def work() -> str:
        go_on.wait(5)
        return "late"

    result = abandonable(work, lambda: True, lambda _: disposed.set())
    go_on.set()

    assert result is None
    assert disposed.wait(5)


def test_hanging_up_on_a_closed_line_does_nothing(auditor: OpenDesk) -> None:
    line = open_line(*address(auditor))
    line.close()

    line.hang_up()

    line.close()
