"""Pages of actions for tests, without a store."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.tracker import ActionsShown, TrackedAction
from qa_desktop.services.list_actions import Standing
from qa_desktop.ui.pages.actions import ActionsPage
from qa_desktop.ui.presenters.actions import line_of

TODAY = date(2026, 11, 21)
LIVE = "Live Case File Audit"
COUNTS = dict.fromkeys(ActionsShown, 0) | {
    ActionsShown.OPEN: 1234,
    ActionsShown.OVERDUE: 87,
    ActionsShown.CHECK: 4,
    ActionsShown.NOBODY: 3,
}


def action(name: str, what: str, due: str, *, who: str = "Key worker", stage: str = "open") -> TrackedAction:
    return TrackedAction(
        audit=AuditId("a1"),
        id=name,
        subject="48-2207",
        tool_title=LIVE,
        what=what,
        who=who,
        owner="P. Worker" if who == "Key worker" else who,
        person=PersonId(""),
        team="North",
        service="Safeguarding",
        due=due,
        state="done" if stage != "open" else "open",
        stage=stage,
        reviewed_on="",
        checked_on="",
    )


ACTIONS = (
    action("a1", "Chronology brought up to date and read back in supervision", "2026-10-19"),
    action("a2", "Danger statement rewritten with the parents in behaviour they recognise", "2026-11-21"),
    action("a3", "Family network meeting held", "2026-12-04", who="Team manager"),
    action("a4", "Genogram drawn with the child", "", who="N. Worker"),
    action("a5", "Plan shared with the school", "2026-11-02", stage="check"),
)


def actions_page() -> ActionsPage:
    page = ActionsPage("Oli Officer")
    page.show_standing(Standing(COUNTS, ("North", "South")))
    page.show_rows(tuple(line_of(one, TODAY) for one in ACTIONS), more=False)
    return page


def actions_chosen() -> ActionsPage:
    page = actions_page()
    page.list.setCurrentIndex(page.model.index(0))
    page.tell("12 messages saved. Open them in your mail program: nothing was sent.")
    return page


def actions_empty() -> ActionsPage:
    page = ActionsPage()
    page.show_rows((), more=False)
    return page


ACTION_PAGES = {"actions": actions_page, "actions-chosen": actions_chosen, "actions-empty": actions_empty}
