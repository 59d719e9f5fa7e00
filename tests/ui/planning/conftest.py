"""The window of somebody who is asked to audit, or who plans the year, over a real profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell

BEN, CAL = Known("Ben Auditor"), Known("Cal Auditor", team="south")


@dataclass(frozen=True, slots=True)
class Stage:
    """A window over a profile."""

    window: MainWindow
    workers: Workers
    here: OpenDesk
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until no work is under way."""
        self.qtbot.waitUntil(lambda: not (self.workers.database.busy or self.workers.documents.busy))
        QApplication.processEvents()


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def officer(tmp_path: Path, qtbot: QtBot, theme: Theme, workers: Workers) -> Iterator[Stage]:
    """A QA officer who knows of three colleagues."""
    here = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    tell(here, BEN, CAL, Known("Mo Manager", Role.MANAGER))
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(window.isVisible)
    yield Stage(window, workers, here, qtbot)
    here.desk.close()
