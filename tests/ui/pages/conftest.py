"""An open audit on screen: on a desk in memory where a test looks at one page, on a real profile for whole journeys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Tool
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.ui.audit_bench import Bench, audit_of, small_tool


@dataclass(frozen=True, slots=True)
class Opened:
    """An audit in the window."""

    shell: AuditShell
    window: MainWindow
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until everything said so far is on disk, both workers are idle and the page is complete."""
        done: list[bool] = []
        self.shell.flush()
        self.shell.session.when_settled(lambda: done.append(True))
        self.qtbot.waitUntil(lambda: bool(done))
        page = self.shell.page
        self.qtbot.waitUntil(lambda: page.is_complete)
        for _ in range(3):
            QApplication.processEvents()  # the frame round the page has a turn of its own, and is laid out then

    def focused(self) -> QWidget:
        """Return what has the focus."""
        found = self.window.focusWidget()
        assert found is not None
        return found


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def opener(qtbot: QtBot, theme: Theme, workers: Workers) -> Opener:
    return Opener(qtbot, theme, workers)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Alex Auditor")
    yield made
    made.desk.close()


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens audits in the window."""

    qtbot: QtBot
    theme: Theme
    workers: Workers

    def on_bench(
        self, bench: Bench, values: Mapping[str, Value] | None = None, tool: Tool | None = None, *, signed: bool = False
    ) -> Opened:
        """Open an audit of the small tool on a desk in memory."""
        audit = audit_of(tool or small_tool(), values, signed=signed)
        return self.show(AuditShell(bench.desk(), self.workers, audit))

    def on_real(self, desk: Desk, request: StartRequest, place: str = "") -> Opened:
        """Start an audit in a real profile and open it."""
        return self.show(AuditShell(desk, self.workers, desk.start_audit(request)), place)

    def again(self, desk: Desk, shell: AuditShell) -> Opened:
        """Open an audit anew where the work stopped, as after a restart."""
        audit_id = shell.audit.id
        return self.show(AuditShell(desk, self.workers, desk.open_audit(audit_id)), desk.place(audit_id))

    def show(self, shell: AuditShell, place: str = "") -> Opened:
        """Open an audit in a window of its own."""
        window = MainWindow(self.theme, [self.workers.database, self.workers.documents])
        self.qtbot.addWidget(window)
        window.resize(1366, 768)
        shell.open_at(place)
        window.show_page(shell, full_width=True)
        window.show()
        self.qtbot.waitUntil(window.isVisible)
        window.activateWindow()
        QApplication.processEvents()
        opened = Opened(shell, window, self.qtbot)
        opened.settle()
        return opened
