"""Saved, saving, not saved, busy, undone: each is said in words."""

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.status import BusyBar, SaveState, UndoBar
from tests.ui.conftest import show


@pytest.fixture
def state(qtbot: QtBot, theme: Theme) -> SaveState:
    assert theme.points
    made = SaveState()
    qtbot.addWidget(made)
    return made


def test_saved_is_said_with_its_time(state: SaveState) -> None:
    state.show_saved(datetime(2026, 11, 21, 14, 32))  # noqa: DTZ001 - a wall clock's time, as people read it

    assert state.text() == "✓ Saved 14:32"
    assert state.property("text_role") == "good"


def test_a_failed_save_is_said_with_its_reason(state: SaveState) -> None:
    state.show_not_saved("the disk is full")

    assert state.text() == "Not saved: the disk is full"
    assert state.accessibleName() == state.text()
    assert state.property("text_role") == "problem"


def test_a_long_reason_is_whole_in_the_tip(state: SaveState) -> None:
    reason = "the disk is full. " * 10

    state.show_not_saved(reason)

    assert state.toolTip() == f"Not saved: {reason}"


def test_undo_is_offered_by_name_and_told(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    bar = UndoBar()
    show(qtbot, bar)
    bar.offer("Grade changed to Good.")
    button = bar.findChild(SmallButton)
    assert button is not None

    with qtbot.waitSignal(bar.undo_requested):
        button.click()

    assert button.accessibleName() == "Undo: Grade changed to Good."


def test_what_is_quick_never_shows_as_busy(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    bar = BusyBar()
    qtbot.addWidget(bar)

    bar.begin("Opening")
    bar.end()

    assert not bar.isVisible()
    assert not bar.is_waiting


def test_what_takes_longer_shows_as_busy_and_can_be_stopped(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    bar = BusyBar()
    qtbot.addWidget(bar)
    bar.begin("Making the case note", can_cancel=True)

    qtbot.waitUntil(bar.isVisible)
    button = bar.findChild(SmallButton)
    assert button is not None
    qtbot.waitUntil(button.isVisible)
    with qtbot.waitSignal(bar.cancel_requested):
        button.click()
    bar.end()
