"""Measures opening an audit and each of its pages in the window: how long the window is held at a stretch."""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass
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
SLOWEST = 5
"""How many of all pages are named."""
Opening = Callable[[AuditId], tuple[AuditShell, Held]]
Pages = dict[str, list[Held]]
"""How long each page held the window in every run, by tool and step."""


def main() -> None:
    """Print four lines a tool: its first page and the slowest of all pages, each by clock and by processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tools", nargs="*", default=TOOLS)
    parser.add_argument("--all", action="store_true", help="every tool of the library, and which pages are the slowest")
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
        every: Pages = {}
        for tool in [one.id for one in profile.desk.tools()] if chosen.all else chosen.tools:
            begun = start_full_audit(profile.desk, profile.desk.tool(tool), "48-2207")
            # Nobody makes a whole audit in a second: what that left is not cleared away while pages are looked at.
            gc.collect()
            every |= measure(tool, begun, Bench(window, workers, profile.desk), chosen.runs)
        if chosen.all:
            report_slowest(every)
        workers.stop()
        profile.desk.close()


@dataclass(frozen=True, slots=True)
class Bench:
    """The window in which audits are opened, and those who work for it."""

    window: MainWindow
    workers: Workers
    desk: Desk

    def held_by(self, work: Callable[[], object]) -> Held:
        """Return how long the window is held, until what its workers make is there too."""
        return held_by(work, lambda: self.workers.database.busy or self.workers.documents.busy)


def measure(tool: str, begun: AuditId, bench: Bench, runs: int) -> Pages:
    """Open the audit anew for each run and go through its pages; the first run warms up fonts and styles."""
    opening = open_in(bench)
    firsts: list[Held] = []
    longest: list[Held] = []
    bare: list[Held] = []
    pages: Pages = {}
    for run in range(runs + 1):
        shell, first = opening(begun)
        many = 0
        taken: dict[str, Held] = {}
        for step in flow.steps(shell.audit):
            taken[step] = bench.held_by(partial(shell.go, step))
            many = max(many, widgets_in(shell.page))
        if run:
            firsts.append(first)
            longest.append(longest_of(list(taken.values())))
            bare.append(bench.held_by(partial(show_bare_page, bench.window, many)))
            for step, held in taken.items():
                pages.setdefault(f"{tool} {step}", []).append(held)
    report_held(f"first_page_of_{tool}", firsts, bare, FIRST_LIMIT)
    report_held(f"any_page_of_{tool}", longest, bare, PAGE_LIMIT)
    return pages


def report_slowest(pages: Pages) -> None:
    """Print which pages hold the window the longest, by the median of their runs on the clock."""
    medians = {name: statistics.median(one.clock for one in runs) for name, runs in pages.items()}
    slowest = sorted(medians, key=lambda name: medians[name], reverse=True)[:SLOWEST]
    told = {name: {"median_ms": round(medians[name], 1), **_worst(pages[name])} for name in slowest}
    print(json.dumps({"pages": len(pages), "slowest": told}), flush=True)


def _worst(runs: list[Held]) -> dict[str, float]:
    worst = longest_of(runs)
    return {"worst_ms": round(worst.clock, 1), "worst_processor_ms": round(worst.processor, 1)}


def open_in(bench: Bench) -> Opening:
    """Return what opens an audit in the window, which reads it on its worker, and says how long the window is held."""

    def opening(begun: AuditId) -> tuple[AuditShell, Held]:
        leave_for_home(bench.window)
        audit = bench.desk.open_audit(begun)
        shells: list[AuditShell] = []

        def show() -> None:
            shells.append(AuditShell(bench.desk, bench.workers, audit, bench.window.page_holder))
            shells[0].open_at()
            bench.window.show_page(shells[0], full_width=True)

        first = bench.held_by(show)
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
