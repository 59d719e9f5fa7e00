"""The panes beside a page fold away where the text grows, while Qt is still dressing every widget."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSplitter, QSplitterHandle
from pytestqt.qtbot import QtBot

from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.panes import SidePane
from qa_desktop.ui.widgets.step_list import ProgressRail
from qa_desktop.ui.widgets.three_panes import ThreePanes
from tests.ui.conftest import Look, show


def _shown(qtbot: QtBot) -> ThreePanes:
    panes = ThreePanes(ProgressRail("Steps"), QLabel("The page"), SidePane())
    show(qtbot, panes, Look(Scheme.LIGHT, 1366, 100))
    return panes


def _gone(panes: ThreePanes) -> list[str]:
    """Return a list that fills as parts of the splitter are destroyed."""
    gone: list[str] = []
    for handle in panes.findChildren(QSplitterHandle):
        handle.destroyed.connect(lambda: gone.append("handle"))
    return gone


def test_nothing_that_qt_is_dressing_is_destroyed_where_larger_text_folds_the_panes(qtbot: QtBot, theme: Theme) -> None:
    panes = _shown(qtbot)
    gone = _gone(panes)

    theme.choose(Appearance(Scheme.LIGHT, 200))
    QApplication.processEvents()
    theme.choose(Appearance(Scheme.LIGHT, 100))
    QApplication.processEvents()

    assert gone == []


def test_larger_text_takes_the_side_pane_away_and_smaller_text_brings_it_back(qtbot: QtBot, theme: Theme) -> None:
    panes = _shown(qtbot)
    split = panes.findChildren(QSplitter)[0]

    theme.choose(Appearance(Scheme.LIGHT, 200))
    QApplication.processEvents()
    folded = (panes.guidance.isVisible(), split.sizes()[2], panes.toggle.isVisible())
    theme.choose(Appearance(Scheme.LIGHT, 100))
    QApplication.processEvents()

    assert folded == (False, 0, True)
    assert panes.guidance.isVisible()
    assert split.sizes()[2] > 200


@pytest.mark.usefixtures("theme")
def test_the_rail_becomes_a_line_on_top_in_a_narrow_window_and_stands_at_the_left_again_in_a_wide_one(
    qtbot: QtBot,
) -> None:
    panes = _shown(qtbot)

    panes.resize(500, 768)
    QApplication.processEvents()
    folded = (panes.rail.is_folded, panes.rail.width())
    panes.resize(1366, 768)
    QApplication.processEvents()

    assert folded == (True, 500)
    assert not panes.rail.is_folded
    assert 100 < panes.rail.width() < 400
