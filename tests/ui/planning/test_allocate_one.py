"""An officer gives one case to one auditor, or to two, in the window."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from qa_desktop.services.reallocate import Load
from qa_desktop.ui.allocations_wiring import AllocationsWays, AllocationsWiring
from qa_desktop.ui.dialogs.allocate_one import AllocateOne
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.planning.conftest import BEN, CAL, Stage

TODAY = date(2026, 11, 21)
LOADS = tuple(Load(key, name, "auditor", "North", "East", 3, 12, 2) for key, name in (("b", "Ben"), ("c", "Cal")))  # type: ignore[arg-type] # a plain text is a person's id


def test_the_dialog_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = AllocateOne(LOADS, (("t", "A tool"),), TODAY)
    show(qtbot, dialog)

    assert walk(dialog) == []


def asked(officer: Stage) -> tuple[AllocationsWiring, AllocateOne]:
    ways = AllocationsWays(lambda: None, lambda _: None, lambda: None)
    wiring = AllocationsWiring(officer.here.desk, officer.workers, officer.window, ways)
    officer.window.show_page(wiring.page)
    officer.settle()
    wiring.page.one_button.click()
    officer.settle()
    dialog = wiring.dialog
    assert isinstance(dialog, AllocateOne)
    return wiring, dialog


@pytest.mark.parametrize("peer", ["", CAL.key])
def test_one_case_goes_to_one_auditor_or_to_two(officer: Stage, peer: str) -> None:
    wiring, dialog = asked(officer)
    dialog.allocate_button.click()
    said = [link.text() for link in dialog.summary.links]
    dialog.reference.setText("HER-48")
    dialog.who.setCurrentIndex(dialog.who.findData(BEN.key))
    dialog.tool.setCurrentIndex(dialog.tool.findData("her-audit"))
    dialog.peer.setCurrentIndex(dialog.peer.findData(peer))
    dialog.due.set_date(date(2026, 12, 18))
    dialog.worker.setText("W. Worker")

    dialog.allocate_button.click()
    officer.settle()
    officer.settle()

    made = officer.here.desk.allocate.known()
    assert said == ["Enter the case reference"]
    assert {(one.person, one.subject, one.due, one.practitioner) for one in made} == {
        (person, "HER-48", date(2026, 12, 18), "W. Worker") for person in (BEN.key, *([CAL.key] if peer else []))
    }
    assert wiring.dialog is None
    assert wiring.page.model.rowCount() == len(made)


def test_what_is_refused_is_said_in_the_dialog_and_nothing_is_allocated(officer: Stage) -> None:
    _, dialog = asked(officer)
    dialog.reference.setText("HER-48")
    for choice in (dialog.who, dialog.peer):
        choice.setCurrentIndex(choice.findData(BEN.key))

    dialog.allocate_button.click()
    officer.settle()

    assert dialog.summary.isVisible()
    assert dialog.allocate_button.isEnabled()
    assert officer.here.desk.allocate.known() == ()
