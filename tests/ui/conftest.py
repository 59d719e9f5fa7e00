"""The looks in which every screen is tested, and the theme that dresses the one application of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.settings import resources_dir
from qa_desktop.ui.theme import Theme, load_window_fonts
from qa_desktop.ui.widgets.focus_ring import FocusRing


@dataclass(frozen=True, slots=True)
class Look:
    """Colours, window size and text size."""

    scheme: Scheme
    width: int
    percent: int
    height: int = 768

    @override
    def __str__(self) -> str:
        return f"{self.scheme.value}-{self.width}-{self.percent}"


LOOKS = (
    Look(Scheme.LIGHT, 1366, 100),
    Look(Scheme.LIGHT, 683, 100),
    Look(Scheme.DARK, 1366, 150),
    Look(Scheme.DARK, 683, 125),
    Look(Scheme.HIGH_CONTRAST, 1366, 200),
    Look(Scheme.HIGH_CONTRAST, 683, 200),
)


@pytest.fixture(scope="session")
def _application_theme(qapp: QApplication) -> Theme:
    load_window_fonts(resources_dir() / "fonts")
    FocusRing(qapp)
    return Theme(qapp, Appearance(Scheme.LIGHT))


@pytest.fixture
def theme(_application_theme: Theme) -> Iterator[Theme]:
    """Give the light theme at the normal size, and put it back afterwards."""
    _application_theme.choose(Appearance(Scheme.LIGHT))
    yield _application_theme
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # a theme dresses every widget there is
    _application_theme.set_pair_mode(on=False)
    _application_theme.choose(Appearance(Scheme.LIGHT))


@pytest.fixture(params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest, theme: Theme) -> Look:
    """Dress the application in one look after the other."""
    chosen: Look = request.param
    theme.choose(Appearance(chosen.scheme, chosen.percent))
    return chosen


def show(qtbot: QtBot, widget: QWidget, look: Look | None = None) -> None:
    """Show a window in the size of a look and wait until it has settled."""
    qtbot.addWidget(widget)
    if look is not None:
        widget.resize(look.width, look.height)
    widget.show()
    qtbot.waitUntil(widget.isVisible)
    QApplication.processEvents()
    QApplication.processEvents()
