"""The screens of holds filled with plain view data, for walking and for pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from qa_desktop.domain.holding import HoldReason
from qa_desktop.domain.ids import OperationId, PersonId
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.services.hold_audits import HoldLine
from qa_desktop.ui.dialogs.place_hold import PlaceHold
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.presenters.holds import HoldView, NamedPerson, hold_words
from qa_desktop.ui.presenters.inbox import EXPLAINED
from tests.ui.sync_samples import AUDIT, NOON, RECEIVED, TITLE

ON_HOLD = HoldLine(
    OperationId("h1"),
    AUDIT,
    "Oluwaseun Adebayo-Featherstonehaugh",
    NOON - timedelta(days=9),
    HoldReason.CHILD_DEATH,
    "Rapid review opened on 12 November. Nothing is to be tidied up before the panel has read it.",
    date(2027, 1, 31),
    ("Marguerite Throckmorton-Villiers", "Ben Bell"),
    ("Marguerite Throckmorton-Villiers",),
)
HELD = HoldView((hold_words(ON_HOLD),), (ON_HOLD.why,), "Confirm the release", "Marguerite asked for the release.")
NAMED = tuple(
    NamedPerson(PersonId(f"p{number}"), name, role)
    for number, (name, role) in enumerate(
        (
            ("Ben Bell", "Auditor"),
            ("Marguerite Throckmorton-Villiers", "Moderator"),
            ("Mia Manager", "Manager"),
            ("Oluwaseun Adebayo-Featherstonehaugh", "QA officer"),
        )
    )
)


def received_on_hold() -> Page:
    page = ReceivedPage()
    page.show_audit(replace(RECEIVED, needs=(EXPLAINED[InboxNeed.ON_HOLD],), decisions=(), hold=HELD))
    return page


def received_and_free() -> Page:
    page = ReceivedPage()
    page.show_audit(replace(RECEIVED, needs=(), decisions=(), hold=HoldView()))
    return page


def place_hold() -> PlaceHold:
    dialog = PlaceHold(NAMED, TITLE, NOON.date())
    dialog.reasons[HoldReason.CHILD_DEATH].setChecked(True)
    dialog.list.setCurrentIndex(dialog.model.index(1))
    dialog.name_button.click()
    return dialog


HOLD_PAGES: dict[str, Callable[[], Page]] = {
    "received on hold": received_on_hold,
    "received and free": received_and_free,
}
