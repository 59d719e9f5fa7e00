"""An editor on screen for tests: what is typed, pressed and chosen in it, and what it says then."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.tree import Path
from qa_desktop.ui.background import Workers
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tool_editor_fields import Binding
from qa_desktop.ui.widgets.select import Select
from tests.ui.conftest import show
from tests.ui.editor_bench import DraftsInMemory, officer_desk


@dataclass
class OpenEditor:
    """An editor on screen, with what is done in it."""

    qtbot: QtBot
    page: ToolEditorPage
    drafts: DraftsInMemory

    def settle(self) -> None:
        """Wait until what was said is kept and checked."""
        self.page.flush()
        self.page.form.make_all()
        self.qtbot.waitUntil(lambda: self.page.session.is_checked)
        self.qtbot.waitUntil(lambda: self.page.session.draft in (*self.drafts.kept, self.page.session.draft))
        QApplication.processEvents()

    def binding(self, path: Path) -> Binding:
        """Return what is tied to a path on the page at hand."""
        self.page.form.make_all()
        found = self.page.form.fields.binding(path)
        assert found is not None, path
        return found

    def problem(self, path: Path) -> str:
        """Return what is said to be wrong at the field for a path."""
        field = self.binding(path).field
        assert field is not None
        return field.problem

    def press(self, name: str) -> None:
        """Press the button of that name on the page at hand."""
        self.page.form.make_all()
        buttons = self.page.form.findChildren(QAbstractButton)
        next(one for one in buttons if name in (one.accessibleName(), one.text())).click()

    def choose(self, name: str, data: str) -> None:
        """Choose from the list of that name."""
        self.page.form.make_all()
        select = next(one for one in self.page.form.findChildren(Select) if one.accessibleName() == name)
        assert select.findData(data) >= 0, (name, data)
        select.setCurrentIndex(select.findData(data))
        select.activated.emit(select.currentIndex())

    def write(self, path: Path, words: str) -> None:
        """Type words at the end of a field."""
        QTest.keyClicks(self.binding(path).control, words)
        self.settle()


def open_editor(qtbot: QtBot, workers: Workers) -> OpenEditor:
    """Return an editor with a tool that has one of everything."""
    drafts = DraftsInMemory()
    page = ToolEditorPage(officer_desk(drafts), workers, ToolDraft("draft", drafts.full_tool(), "A tool, version 1"))
    page.resize(1366, 700)
    show(qtbot, page)
    made = OpenEditor(qtbot, page, drafts)
    made.settle()
    return made
