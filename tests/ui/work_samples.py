"""Pages of due work for tests, without a store."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.observed_practice import ObservedPractice
from qa_desktop.domain.work_due import Closing, WorkKind
from qa_desktop.domain.work_list import Scope, WorkLine
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.observed import ObservedPage
from qa_desktop.ui.presenters.due_work import observed_lines, row_of

TODAY = date(2026, 11, 21)
LIVE = "Live Case File Audit"


def line(
    key: str, kind: WorkKind, what: str, due: date | None, closing: Closing = Closing.MARK, whose: str = "Manager"
) -> WorkLine:
    return WorkLine(AuditId("a1"), key, kind, what, whose, due, "plan", closing.value, "48-2207", LIVE, "north", "good")


LINES = (
    line("d1", WorkKind.DATE, "Immediate actions completed", date(2026, 11, 19), Closing.ACTIONS),
    line("a1", WorkKind.ACTION, "Chronology brought up to date and read back", TODAY, Closing.ACTION, "Social worker"),
    line("s1", WorkKind.SIGNATURE, "Signature: Key worker", date(2026, 11, 28), Closing.SIGNATURE, "A. Practitioner"),
    line("r1", WorkKind.ROUND, "Next rating due", date(2027, 2, 28), Closing.NEXT, "Practice Manager"),
    line("t1", WorkKind.TELLING, "Tell Head of Service", None, Closing.MARK, "Auditor"),
    line("f1", WorkKind.FILING, "Put every action taken on the case file in Mosaic under this heading", None),
)


def due_work() -> DueWorkPage:
    page = DueWorkPage((Scope.MINE, Scope.TEAM, Scope.ALL))
    page.show_rows(tuple(row_of(one, TODAY) for one in LINES), more=False)
    return page


def due_work_empty() -> DueWorkPage:
    page = DueWorkPage((Scope.MINE, Scope.ALL))
    page.show_rows((), more=False)
    return page


def observed() -> ObservedPage:
    page = ObservedPage()
    standing = (
        ObservedPractice("Cy Practitioner", 0, 2, None, None, is_overdue=True),
        ObservedPractice("Ben Practitioner", 1, 2, date(2026, 3, 2), date(2026, 9, 2), is_overdue=True),
        ObservedPractice("Ann Practitioner", 2, 2, date(2026, 9, 1), date(2027, 3, 1), is_overdue=False),
    )
    page.show_observed(observed_lines(standing, TODAY))
    return page


WORK_PAGES = {"due-work": due_work, "due-work-empty": due_work_empty, "due-observed": observed}
