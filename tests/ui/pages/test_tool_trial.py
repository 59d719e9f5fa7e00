"""The preview of a tool can be used by keyboard and by ear, and shows the audit's own pages and keys."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.tool_trial import ToolTrialPage, first_step
from qa_desktop.ui.theme import Theme
from tests.ui.accessibility import walk
from tests.ui.audit_bench import Bench, audit_of, small_tool
from tests.ui.conftest import Look, show


@pytest.fixture
def trial(bench: Bench, workers: Workers, theme: Theme) -> ToolTrialPage:
    assert theme.points
    shell = AuditShell(bench.desk(), workers, audit_of(small_tool(), {"about/sample": True}))
    shell.open_at(first_step(shell))
    return ToolTrialPage(shell, "1.0")


def test_the_page_has_no_obstacle(
    qtbot: QtBot, theme: Theme, workers: Workers, look: Look, trial: ToolTrialPage
) -> None:
    window = MainWindow(theme, [workers.database, workers.documents])
    window.show_page(trial, full_width=True)
    show(qtbot, window, look)
    qtbot.waitUntil(lambda: trial.shell.page.is_complete, timeout=20_000)  # it fills in turns
    QApplication.processEvents()

    assert walk(window) == []
    assert window.width() == look.width


def test_it_begins_at_the_first_section_and_says_that_nothing_is_kept(trial: ToolTrialPage) -> None:
    assert trial.shell.step == "section:plan_section"
    assert trial.words.text() == "Preview of version 1.0. Try it out: nothing that you enter here is kept."


def test_the_keys_of_the_audit_work_in_it(trial: ToolTrialPage) -> None:
    assert trial.page_actions() == trial.shell.page_actions()


def test_leaving_the_audit_leaves_the_preview(qtbot: QtBot, trial: ToolTrialPage) -> None:
    with qtbot.waitSignal(trial.left):
        trial.shell.left.emit()
