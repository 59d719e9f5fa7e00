"""The dialog before a list is imported can be used by keyboard and by ear."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qa_desktop.services.import_entries import ReadEntries, ReadyEntry, WrongEntry
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.toolkit.population.read_entries import EntryCells
from qa_desktop.ui.dialogs.import_entries import ImportEntriesDialog
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show


def dialog(*, wrong: int) -> ImportEntriesDialog:
    """Return it with a row that can be taken, and so many that cannot."""
    rows = tuple(
        WrongEntry(EntryCells(row, {}, ()), "Date received: this is no date; write it as 31/01/2027")
        for row in range(3, 3 + wrong)
    )
    ready = ReadyEntry(EntryCells(2, {}, ()), StartRequest("roc-complaints-log", "C-1"))
    return ImportEntriesDialog("Complaints", ReadEntries((ready,), rows, ("Ref",), ("Cost",) if wrong else ()))


def test_the_dialog_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    for wrong in (0, 30):
        made = dialog(wrong=wrong)
        show(qtbot, made)

        assert walk(made) == []
        assert made.list.isVisible() is bool(wrong)
