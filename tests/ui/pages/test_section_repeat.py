"""A section that is asked once for each child: add, name, take out, bring back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from qa_desktop.domain import paths
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.section_repeat import PartsFoot
from tests.domain.format_tools import format_tool
from tests.domain.test_tables import ANY_TIME, TEXT
from tests.domain.written_tools import tool_written
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener


@pytest.fixture
def opened(bench: Bench, opener: Opener) -> Opened:
    found = opener.on_bench(bench, {}, format_tool())
    found.shell.go("section:kids")
    found.settle()
    return found


def page_of(opened: Opened) -> SectionPage:
    page = opened.shell.page
    assert isinstance(page, SectionPage)
    assert page.questions
    return page


def foot_of(page: SectionPage) -> PartsFoot:
    assert page._foot is not None
    return page._foot


def add(opened: Opened) -> str:
    """Add a child and return its id."""
    page = page_of(opened)
    before = set(page._boxes)
    foot_of(page).add_button.click()
    opened.settle()
    (new,) = set(page._boxes) - before
    opened.qtbot.waitUntil(page._boxes[new].name.hasFocus)
    return new


def test_another_child_has_the_same_questions_and_the_focus_is_on_what_it_is_called(opened: Opened) -> None:
    new = add(opened)

    page = page_of(opened)
    assert {f"{key}@{new}" for key in ("born", "age", "seen", "ticks")} <= {one.key for one in page.questions}
    assert opened.focused() is page._boxes[new].name


def test_a_name_is_in_the_heading_and_on_disk(opened: Opened) -> None:
    new = add(opened)

    QTest.keyClicks(opened.focused(), "Amy")
    opened.settle()

    assert opened.shell.audit.text(paths.repeat("kids", new, "name")) == "Amy"
    assert page_of(opened)._boxes[new].accessibleName() == "Child 2, Amy"


def test_answers_about_the_second_child_do_not_touch_the_first(opened: Opened) -> None:
    new = add(opened)

    opened.shell.session.record({paths.answer("seen", instance=new): "no"})
    opened.settle()

    keys = {one.key for one in page_of(opened).questions}
    assert f"reason@{new}" in keys
    assert "reason" not in keys


def test_taking_out_says_how_much_was_entered_and_bringing_back_shows_it_all(opened: Opened) -> None:
    new = add(opened)
    opened.shell.session.record({paths.answer("seen", instance=new): "yes"})
    opened.settle()
    page = page_of(opened)

    page._boxes[new].take_out_button.click()
    opened.settle()

    assert not page._boxes[new].isVisible()
    assert opened.shell.audit.answer("seen", new).value == "yes"

    foot_of(page).bring_back_buttons[new].click()
    opened.settle()

    assert page._boxes[new].isVisible()
    assert not foot_of(page).bring_back_buttons


def test_taking_out_is_undone_like_any_other_step(opened: Opened) -> None:
    new = add(opened)
    page = page_of(opened)
    page._boxes[new].take_out_button.click()
    opened.settle()

    opened.shell.undo()
    opened.settle()

    assert page._boxes[new].isVisible()


def test_no_more_can_be_added_than_there_may_be_and_the_last_needed_cannot_be_taken_out(opened: Opened) -> None:
    page = page_of(opened)
    assert not page._boxes[""].take_out_button.isVisible()

    add(opened)
    add(opened)

    assert not foot_of(page).add_button.isVisible()
    assert page._boxes[""].take_out_button.isVisible()


def test_tab_goes_through_the_children_one_after_the_other(opened: Opened) -> None:
    new = add(opened)
    page = page_of(opened)
    page._boxes[""].name.setFocus(Qt.FocusReason.TabFocusReason)
    reached = []

    for _ in range(40):
        QTest.keyClick(opened.focused(), Qt.Key.Key_Tab)
        reached.append(opened.focused())
        if reached[-1] is page._boxes[new].name:
            break

    assert reached[-1] is page._boxes[new].name
    assert all(page._boxes[""].isAncestorOf(one) or one is page._boxes[new].take_out_button for one in reached[:-1])


def test_a_row_of_a_table_has_no_name_and_its_columns_stand_beside_each_other(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {}, tool_written(TEXT, (ANY_TIME,)))
    opened.shell.go("section:lines")
    opened.settle()
    page = page_of(opened)

    foot_of(page).add_button.click()
    opened.settle()

    (new,) = set(page._boxes) - {""}
    fields = {one.key: one for one in page.questions}
    opened.qtbot.waitUntil(fields[f"what@{new}"].control.hasFocus)
    assert not page._boxes[new].name.isVisible()
    assert fields["what"].mapTo(page, QPoint()).y() == fields["why"].mapTo(page, QPoint()).y()
    assert fields["what"].mapTo(page, QPoint()).x() < fields["why"].mapTo(page, QPoint()).x()
