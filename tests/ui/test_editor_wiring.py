"""The window lists drafts, begins and opens them, saves them as files, throws them away, and offers it to officers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.tree import put, text_at
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.editor_wiring import EditorWays, EditorWiring
from qa_desktop.ui.file_wiring import AskFile
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.tool_drafts import ToolDraftsPage
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.sync.windows import open_window


@dataclass
class Scene:
    """A window with the editor wired to a real profile."""

    qtbot: QtBot
    desk: OpenDesk
    workers: Workers
    window: MainWindow
    file: Path
    libraries: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        ways = EditorWays(
            self.window.show_page, self.window.show_page, lambda *_: None, self.libraries.append, lambda: None
        )
        self.wiring = EditorWiring(self.desk.desk, self.workers, self.window, ways)
        self.wiring.ask = AskFile(lambda _: str(self.file), lambda _title, _name: str(self.file))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not (self.workers.database.busy or self.workers.documents.busy))
        QApplication.processEvents()

    def drafts_page(self) -> ToolDraftsPage:
        self.wiring.show_drafts()
        self.settle()
        assert isinstance(self.window.page, ToolDraftsPage)
        return self.window.page

    def editor(self) -> ToolEditorPage:
        self.settle()
        page = self.window.page
        assert isinstance(page, ToolEditorPage)
        self.qtbot.waitUntil(lambda: page.session.is_checked)
        return page


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture
def scene(qtbot: QtBot, theme: Theme, workers: Workers, tmp_path: Path) -> Iterator[Scene]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    window.show()
    yield Scene(qtbot, desk, workers, window, tmp_path / "tool.yaml")
    workers.stop()
    desk.desk.close()


def press(page: ToolDraftsPage, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if words in (one.text(), one.accessibleName())).click()


def test_a_tool_that_was_begun_is_listed_and_opened_again(scene: Scene) -> None:
    press(scene.drafts_page(), "New tool")
    begun = scene.editor().session.draft
    press(scene.drafts_page(), "Go on writing: New audit tool")

    assert scene.editor().session.draft == begun


def test_a_draft_is_thrown_away_once_it_was_asked_twice(scene: Scene) -> None:
    scene.desk.desk.tool_drafts.begin()
    page = scene.drafts_page()

    press(page, "Throw away: New audit tool")
    asked = len(scene.desk.desk.tool_drafts.drafts())
    press(page, "Throw this draft away for good: New audit tool")
    scene.settle()

    assert asked == 1
    assert scene.desk.desk.tool_drafts.drafts() == ()
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Go on writing" and one.isVisible()]


def test_a_tool_saved_as_a_file_is_opened_from_it(scene: Scene) -> None:
    scene.wiring.begin()
    editor = scene.editor()
    editor.session.put(("title",), "A tool on its way")
    editor.file_button.click()
    scene.settle()
    said = scene.window.notice_text

    press(scene.drafts_page(), "Open a tool file")

    assert str(scene.file) in said
    assert scene.file.read_text(encoding="utf-8").splitlines()[1].startswith("tool: ")
    assert scene.editor().session.tree == put(editor.session.tree, ("title",), "A tool on its way")


def test_a_file_that_is_no_tool_is_refused_in_words_above_the_page(scene: Scene) -> None:
    scene.file.write_text("- a list\n", encoding="utf-8")
    page = scene.drafts_page()

    press(page, "Open a tool file")
    scene.settle()

    assert scene.window.page is page
    assert "was not accepted" in scene.window.notice_text


def test_a_tool_of_its_own_is_told_from_a_new_version(scene: Scene) -> None:
    scene.wiring.adapt("bra-live-audit", scene.desk.desk.tool("bra-live-audit").version)
    editor = scene.editor()
    editor.form.make_all()
    before = text_at(editor.session.tree, ("tool",))

    next(one for one in editor.form.findChildren(QPushButton) if one.text() == "Make it a tool of its own").click()
    editor.form.make_all()

    assert before == "bra-live-audit"
    assert text_at(editor.session.tree, ("tool",)) != before
    assert text_at(editor.session.tree, ("version",)) == "1.0"


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("role", [Role.QA_OFFICER, Role.AUDITOR])
def test_the_editor_is_offered_to_qa_officers_alone(
    qtbot: QtBot, qapp: QApplication, workers: Workers, tmp_path: Path, role: Role
) -> None:
    offered = role is Role.QA_OFFICER
    desk = new_desk(tmp_path / "somebody", "Sam Somebody", role)
    window, navigator = open_window(qtbot, qapp, desk, workers)

    navigator.go(Place.TOOLS)
    qtbot.waitUntil(lambda: isinstance(window.page, ToolsPage))
    page = window.page

    assert isinstance(page, ToolsPage)
    assert page.drafts_button.isVisibleTo(page) is offered
    assert page.adapt_button.isVisibleTo(page) is offered
    assert page.import_button.isVisibleTo(page) is offered
    qtbot.waitUntil(lambda: not workers.database.busy)
    navigator.leave_server()
    workers.stop()
    desk.desk.close()
