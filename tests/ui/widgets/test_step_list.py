"""The rail shows how far each domain is, is moved in by key, and folds to one line."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_desktop.ui.item_models.steps import Step, StepState
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.step_list import ProgressRail
from tests.ui.conftest import show

STEPS = (
    Step("s1", "1 Case description", StepState.COMPLETE, "Good"),
    Step("s2", "2 Assessment and analysis", StepState.IN_PROGRESS, "In progress"),
    Step("s3", "3 Child's plan", StepState.NOT_STARTED, "Not yet started"),
)


@pytest.fixture
def rail(qtbot: QtBot, theme: Theme) -> ProgressRail:
    assert theme.points
    made = ProgressRail("Standards")
    made.set_steps(STEPS, "s2", "1 of 3 standards complete")
    made.resize(260, 500)
    show(qtbot, made)
    return made


def test_the_open_step_is_the_current_row(rail: ProgressRail) -> None:
    assert rail.list.currentIndex().row() == 1


def test_each_row_is_read_with_its_state(rail: ProgressRail) -> None:
    spoken = [rail.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(len(STEPS))]

    assert spoken == [
        "1 Case description, Good",
        "2 Assessment and analysis, In progress",
        "3 Child's plan, Not yet started",
    ]


def test_arrows_move_and_only_return_opens(qtbot: QtBot, rail: ProgressRail) -> None:
    with qtbot.assertNotEmitted(rail.step_chosen):
        QTest.keyClick(rail.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(rail.step_chosen) as chosen:
        QTest.keyClick(rail.list, Qt.Key.Key_Return)

    assert chosen.args == ["s3"]


def test_a_click_opens(qtbot: QtBot, rail: ProgressRail) -> None:
    there = rail.list.visualRect(rail.list.model().index(0, 0)).center()

    with qtbot.waitSignal(rail.step_chosen) as chosen:
        QTest.mouseClick(rail.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)

    assert chosen.args == ["s1"]


def test_a_new_state_keeps_the_place(rail: ProgressRail) -> None:
    done = Step("s2", STEPS[1].title, StepState.COMPLETE, "Requires improvement")

    rail.set_steps((STEPS[0], done, STEPS[2]), "s2", "2 of 3 standards complete")

    assert rail.list.currentIndex().row() == 1
    assert rail.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).endswith("Requires improvement")


def test_a_folded_rail_offers_the_same_steps_in_a_list(qtbot: QtBot, rail: ProgressRail) -> None:
    rail.fold(folded=True)

    assert not rail.list.isVisible()
    assert rail.chooser.itemText(0) == "1 Case description · Good"
    with qtbot.waitSignal(rail.step_chosen) as chosen:
        rail.chooser.activated.emit(2)
    assert chosen.args == ["s3"]


def test_rows_are_high_enough_for_their_words(rail: ProgressRail) -> None:
    heights = [rail.list.visualRect(rail.list.model().index(row, 0)).height() for row in range(3)]

    assert min(heights) >= 44
