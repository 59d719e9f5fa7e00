"""A QA officer adapts a tool in the window, is told of a mistake at its field, mends it, publishes, and it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.domain import condition
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.tree import Keys, put, text_at
from qa_desktop.domain.tool_edit.tree import Path as Place
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place as WindowPlace
from qa_desktop.ui.pages.section_question import Question
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tool_editor_fields import Binding
from qa_desktop.ui.pages.tool_editor_problems import ProblemsForm, PublishForm
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.select import Select
from tests.desks import OpenDesk, new_desk
from tests.sync.windows import open_window

TOOL = "roc-t2-hos"
FIRST: Place = ("sections", 0, "questions", 0)


@dataclass
class Editing:
    """The window of a QA officer."""

    qtbot: QtBot
    desk: OpenDesk
    workers: Workers
    window: MainWindow

    @property
    def page(self) -> ToolEditorPage:
        page = self.window.page
        assert isinstance(page, ToolEditorPage)
        return page

    def settle(self) -> None:
        """Wait until what was said is on disk and checked."""
        if isinstance(self.window.page, ToolEditorPage):
            self.page.flush()
            self.page.form.make_all()
            self.qtbot.waitUntil(lambda: self.page.session.is_checked)
        self.qtbot.waitUntil(lambda: not (self.workers.database.busy or self.workers.documents.busy))
        QApplication.processEvents()

    def binding(self, path: Place) -> Binding:
        self.page.form.make_all()
        found = self.page.form.fields.binding(path)
        assert found is not None, path
        return found

    def write(self, path: Place, words: str) -> None:
        """Write over a field, key by key."""
        control = self.binding(path).control
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(control, words)
        self.page.flush()

    def choose(self, inside: QWidget, name: str, data: object) -> None:
        """Choose from the list of that name."""
        select = next(one for one in inside.findChildren(Select) if one.accessibleName() == name)
        row = select.findData(data)
        assert row >= 0, (name, data)
        select.setCurrentIndex(row)
        select.activated.emit(row)
        self.page.form.make_all()

    def press(self, words: str) -> None:
        """Press the button of that name on the page at hand."""
        self.page.form.make_all()
        buttons = self.page.form.findChildren(QAbstractButton)
        next(one for one in buttons if words in (one.text(), one.accessibleName())).click()
        self.page.form.make_all()


@pytest.fixture
def editing(qtbot: QtBot, qapp: QApplication, tmp_path: Path, theme: Theme) -> Iterator[Editing]:
    assert theme.points
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    workers = Workers(Worker("database", qapp), Worker("documents", qapp))
    window, navigator = open_window(qtbot, qapp, desk, workers)
    made = Editing(qtbot, desk, workers, window)
    navigator.go(WindowPlace.TOOLS)
    made.settle()
    library = window.page
    assert isinstance(library, ToolsPage)
    library.picker.choose(TOOL)
    made.settle()
    library.adapt_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page, ToolEditorPage))
    made.settle()
    yield made
    navigator.leave_server()
    workers.stop()
    desk.desk.close()


def test_a_tool_is_adapted_mended_published_and_used(editing: Editing) -> None:
    before = editing.desk.desk.tool(TOOL)
    _reword(editing)
    added = _add_a_question_without_words(editing)
    _mend(editing, added)
    _ask_it_only_when_the_first_is_inadequate(editing)
    _change_the_scale(editing)
    _be_told_what_is_worth_a_look(editing)
    _publish(editing)

    audit = editing.desk.desk.start_audit(StartRequest(TOOL, "CASE-7"))
    first, *_, new = audit.tool.sections[0].items
    assert audit.tool.version != before.version
    assert first.label == "How good was what we were told?"
    assert new.label == "What was done about it?"
    assert new.shown_when == condition.Test(first.id, condition.Comparison.EQUALS, ("inadequate",))
    assert not audit.holds(new.shown_when)
    assert [point.label for point in audit.tool.scales[0].points][-1] == "Exceptional"
    assert editing.desk.desk.tool(TOOL, before.version).sections[0].items == before.sections[0].items  # type: ignore[call-arg]  # the library takes a version
    assert editing.desk.desk.tool_drafts.drafts() == ()


def _reword(editing: Editing) -> None:
    editing.page.go(FIRST)
    editing.write((*FIRST, "label"), "How good was what we were told?")
    editing.settle()
    preview = editing.page.preview.page
    assert preview is not None
    assert preview.questions[0].control.accessibleName().endswith("How good was what we were told?")


def _add_a_question_without_words(editing: Editing) -> Place:
    editing.page.go(("sections", 0))
    editing.press("Add a question")
    editing.settle()
    added = editing.page.place
    assert added[:3] == FIRST[:3]
    assert editing.page.problems_button.text() == "1 problem"
    editing.page.publish_button.click()
    assert isinstance(editing.page.form, ProblemsForm)
    link = next(one for one in editing.page.form.links if "Write the question." in one.text())
    link.click()
    editing.page.form.make_all()
    assert editing.page.place == added
    field = editing.binding((*added, "label")).field
    assert field is not None
    assert field.problem == "Write the question."
    return added


def _mend(editing: Editing, added: Place) -> None:
    editing.write((*added, "label"), "What was done about it?")
    editing.settle()
    field = editing.binding((*added, "label")).field
    assert field is not None
    assert field.problem == ""
    assert editing.page.problems_button.text() == "No problems"


def _ask_it_only_when_the_first_is_inadequate(editing: Editing) -> None:
    editing.choose(editing.page.form, "This question is asked", "when")
    first = text_at(editing.page.session.tree, (*FIRST, "id"))
    editing.choose(editing.page.form, "Question, line 1", first)
    editing.choose(editing.page.form, "Answer, line 1", "inadequate")
    editing.settle()
    shown = [question.key for question in _preview_questions(editing) if question.isVisibleTo(_preview(editing))]
    assert text_at(editing.page.session.tree, (*editing.page.place, "id")) not in shown


def _change_the_scale(editing: Editing) -> None:
    editing.page.go(("scales", 0))
    editing.press("Add a point")
    point: Place = ("scales", 0, "points", 4)
    editing.write((*point, "label"), "Exceptional")
    editing.choose(editing.page.form, "Colour and shape", "outstanding")
    editing.settle()


def _be_told_what_is_worth_a_look(editing: Editing) -> None:
    session, section = editing.page.session, ("sections", 1)
    first = text_at(session.tree, (*FIRST, "id"))
    never: Keys = {"all": [{"question": first, "is": "good"}, {"question": first, "answered": False}]}
    before = session.tree
    session.change(put(session.tree, (*section, "shown_when"), never), section)
    editing.settle()
    assert session.told == ()
    assert editing.page.problems_button.text() == "1 to look at"
    editing.page.problems_button.click()
    form = editing.page.form
    assert isinstance(form, ProblemsForm)
    assert ["nobody ever sees this section" in link.text() for link in form.links] == [True]
    session.change(before, section)
    editing.settle()


def _publish(editing: Editing) -> None:
    assert editing.page.session.told == ()
    editing.page.publish_button.click()
    form = editing.page.form
    assert isinstance(form, PublishForm)
    form.publish_card.publish_button.click()
    form.publish_card.sure_button.click()
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, ToolsPage))
    editing.settle()
    assert "is published" in editing.window.notice_text


def _preview(editing: Editing) -> QWidget:
    assert editing.page.preview.page is not None
    return editing.page.preview.page


def _preview_questions(editing: Editing) -> tuple[Question, ...]:
    assert editing.page.preview.page is not None
    return editing.page.preview.page.questions
