"""Every page of the editor can be used by keyboard and by ear, in every theme, at every width and text size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.tool_edit.draft import DraftSummary, ToolDraft
from qa_desktop.domain.tool_edit.tree import Path, put
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.tool_drafts import ToolDraftsPage
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tool_editor_folded import FoldedRow
from qa_desktop.ui.presenters.tool_editor_outline import PROBLEMS, PUBLISH
from qa_desktop.ui.theme import Theme
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.editor_bench import FIRST, SECOND, DraftsInMemory, officer_desk

PLACES: tuple[Path, ...] = (
    (),
    ("scales", 0),
    ("header", 0),
    ("sections", 0),
    SECOND,
    ("overall",),
    ("action_plan",),
    ("signatures",),
    ("words",),
    ("stages", 1),
    ("deadlines",),
    ("deadlines", 0),
    ("escalation", 0),
    ("follow_ups", 0),
    ("filing", 0),
    ("translations",),
    ("translations", "cy"),
    PUBLISH,
)


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def editor(workers: Workers) -> ToolEditorPage:
    drafts = DraftsInMemory()
    return ToolEditorPage(officer_desk(drafts), workers, ToolDraft("draft", drafts.full_tool(), "A tool, version 1"))


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, workers: Workers, editor: ToolEditorPage) -> MainWindow:
    made = MainWindow(theme, [workers.database, workers.documents])
    made.show_page(editor, full_width=True)
    qtbot.waitUntil(lambda: editor.session.is_checked)
    return made


def settle(qtbot: QtBot, editor: ToolEditorPage) -> None:
    """Wait until the page is whole and checked, and what is beside it too."""
    editor.form.make_all()
    for folded in editor.form.findChildren(FoldedRow):
        folded.open()
    editor.form.make_all()
    qtbot.waitUntil(lambda: editor.session.is_checked)
    if editor.preview.page is not None:
        assert len(editor.preview.page.questions) == len(editor.preview.page.view.questions)
    QApplication.processEvents()
    QApplication.processEvents()


def test_no_page_of_the_editor_has_an_obstacle(
    qtbot: QtBot, look: Look, window: MainWindow, editor: ToolEditorPage
) -> None:
    show(qtbot, window, look)
    found = {}
    for place in PLACES:
        editor.go(place)
        settle(qtbot, editor)
        found[place] = walk(window)

    assert {place: problems for place, problems in found.items() if problems} == {}
    assert window.width() == look.width


def test_what_to_put_right_has_no_obstacle(
    qtbot: QtBot, look: Look, window: MainWindow, editor: ToolEditorPage
) -> None:
    tree = put(put(editor.session.tree, (*FIRST, "label"), None), ("title",), None)
    editor.session.change(tree, FIRST)
    show(qtbot, window, look)
    settle(qtbot, editor)
    editor.go(PROBLEMS)
    settle(qtbot, editor)
    problems = walk(window)
    editor.go(("title",))
    settle(qtbot, editor)

    assert problems == []
    assert walk(window) == []


def test_the_list_of_drafts_has_no_obstacle(qtbot: QtBot, look: Look, theme: Theme, workers: Workers) -> None:
    page = ToolDraftsPage()
    moment = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    drafts = [DraftSummary(f"d{number}", f"Tool {number}", "1.1", "Live audit, version 1.0", moment) for number in "12"]
    page.show_drafts([(draft, "21 Nov") for draft in drafts])
    window = MainWindow(theme, [workers.database])
    window.show_page(page)
    show(qtbot, window, look)

    assert walk(window) == []
