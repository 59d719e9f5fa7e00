"""Pages of improvement actions for tests, without a store."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.improvement_list import ImprovementsShown, TrackedImprovement
from qa_desktop.services.list_improvements import ImprovementStanding
from qa_desktop.ui.pages.improvements import ImprovementsPage
from qa_desktop.ui.presenters.improvements import line_of

TODAY = date(2026, 11, 21)
GROUP = "Children's Quality Assurance Working Group"
COUNTS = {ImprovementsShown.OPEN: 1204, ImprovementsShown.OVERDUE: 31, ImprovementsShown.CLOSED: 812}
STANDING = ImprovementStanding(COUNTS, (GROUP, "Departmental Management Team"), ("Duty and Assessment", "Looked after"))


def improvement(
    name: str, what: str, due: str, *, state: str = "open", mark: str = "", impact: str = ""
) -> TrackedImprovement:
    is_over = state in ("done", "not_needed")
    return TrackedImprovement(
        audit=AuditId("p1"),
        id=name,
        plan="CSC 2026 to 2027",
        tool_title="CQAWG Audit Action Plan",
        what=what,
        who="Principal Social Worker",
        owner="Priya Shah",
        person=PersonId(""),
        board=GROUP,
        source="Live audits",
        team="",
        service="Duty and Assessment",
        due=due,
        state=state,
        stage="closed" if is_over else "open",
        impact=impact,
        done_on="2026-11-12" if state == "done" else "",
        since="2026-06-12",
        mark=mark,
        place="follow-up|",
        is_signed=True,
    )


SINCE_JUNE = "carried over, in the plan since 12 June 2026"
LINES = (
    improvement("l1", "Chronologies begin at the birth of the child and are read back in supervision", "2026-10-30"),
    improvement("l2", "Danger statements in plain words", "2026-12-04", mark=SINCE_JUNE),
    improvement("l3", "Direct work is recorded as the child said it", "2027-02-28", state="started"),
    improvement("l4", "Team managers observe a visit each quarter", ""),
    improvement("l5", "Consent forms in four languages", "2026-11-20", state="done", impact="Parents read them"),
)


def improvements_page() -> ImprovementsPage:
    page = ImprovementsPage("Oli Officer")
    page.show_standing(STANDING)
    page.show_rows(tuple(line_of(one, TODAY) for one in LINES), more=False)
    return page


def improvements_chosen() -> ImprovementsPage:
    page = improvements_page()
    page.lines.list.setCurrentIndex(page.lines.model.index(1))
    page.outcome.tell("12 letters saved as PDF. Print and sign them: nothing was sent.")
    return page


def improvements_empty() -> ImprovementsPage:
    page = ImprovementsPage()
    page.show_rows((), more=False)
    return page


IMPROVEMENT_PAGES = {
    "improvements": improvements_page,
    "improvements-chosen": improvements_chosen,
    "improvements-empty": improvements_empty,
}
