"""The authority's own tools come first; those of others are one choice away, and said to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.ui.item_models.tools import OWN
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.tool_picker import ToolPicker
from tests.ui.conftest import show
from tests.ui.samples import TOOL_ROWS

ROWS = tuple(replace(row, is_own=row.authority == "Rochdale") for row in TOOL_ROWS)


@pytest.fixture
def picker(qtbot: QtBot, theme: Theme) -> ToolPicker:
    assert theme.points
    made = ToolPicker()
    made.resize(700, 600)
    show(qtbot, made)
    return made


def shown(picker: ToolPicker) -> set[str]:
    return {row.authority for row in picker.model.rows}


def test_the_list_begins_with_the_authoritys_own(picker: ToolPicker) -> None:
    picker.show_tools(ROWS)

    assert picker.authority.currentText() == OWN
    assert shown(picker) == {"Rochdale"}
    assert any("1 of other authorities" in label.text() for label in picker.findChildren(QLabel))


def test_tools_of_others_are_shown_on_request_and_stay_so(picker: ToolPicker) -> None:
    picker.show_tools(ROWS)

    picker.authority.setCurrentIndex(0)
    picker.authority.activated.emit(0)
    picker.show_tools(ROWS)

    assert shown(picker) == {"Rochdale", "Bracknell Forest"}


def test_a_tool_of_another_authority_that_is_asked_for_comes_into_sight(picker: ToolPicker) -> None:
    picker.show_tools(ROWS)

    picker.choose("bra-live-audit")

    assert picker.tool_id == "bra-live-audit"


def test_without_an_authority_every_tool_is_shown(picker: ToolPicker) -> None:
    picker.show_tools(TOOL_ROWS)

    assert picker.authority.findText(OWN) == -1
    assert len(picker.model.rows) == len(TOOL_ROWS)
