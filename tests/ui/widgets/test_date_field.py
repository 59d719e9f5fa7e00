"""Dates are read as people in the United Kingdom write them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_desktop.ui.widgets.date_field import DateField, long_date, read_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "written",
    [
        "27/11/2026",
        "27.11.2026",
        "27-11-26",
        "27 11 2026",
        "27 November 2026",
        "27 Nov 26",
        "27th nov",
        "27/11",
        "2026-11-27",
    ],
)
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert read_date(written, 2026) == date(2026, 11, 27)


@pytest.mark.parametrize(
    "written", ["", "soon", "ASAP", "31/02/2026", "27/13/2026", "27 J 2026", "11", "0/0/0", "12 Decembre"]
)
def test_what_is_no_date_is_not_read(written: str) -> None:
    assert read_date(written, 2026) is None


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2024, 2, 29), date(1999, 12, 31)])
def test_a_date_written_in_full_is_read_back(day: date) -> None:
    assert read_date(long_date(day), 2026) == day


def test_leaving_the_line_writes_the_date_in_full_and_tells_it(qtbot: QtBot) -> None:
    line = DateField(TODAY)
    qtbot.addWidget(line)
    line.setText("27/11")

    with qtbot.waitSignal(line.date_settled) as told:
        line.settle()

    assert told.args == [date(2026, 11, 27)]
    assert line.text() == "27 November 2026"


def test_the_same_date_is_not_told_twice(qtbot: QtBot) -> None:
    line = DateField(TODAY)
    qtbot.addWidget(line)
    line.set_date(date(2026, 11, 27))
    line.setText("27.11.26")

    with qtbot.assertNotEmitted(line.date_settled):
        line.settle()


def test_an_emptied_line_tells_that_there_is_no_date(qtbot: QtBot) -> None:
    line = DateField(TODAY)
    qtbot.addWidget(line)
    line.set_date(TODAY)
    line.clear()

    with qtbot.waitSignal(line.date_settled) as told:
        line.settle()

    assert told.args == [None]


def test_what_is_no_date_stays_as_written_and_is_told_as_wrong(qtbot: QtBot) -> None:
    line = DateField(TODAY)
    qtbot.addWidget(line)
    line.setText("ASAP")

    with qtbot.waitSignal(line.not_understood):
        line.settle()

    assert line.is_wrong
    assert line.text() == "ASAP"


def test_up_and_down_move_by_a_day(qtbot: QtBot) -> None:
    line = DateField(TODAY)
    qtbot.addWidget(line)
    line.set_date(date(2026, 11, 30))

    QTest.keyClick(line, Qt.Key.Key_Up)

    assert line.day == date(2026, 12, 1)
