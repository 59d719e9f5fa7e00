"""Measures a tool's page in the library and the editor's pages for a long tool: how long the window is held."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.held import Held, held_by, report_held
from benchmarks.keystroke import PAUSE_MS, rest
from benchmarks.profiles import make_profile, scratch_folder
from benchmarks.tool_pages import show_bare_page
from benchmarks.tools import large_tool
from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.tree import Path as Place
from qa_desktop.services.desk import Desk
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.settings import resources_dir
from qa_desktop.ui.app import dress, make_application
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.presenters.tools import tool_preview, tool_row

TOOL = "roc-t2-hos"
PLACES: dict[str, Place] = {
    "section": ("sections", 1),
    "question": ("sections", 1, "questions", 50),
    "scales": ("scales",),
}
FIRST_LIMIT, PAGE_LIMIT = 100.0, 50.0
BARE_WIDGETS = 200


def main() -> None:
    """Print two lines for the library and for each page of the editor: by clock and by processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--questions", type=int, default=2000)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile")
        app = make_application(["editor_pages"], resources_dir())
        workers = Workers(Worker("database"), Worker("documents"))
        window = MainWindow(dress(app, Appearance()), (workers.database, workers.documents))
        window.resize(1366, 768)
        window.show()
        GarbageRound(window).spare_what_stays()
        measure_library(window, profile.desk, chosen.runs)
        draft = large_draft(profile.desk, folder, chosen.questions)
        measure_editor(window, lambda: ToolEditorPage(profile.desk, workers, draft, window.page_holder), chosen.runs)
        workers.stop()
        profile.desk.close()


def measure_library(window: MainWindow, desk: Desk, runs: int) -> None:
    """Open the library and a tool's page in it; the first run warms up fonts and styles."""
    rows, preview = tuple(tool_row(tool) for tool in desk.tools()), tool_preview(desk.tool(TOOL))
    held: list[Held] = []
    bare: list[Held] = []
    for run in range(runs + 1):
        page = ToolsPage()
        page.picker.show_tools(rows)
        window.show_page(page)
        rest(PAUSE_MS)
        taken = held_by(partial(page.show_preview, preview))
        floor = held_by(partial(show_bare_page, window, BARE_WIDGETS))
        if run:
            held.append(taken)
            bare.append(floor)
    report_held("tool_in_the_library", held, bare, PAGE_LIMIT)


def measure_editor(window: MainWindow, opened: Callable[[], ToolEditorPage], runs: int) -> None:
    """Open the editor and some of its pages; the first run warms up fonts and styles."""
    held: dict[str, list[Held]] = {name: [] for name in ("first", *PLACES)}
    bare: list[Held] = []
    for run in range(runs + 1):
        pages: list[ToolEditorPage] = []

        def show(pages: list[ToolEditorPage] = pages) -> None:
            pages.append(opened())
            window.show_page(pages[0], full_width=True)

        taken = {"first": held_by(show)}
        for name, place in PLACES.items():
            taken[name] = held_by(partial(pages[0].go, place))
        floor = held_by(partial(show_bare_page, window, BARE_WIDGETS))
        if run:
            bare.append(floor)
            for name, one in taken.items():
                held[name].append(one)
    for name, values in held.items():
        report_held(f"editor_page_{name}", values, bare, FIRST_LIMIT if name == "first" else PAGE_LIMIT)


def large_draft(desk: Desk, folder: Path, questions: int) -> ToolDraft:
    """Return a draft of a tool of so many questions."""
    file = folder / "large.yaml"
    file.write_bytes(large_tool(questions))
    return desk.tool_drafts.open_file(file)


if __name__ == "__main__":
    main()
