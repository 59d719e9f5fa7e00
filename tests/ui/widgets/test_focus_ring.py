"""The ring stands round whatever has the focus, follows it, and never takes a click."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme, current_tokens
from qa_desktop.ui.widgets.focus_ring import RING, frame_on
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import ScrollingColumn
from tests.ui.conftest import show

TALL = 600


class TwoButtons(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 30, 30, 30)
        self.first, self.second = QPushButton("First"), QPushButton("Second")
        column.addWidget(self.first)
        column.addWidget(self.second)


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme) -> TwoButtons:
    assert theme.points
    made = TwoButtons()
    show(qtbot, made)
    made.activateWindow()
    made.first.setFocus()
    return made


def ring_of(screen: QWidget) -> QWidget:
    ring = frame_on(screen)
    assert ring is not None
    return ring


def test_the_ring_surrounds_the_focus_with_three_pixels(screen: TwoButtons) -> None:
    ring = ring_of(screen)

    assert ring.isVisible()
    assert ring.geometry().contains(screen.first.geometry().adjusted(-RING, -RING, RING, RING))


def test_the_ring_follows_the_focus(screen: TwoButtons) -> None:
    screen.second.setFocus()

    assert ring_of(screen).geometry().center() == screen.second.geometry().center()


def test_the_ring_follows_a_widget_that_moves(qtbot: QtBot, screen: TwoButtons) -> None:
    screen.resize(500, 400)
    qtbot.waitUntil(lambda: ring_of(screen).geometry().center() == screen.first.geometry().center())

    assert ring_of(screen).width() > screen.first.width()


def test_the_ring_is_painted_in_its_colour(screen: TwoButtons) -> None:
    beside = screen.first.geometry().topLeft() + QPoint(30, -2)

    assert screen.grab().toImage().pixelColor(beside).name().upper() == current_tokens().focus


def test_the_ring_lets_clicks_through(screen: TwoButtons) -> None:
    assert ring_of(screen).testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_on_a_scrolled_page_the_ring_scrolls_with_it(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page, button = ScrollingColumn(), QPushButton("Deep down")
    page.add(button)
    page.resize(300, 200)
    show(qtbot, page)
    page.activateWindow()

    button.setFocus()

    inner = page.widget()
    assert inner is not None
    assert frame_on(inner) is not None


@dataclass
class Scrolled:
    """A page that scrolls, with a field at its end, and a button below the page."""

    window: QWidget
    page: ScrollingColumn
    words: GrowingTextEdit
    outside: QPushButton

    @property
    def seen(self) -> int:
        """How much of the field's height is in sight."""
        return self.words.visibleRegion().boundingRect().height()


@pytest.fixture
def scrolled(qtbot: QtBot, theme: Theme) -> Scrolled:
    assert theme.points
    page = ScrollingColumn()
    for number in range(8):
        page.add(QPushButton(f"Above {number}"))
    page.add(words := GrowingTextEdit())
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(page)
    column.addWidget(outside := QPushButton("Outside"))
    window.resize(400, 260)
    show(qtbot, window)
    window.activateWindow()
    outside.setFocus()
    return Scrolled(window, page, words, outside)


def test_what_gets_the_keyboard_is_scrolled_into_sight_whole(scrolled: Scrolled) -> None:
    before = scrolled.seen

    scrolled.words.setFocus(Qt.FocusReason.TabFocusReason)

    assert before < scrolled.words.height() == scrolled.seen


def test_what_is_pushed_away_stays_in_sight_unless_somebody_scrolled_on(qtbot: QtBot, scrolled: Scrolled) -> None:
    scrolled.words.setFocus(Qt.FocusReason.TabFocusReason)

    scrolled.page.body.insertWidget(0, _tall())
    qtbot.waitUntil(lambda: scrolled.page.inner.height() > TALL)

    qtbot.waitUntil(lambda: scrolled.seen == scrolled.words.height())
    scrolled.page.verticalScrollBar().setValue(0)
    scrolled.page.body.insertWidget(0, _tall())
    qtbot.waitUntil(lambda: scrolled.page.inner.height() > 2 * TALL)
    assert scrolled.page.verticalScrollBar().value() == 0


def _tall() -> QWidget:
    made = QWidget()
    made.setFixedHeight(TALL)
    return made
