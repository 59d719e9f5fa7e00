"""A profile in the whole window, for what a person does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pytestqt.qtbot import QtBot

from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.page import Page
from tests.desks import OpenDesk

Kind = TypeVar("Kind", bound=Page)


@dataclass(frozen=True, slots=True)
class Screen:
    """The window of one person."""

    qtbot: QtBot
    window: MainWindow
    opened: OpenDesk
    navigator: Navigator

    def wait(self, kind: type[Kind]) -> Kind:
        """Wait until a page of this kind is on screen."""
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind))
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def go(self, place: Place, kind: type[Kind]) -> Kind:
        """Go to a place and wait for its page."""
        self.navigator.go(place)
        return self.wait(kind)
