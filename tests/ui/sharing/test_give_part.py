"""The dialog that asks who gets an audit lists whom it may, and can be used by keyboard and by ear."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.parts import Relation
from qa_desktop.ui.dialogs.give_part import GivePart
from qa_desktop.ui.presenters.audit_sharing import Candidate
from qa_desktop.ui.theme import Theme
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.sharing.conftest import names
from tests.ui.sync_samples import HELD, PEOPLE


def test_only_people_who_can_have_the_part_and_match_the_words_are_listed(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    everything, reader = frozenset(Relation), frozenset({Relation.PRACTITIONER})
    ben = Candidate(PersonId("ben"), "Ben Bell", "Auditor", everything)
    olu = Candidate(PersonId("olu"), "Olu Officer", "QA officer", everything)
    paul = Candidate(PersonId("paul"), "Paul P", "Practitioner", reader)
    dialog = GivePart((ben, olu, paul), "48-2207", is_signed=False)
    qtbot.addWidget(dialog)

    offered = names(dialog)
    dialog.search.setText("officer")
    searched = names(dialog)
    dialog.search.setText("")
    dialog.ways[Relation.PRACTITIONER].setChecked(True)

    assert offered == ["Ben Bell", "Olu Officer"]
    assert searched == ["Olu Officer"]
    assert names(dialog) == ["Ben Bell", "Olu Officer", "Paul P"]
    assert not dialog.give_button.isEnabled()


def test_the_dialog_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = GivePart(PEOPLE, "48-2207 · Live Case File Audit", is_signed=False)
    dialog.show_held(HELD)
    show(qtbot, dialog)
    dialog.list.setCurrentIndex(dialog.model.index(0))
    dialog.show_problem("Only the person whose audit this is can do that.")

    qtbot.waitUntil(lambda: walk(dialog) == [])


def test_the_dialog_after_a_part_was_taken_back_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = GivePart(PEOPLE, "48-2207 · Live Case File Audit", is_signed=True)
    dialog.show_held(HELD)
    show(qtbot, dialog)

    dialog.show_taken_back("Taken back from Ben Bell.", PEOPLE, HELD[1:])

    qtbot.waitUntil(lambda: walk(dialog) == [])
    assert dialog.told.text == "Taken back from Ben Bell."
