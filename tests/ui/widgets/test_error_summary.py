"""Problems are said in one place and at their fields, in the same words, and lead there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.panes import ScrollingColumn
from tests.ui.conftest import show


class Form(ScrollingColumn):
    def __init__(self) -> None:
        super().__init__()
        self.summary = ErrorSummary()
        self.add(self.summary)
        self.reference_field, self.reference = line_field("Case reference", "Never a name.")
        self.worker_field, self.worker = line_field("Key worker", optional=True)
        self.add(self.reference_field)
        spacer = QWidget()
        spacer.setFixedHeight(900)
        self.add(spacer)
        self.add(self.worker_field)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    assert theme.points
    made = Form()
    made.resize(600, 500)
    show(qtbot, made)
    made.activateWindow()
    return made


def test_the_summary_takes_the_focus_and_is_read_whole(form: Form) -> None:
    form.summary.show_problems([("Enter the case reference", form.reference_field)])

    assert form.window().focusWidget() is form.summary
    assert form.summary.accessibleName() == "There is a problem. Enter the case reference"


def test_the_field_says_the_same_words(form: Form) -> None:
    form.summary.show_problems([("Enter the case reference", form.reference_field)])

    assert form.reference_field.problem == "Enter the case reference"
    assert form.reference.accessibleDescription() == "Enter the case reference Never a name."


def test_a_link_leads_to_its_field_and_brings_it_into_view(form: Form) -> None:
    form.summary.show_problems([("Enter the key worker", form.worker_field)])

    form.summary.links[0].click()

    assert form.window().focusWidget() is form.worker
    assert not form.worker.visibleRegion().isEmpty()


def test_no_problem_hides_the_summary_and_clears_the_fields(form: Form) -> None:
    form.summary.show_problems([("Enter the case reference", form.reference_field)])
    form.summary.show_problems([])

    assert not form.summary.isVisible()
    assert form.reference_field.problem == ""
    assert form.reference.property("wrong") is False


def test_tab_goes_from_the_summary_to_its_links(form: Form) -> None:
    form.summary.show_problems([("Enter the case reference", form.reference_field), ("Enter it", form.worker_field)])

    form.window().focusNextChild()
    first = form.window().focusWidget()
    form.window().focusNextChild()

    assert [first, form.window().focusWidget()] == list(form.summary.links)


def test_a_problem_without_a_field_is_said_without_a_link(form: Form) -> None:
    form.summary.show_problems([("The disk is full.", None)])

    assert form.summary.links == ()
    assert form.summary.isVisible()


def test_a_field_is_named_by_its_label(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    line = QLineEdit()
    field = LabelledField("Team", line, optional=True)
    qtbot.addWidget(field)

    name = QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Name)

    assert name == "Team (optional)"
    assert field.label.textFormat() is Qt.TextFormat.PlainText
