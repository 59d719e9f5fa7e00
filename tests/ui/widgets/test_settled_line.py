"""A line tells its text when it has settled, once for each change, and not what was shown from elsewhere."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_desktop.ui.widgets.settled_line import SettledLine
from tests.ui.conftest import show


def told_by(line: SettledLine) -> list[str]:
    told: list[str] = []
    line.text_settled.connect(told.append)
    return told


def test_what_was_typed_is_told_once_after_a_pause(qtbot: QtBot) -> None:
    line = SettledLine()
    show(qtbot, line)
    told = told_by(line)

    with qtbot.waitSignal(line.text_settled):
        QTest.keyClicks(line, "1.1")
    line.settle()

    assert told == ["1.1"]
    assert line.is_settled


def test_what_was_typed_is_told_when_it_is_settled_by_hand(qtbot: QtBot) -> None:
    line = SettledLine()
    show(qtbot, line)
    told = told_by(line)

    QTest.keyClicks(line, "2")
    line.settle()

    assert told == ["2"]


def test_what_is_shown_from_elsewhere_is_not_told(qtbot: QtBot) -> None:
    line = SettledLine()
    show(qtbot, line)
    told = told_by(line)

    line.show_text("from elsewhere")
    line.settle()

    assert told == []
    assert line.text() == "from elsewhere"
