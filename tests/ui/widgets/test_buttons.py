"""Buttons are pressed by every key that people press them by, and links say their words whatever stands in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from tests.ui.accessibility import name_of


def test_an_ampersand_in_a_link_is_read_out_and_makes_no_key(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    link = LinkButton("2 Assessment & Analysis")
    qtbot.addWidget(link)

    first = (name_of(link), link.shortcut())
    link.setText("3 Child's Plan")
    second = name_of(link)

    assert first == ("2 Assessment & Analysis", QKeySequence())
    assert second == "3 Child's Plan"


def press(button: SecondaryButton, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
    """Press a key and let it go; tell whether the button took it."""
    down = QKeyEvent(QEvent.Type.KeyPress, key, held)
    QCoreApplication.sendEvent(button, down)
    QCoreApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyRelease, key, held))
    return down.isAccepted()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_presses_the_button_that_has_the_keyboard(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    assert theme.points
    button = SecondaryButton("Open")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))

    assert press(button, key)

    assert pressed == ["Open"]


def test_return_with_another_key_is_left_to_whom_it_belongs(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    button = SecondaryButton("Open")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))

    assert not press(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert pressed == []
