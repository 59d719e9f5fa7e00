"""The page that brings a spreadsheet in names all that is lost and asks what no form says, before it is accepted."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.pages.import_form import MOST_ROWS, ImportFormPage
from qa_desktop.ui.presenters.import_form import DetailsView, PlacedWords, RefusedView
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.form_samples import DETAILS, FOUND, LOSSES, REFUSED


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> ImportFormPage:
    assert theme.points
    made = ImportFormPage()
    made.resize(1160, 700)
    show(qtbot, made)
    return made


def words_on(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just added is shown by then
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_the_page_asks_for_a_file_first(qtbot: QtBot, page: ImportFormPage) -> None:
    with qtbot.waitSignal(page.file_requested):
        page.take_button.click()

    assert not page.again_button.isVisible()
    assert "Macros are never run" in words_on(page)


def test_everything_that_is_lost_is_named_by_place_before_the_button_that_accepts_it(page: ImportFormPage) -> None:
    page.show_found(FOUND)

    words = words_on(page)

    assert all(loss.place in words and loss.words in words for loss in LOSSES)
    assert page.take_button.text() == "Bring it in without these"


def test_losses_without_number_are_all_named_in_few_rows(page: ImportFormPage) -> None:
    many = tuple(PlacedWords(f"Survey, row {row}", f"Lost {row}") for row in range(1, 3001))

    page.show_found(replace(FOUND, losses=many))

    words = words_on(page)
    assert all(f"{one.words}" in words for one in many)
    assert len(page.column.findChildren(QLabel)) < 3 * MOST_ROWS


def test_a_form_that_is_carried_whole_says_so(page: ImportFormPage) -> None:
    page.show_found(replace(FOUND, losses=()))

    assert "Everything in this form is carried over." in words_on(page)
    assert page.take_button.text() == "Bring it in"


def test_the_tool_is_shown_as_it_will_be(page: ImportFormPage) -> None:
    page.show_found(FOUND)

    assert "Was the child seen alone?" in words_on(page)


def test_nobody_brings_in_a_tool_without_saying_whose_it_is(page: ImportFormPage) -> None:
    accepted: list[object] = []
    page.accepted.connect(accepted.append)
    page.show_found(FOUND)
    assert page.details

    page.take_button.click()
    problem = [link.text() for link in page.details.summary.links]
    page.details.authority.setText(" Otherton ")
    page.details.subject.setCurrentIndex(1)
    page.take_button.click()

    assert problem == ["Enter whose tool it is"]
    (said,) = accepted
    assert isinstance(said, DetailsView)
    assert (said.authority, said.subject.value) == ("Otherton", "practitioner")
    assert (said.title, said.version) == (DETAILS.title, DETAILS.version)


def test_what_stands_in_the_way_of_keeping_it_is_told_and_it_can_be_tried_again(page: ImportFormPage) -> None:
    page.show_found(replace(FOUND, details=replace(DETAILS, authority="Otherton")))
    page.take_button.click()
    assert not page.take_button.isEnabled()

    page.show_problem(RefusedView("", "Give the file a new version number."))

    assert "Give the file a new version number." in words_on(page)
    assert page.take_button.isEnabled()


def test_a_refused_workbook_is_told_by_each_place_and_can_be_read_again(qtbot: QtBot, page: ImportFormPage) -> None:
    page.show_refused(REFUSED)
    words = words_on(page)

    with qtbot.waitSignal(page.read_again_requested):
        page.again_button.click()

    assert all(mistake.place in words and mistake.words in words for mistake in REFUSED.mistakes)


def test_reading_can_be_stopped(qtbot: QtBot, page: ImportFormPage) -> None:
    page.show_reading("form.xlsx")
    assert not page.take_button.isEnabled()

    with qtbot.waitSignal(page.stop_requested):
        page.busy.cancel_requested.emit()

    assert page.take_button.isEnabled()
    assert page.take_button.text() == "Choose a file"
