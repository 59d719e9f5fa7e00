"""Lets a test work the window by keys alone, and once more by mouse alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from qa_desktop.ui.pages.home import HomePage
from tests.acceptance.hands import Hands, Keyboard, Mouse
from tests.acceptance.sight import Strays
from tests.acceptance.window import Screen


def sign(hands: Hands, *signatories: str) -> None:
    """Let everybody sign an open audit with a typed name in their turn, and seal it."""
    for name in signatories:
        hands.press("Type your name")
        hands.write("Name", name)
        hands.press("Sign with this name")
    hands.until(lambda: not hands.is_there("Sign with this name"))
    hands.press("Sign and seal the note")


MakeHands = Callable[[Screen], Hands]


@pytest.fixture(params=[Keyboard, Mouse])
def way(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[type[Hands]]:
    """By keys alone, then by mouse alone; nothing of a window may appear as a window of its own meanwhile."""
    strays = Strays()
    qapp.installEventFilter(strays)
    yield request.param
    qapp.removeEventFilter(strays)
    assert strays.found == []


@pytest.fixture
def hands_on(way: type[Hands]) -> MakeHands:
    """Work a window from its home page on."""

    def take(screen: Screen) -> Hands:
        screen.navigator.go_home()
        screen.wait(HomePage)
        return way(screen.window, screen.until, screen.workers.database, screen.workers.documents)

    return take
