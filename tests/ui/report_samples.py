"""The reports page with a made-up draft, for tests of how it looks and how it is used."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.reports.template import Every
from qa_desktop.ui.pages.reports import ReportsPage
from qa_desktop.ui.presenters.reports import DraftView, PartLine, ReportChoice, periods_of

TODAY = date(2026, 12, 2)
CHOICES = (
    ReportChoice(
        "managers-briefing",
        "Managers' briefing",
        "Monthly, for Managers' Meeting.",
        tuple(periods_of(Every.MONTH, TODAY)),
        "2026-11",
    ),
    ReportChoice(
        "quarterly-qa-report",
        "Quarterly QA report",
        "Quarterly, for Improvement Board.",
        tuple(periods_of(Every.QUARTER, TODAY)),
        "2026-Q3",
    ),
)
DRAFT = DraftView(
    "managers-briefing",
    "2026-11",
    (
        PartLine("summary", "In short", "", "", "Plans name what will change.", is_in=True),
        PartLine("overview", "Overview of grades", "Overall grades by month, as a chart", "Better.", "", is_in=True),
        PartLine("differences", "Lead, Peer and moderator", "Where they graded otherwise", "", "", is_in=False),
        PartLine("own-1", "What the academy does", "", "A workshop.", "", is_in=True, is_own=True),
    ),
    "October 2026",
    ("Managers' Meeting", "QA team"),
    ("Managers' Meeting: managers-briefing-2026-11.pdf, 1 Dec 2026 10:12, by e-mail, by Olu. SHA-256 2d711642b726…",),
    wants_topic=False,
    takes_figures=False,
    may_keep=True,
)


def reports_page() -> ReportsPage:
    page = ReportsPage()
    page.show_choices(CHOICES)
    page.show_draft(DRAFT)
    page.turns.do_all()
    return page


def reports_with_trouble() -> ReportsPage:
    page = reports_page()
    page.show_problem("The file could not be saved. Choose another folder.")
    return page


REPORT_PAGES = {"reports": reports_page, "reports: trouble": reports_with_trouble}
