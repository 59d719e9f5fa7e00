"""Links say their words to eyes and ears alike, with whatever stands in them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import LinkButton
from tests.ui.accessibility import name_of


def test_an_ampersand_in_a_link_is_read_out_and_makes_no_key(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    link = LinkButton("2 Assessment & Analysis")
    qtbot.addWidget(link)

    first = (name_of(link), link.shortcut())
    link.setText("3 Child's Plan")
    second = name_of(link)

    assert first == ("2 Assessment & Analysis", QKeySequence())
    assert second == "3 Child's Plan"
