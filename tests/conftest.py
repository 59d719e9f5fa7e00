"""Settles what holds for every test: no screen is needed, slow tests run last, examples are not timed."""

import gc
import os

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from qa_desktop.ui.garbage import collect_what_is_due
from qa_desktop.ui.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shared machine makes any single example slow now and then; the timeout of the whole test still holds.
# The build server tells the same stories each time, so that what it says depends on the change alone.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile(os.environ.get("QA_DESKTOP_HYPOTHESIS_PROFILE", "house"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the random order, but put the slow tests behind the quick ones."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Function) -> None:
    """Collect garbage on this thread alone while windows are under test, as the program itself does.

    What the test before closed goes first: a theme dresses every widget that there is.
    """
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if "qapp" in item.fixturenames:
        gc.disable()
        gc.unfreeze()
        collect_what_is_due()
    elif not gc.isenabled():
        gc.collect()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Let the workers of a window end before it goes, as the program does: no result meets a window that is gone."""
    if isinstance(QCoreApplication.instance(), QApplication):
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                for worker in window._workers:
                    worker.stop()
