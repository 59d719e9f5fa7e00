"""The screens of what is due for disposal filled with plain view data, for walking and for pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.periods import Period, PeriodStart, RecordKind
from qa_desktop.services.list_due import DueRecord
from qa_desktop.services.look_after_due import DueLine, OrderLine, Preview
from qa_desktop.ui.dialogs.order_disposal import OrderDisposal
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.due import DuePage
from qa_desktop.ui.presenters.due import NOT_FOR_YOU, NOTHING, DueView, due_row, preview_view
from tests.ui.hold_samples import ON_HOLD
from tests.ui.sync_samples import NOON

CASES = Period(RecordKind.CASE_AUDIT, 84, PeriodStart.SIGNATURE, "Children Act guidance, schedule line CS-12")
DRAFTS = Period(RecordKind.DRAFT, 18, PeriodStart.LAST_CHANGE, "CS-14")
ORDERED = OrderLine("Marguerite Throckmorton-Villiers", NOON - timedelta(days=3))


def due(number: int, title: str, period: Period = CASES, ended: date | None = None) -> DueLine:
    """Return an audit that nobody has ordered yet."""
    began = date(2019, 3, number + 1)
    record = DueRecord(
        AuditId(f"a{number}"), title, period, began, ended or period.ends(began), is_asked=False, closed=began
    )
    return DueLine(record.audit, title, record, (), (), is_own=False, holds=(), has_asked_release=False)


FREE = due(1, "48-2207 · Case audit: children in need of help and protection")
ASKED = replace(due(2, "51-1180 · Supervision file"), ordered=(ORDERED,), reasons=("retention_ended",))
OWN = replace(ASKED, audit=AuditId("a3"), title="Learning review by Ben Bell", is_own=True)
HELD = replace(due(4, "39-0014 · Case audit"), holds=(ON_HOLD,))
LINES = (ASKED, FREE, due(5, "60-7731 · Case audit", DRAFTS), OWN, HELD)


def due_for_disposal() -> Page:
    page = DuePage("Inbox")
    page.show_due(DueView(tuple(due_row(one) for one in LINES)))
    page.list.setCurrentIndex(page.model.index(0))
    return page


def due_on_hold() -> Page:
    page = DuePage("Inbox")
    page.show_due(DueView(tuple(due_row(one) for one in LINES)))
    page.list.setCurrentIndex(page.model.index(4))
    return page


def nothing_due() -> Page:
    page = DuePage("Inbox")
    page.show_due(DueView(empty=NOTHING))
    return page


def due_not_for_you() -> Page:
    page = DuePage("Settings")
    page.show_due(DueView(empty=NOT_FOR_YOU))
    return page


def order_disposal() -> OrderDisposal:
    preview = preview_view(Preview(ASKED, "Ada Auditor", 134, 3, "51-1180"))
    dialog = OrderDisposal(preview)
    dialog.line.setText("51-1180")
    return dialog


DUE_PAGES: dict[str, Callable[[], Page]] = {
    "due for disposal": due_for_disposal,
    "due but on hold": due_on_hold,
    "nothing due": nothing_due,
    "due: not for you": due_not_for_you,
}
