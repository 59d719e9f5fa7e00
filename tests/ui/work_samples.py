"""Pages of due work for tests, without a store."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.checks import CheckRow
from qa_desktop.domain.ids import AuditId, PersonId, ToolId
from qa_desktop.domain.observed_practice import ObservedPractice
from qa_desktop.domain.programme import EntryKind
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.supervision_files import FileLooked, ManagerFiles
from qa_desktop.domain.work_due import Closing, WorkKind
from qa_desktop.domain.work_list import Scope, WorkLine
from qa_desktop.ui.pages.checks import ChecksPage
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.observed import ObservedPage
from qa_desktop.ui.pages.supervision_files import SupervisionFilesPage
from qa_desktop.ui.presenters.checks import check_line
from qa_desktop.ui.presenters.due_work import observed_lines, row_of
from qa_desktop.ui.presenters.supervision_files import manager_lines

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
    page.offer_poor("Requires improvement or inadequate")
    page.offer_checks(offered=True)
    page.offer_files(offered=True)
    page.offer_observed(offered=True)
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


def supervision_files() -> SupervisionFilesPage:
    page = SupervisionFilesPage()
    days = ((date(2026, 4, 2), date(2026, 10, 2)), (date(2026, 6, 9), date(2026, 12, 9)), (date(2026, 11, 3), None))
    files = tuple(
        FileLooked(f"File {row}", f"Worker {row}", last, again, again == date(2026, 10, 2), AuditId(f"a{row}"))
        for row, (last, again) in enumerate(days, 1)
    )
    managers = (
        ManagerFiles("Mo Manager", 1, 3, files, 1, "month", date(2026, 11, 30)),
        ManagerFiles("Zoe Manager", 0, 0, (), 1, "month", is_late=True),
        ManagerFiles("Ann Manager", 2, 9, files[2:], 1, "month", date(2026, 12, 31)),
    )
    page.show_managers(manager_lines(managers, TODAY))
    page.managers.list.setCurrentIndex(page.managers.model.index(0))
    return page


def regular_checks() -> ChecksPage:
    page = ChecksPage()
    made = (
        ("Transfer Panel", date(2026, 11, 16), "", None, False, "The minutes are the evidence."),
        ("Calls to 5 per cent of referrers at random", date(2026, 11, 30), "Hal Head", None, False, ""),
        ("CP plans, core group minutes, conference reports", date(2026, 12, 31), "Hal Head", None, False, ""),
        ("Sample of thresholds", date(2026, 10, 31), "Hal Head", date(2026, 10, 20), True, ""),
    )
    lines = []
    for what, due, name, done, by_record, note in made:
        planned = Planned(what, EntryKind.CHECK, what, due.replace(day=1), due, note=note, tools=(ToolId("a"),))
        row = CheckRow(what, planned, PersonId("hal"), name, done, by_record=by_record)
        lines.append(check_line(row, TODAY, may_mark=not by_record))
    page.show_checks(tuple(lines))
    page.which.setCurrentIndex(3)
    page.rows.filter()
    page.rows.list.setCurrentIndex(page.rows.model.index(0))
    return page


WORK_PAGES = {
    "regular-checks": regular_checks,
    "due-work": due_work,
    "due-work-empty": due_work_empty,
    "due-observed": observed,
    "due-files": supervision_files,
}
