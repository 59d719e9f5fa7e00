"""Measures opening an audit and each of its pages in the window: how long the window is held at a stretch."""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from benchmarks.held import Held, held_by, longest_of, report_held
from benchmarks.keystroke import PAUSE_MS, rest
from benchmarks.profiles import make_profile, scratch_folder, start_full_audit
from qa_desktop.domain import flow
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.settings import resources_dir
from qa_desktop.ui.app import dress, make_application
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell

TOOLS = ("roc-practice-standards", "roc-t2-hos", "dur-moderation", "roc-observation")
"""The longest form, the longest matrix, the most guidance on one page, and the form of six boxes for text."""
FIRST_LIMIT, PAGE_LIMIT = 100.0, 50.0
Opening = Callable[[AuditId], tuple[AuditShell, Held]]


def main() -> None:
    """Print four lines a tool: its first page and the slowest of all pages, each by clock and by processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tools", nargs="*", default=TOOLS)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile")
        app = make_application(["tool_pages"], resources_dir())
        workers = Workers(Worker("database"), Worker("documents"))
        window = MainWindow(dress(app, Appearance()), (workers.database, workers.documents))
        window.resize(1366, 768)
        window.show()
        GarbageRound(window).spare_what_stays()
        for tool in chosen.tools:
            begun = start_full_audit(profile.desk, profile.desk.tool(tool), "48-2207")
            # Nobody makes a whole audit in a second: what that left is not cleared away while pages are looked at.
            gc.collect()
            measure(tool, begun, window, open_in(window, workers, profile.desk), chosen.runs)
        workers.stop()
        profile.desk.close()


def measure(tool: str, begun: AuditId, window: MainWindow, opening: Opening, runs: int) -> None:
    """Open the audit anew for each run and go through its pages; the first run warms up fonts and styles."""
    firsts: list[Held] = []
    pages: list[Held] = []
    bare: list[Held] = []
    for run in range(runs + 1):
        shell, first = opening(begun)
        steps = [(held_by(partial(shell.go, step)), widgets_in(shell.page)) for step in flow.steps(shell.audit)]
        if run:
            firsts.append(first)
            pages.append(longest_of([held for held, _ in steps]))
            bare.append(held_by(partial(show_bare_page, window, max(many for _, many in steps))))
    report_held(f"first_page_of_{tool}", firsts, bare, FIRST_LIMIT)
    report_held(f"any_page_of_{tool}", pages, bare, PAGE_LIMIT)


def open_in(window: MainWindow, workers: Workers, desk: Desk) -> Opening:
    """Return what opens an audit in the window, which reads it on its worker, and says how long the window is held."""

    def opening(begun: AuditId) -> tuple[AuditShell, Held]:
        leave_for_home(window)
        audit = desk.open_audit(begun)
        shells: list[AuditShell] = []

        def show() -> None:
            shells.append(AuditShell(desk, workers, audit, window.page_holder))
            shells[0].open_at()
            window.show_page(shells[0], full_width=True)

        first = held_by(show)
        rest(5 * PAUSE_MS)
        return shells[0], first

    return opening


def leave_for_home(window: MainWindow) -> None:
    """Let the pages of the audit before go, as they are when a person leaves it: no loop runs here that would do it."""
    window.show_page(Page(""))
    rest(PAUSE_MS)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def widgets_in(page: QWidget) -> int:
    """Return how many widgets a page is made of."""
    return len(page.findChildren(QWidget))


def show_bare_page(window: MainWindow, many: int) -> None:
    """Show a page of so many labels in the window's style, and nothing else."""
    page = Page("")
    column = QVBoxLayout(page)
    for number in range(many):
        column.addWidget(QLabel(str(number), page))
    window.show_page(page, full_width=True)


if __name__ == "__main__":
    main()
