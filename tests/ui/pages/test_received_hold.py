"""Putting an audit that came in on hold, from its page; and the dialog that asks for the reason."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from qa_desktop.domain.holding import HoldReason
from qa_desktop.domain.ids import PersonId
from qa_desktop.ui.dialogs.place_hold import PlaceHold
from qa_desktop.ui.theme import Theme
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.hold_samples import NAMED, place_hold
from tests.ui.sync_samples import NOON, TITLE


def test_a_hold_needs_a_reason_and_takes_the_people_who_were_named(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    dialog = PlaceHold(NAMED, TITLE, NOON.date())
    qtbot.addWidget(dialog)
    before = dialog.hold_button.isEnabled()
    dialog.reasons[HoldReason.COURT].setChecked(True)
    dialog.why.setPlainText("Order of 12 November")
    dialog.review.setText("31 January 2027")
    for _ in range(2):
        dialog.list.setCurrentIndex(dialog.model.index(0))
        dialog.name_button.click()

    with qtbot.waitSignal(dialog.hold_requested) as asked:
        dialog.hold_button.click()

    (terms,) = asked.args or []
    assert not before
    assert (terms.reason, terms.why, terms.review) == (HoldReason.COURT, "Order of 12 November", date(2027, 1, 31))
    assert terms.people == (PersonId("p0"), PersonId("p1"))


def test_a_day_that_is_none_is_said_beside_the_field_and_places_nothing(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    dialog = place_hold()
    qtbot.addWidget(dialog)
    dialog.review.setText("soon")

    with qtbot.assertNotEmitted(dialog.hold_requested):
        dialog.hold_button.click()

    assert "no day" in dialog.review_field.problem


def test_the_dialog_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    dialog = place_hold()
    show(qtbot, dialog)
    dialog.show_problem("You cannot name yourself.")

    qtbot.waitUntil(lambda: walk(dialog) == [])
