"""A window of somebody who syncs, for tests that look at it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import SystemClock
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.settings import resources_dir
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme, load_window_fonts
from tests.desks import OpenDesk


def open_window(qtbot: QtBot, qapp: QApplication, desk: OpenDesk, workers: Workers) -> tuple[MainWindow, Navigator]:
    """Open the window on a profile."""
    load_window_fonts(resources_dir() / "fonts")
    theme = Theme(qapp, Appearance())
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(desk.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, SystemClock())
    navigator.take_desk(desk.desk)
    window.show()
    return window, navigator
