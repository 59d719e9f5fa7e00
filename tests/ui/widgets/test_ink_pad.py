"""A signature drawn by mouse, pen or finger becomes a picture of the ink alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.ink_pad import InkPad
from tests.ui.conftest import show

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def pad(qtbot: QtBot, theme: Theme) -> InkPad:
    assert theme.points
    made = InkPad("the auditor")
    made.resize(500, 240)
    show(qtbot, made)
    return made


def draw(pad: InkPad, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(x, y) for x, y in points)
    QTest.mousePress(pad.paper, LEFT, PLAIN, first)
    for point in rest:
        QTest.mouseMove(pad.paper, point)
    QTest.mouseRelease(pad.paper, LEFT, PLAIN, rest[-1] if rest else first)


def test_an_untouched_pad_has_no_ink(pad: InkPad) -> None:
    assert not pad.has_ink
    assert pad.png() == b""


def test_drawing_is_told_and_becomes_a_picture(qtbot: QtBot, pad: InkPad) -> None:
    with qtbot.waitSignal(pad.ink_changed) as told:
        draw(pad, (20, 20), (60, 80), (120, 30), (200, 90))

    image = QImage.fromData(pad.png())
    assert told.args == [True]
    assert image.width() > 300
    assert image.hasAlphaChannel()


def test_the_picture_holds_the_ink_alone(pad: InkPad) -> None:
    draw(pad, (20, 20), (60, 80), (120, 30), (200, 90))

    image = QImage.fromData(pad.png())
    alphas = {image.pixelColor(x, y).alpha() for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}

    assert 0 in alphas
    assert max(alphas) > 200


def test_a_touch_by_mistake_is_no_signature(pad: InkPad) -> None:
    draw(pad, (20, 20))

    assert pad.png() == b""


def test_clear_takes_all_ink_away(qtbot: QtBot, pad: InkPad) -> None:
    draw(pad, (20, 20), (60, 80), (120, 30))

    with qtbot.waitSignal(pad.ink_changed) as told:
        pad.clear_button.click()

    assert told.args == [False]
    assert pad.png() == b""


def test_a_stroke_that_leaves_the_pad_stays_on_its_edge(pad: InkPad) -> None:
    draw(pad, (20, 20), (60, 80), (900, 900))

    assert QImage.fromData(pad.png()).width() <= 2 * (pad.paper.width() + 8)
