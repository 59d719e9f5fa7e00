"""The pages of themes with made-up ones, for tests of how they look and how they are used."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.calibration import PackAudit, PackText
from qa_desktop.domain.figures.question import Quotation, QuotedTheme, ThemeCount
from qa_desktop.domain.figures.theme import ListedTheme, Theme, ThemeKind
from qa_desktop.domain.figures.theme_list import ThemeList
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.services.redact_quotations import WaitingQuotation
from qa_desktop.ui.pages.calibration_choice import CalibrationChoicePage
from qa_desktop.ui.pages.calibration_texts import CalibrationTextsPage
from qa_desktop.ui.pages.redaction import RedactionPage
from qa_desktop.ui.pages.themes import ThemesPage
from qa_desktop.ui.presenters.agreement import periods
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.presenters.themes import ThemesView, progress_words, quotation_lines, theme_lines
from qa_desktop.ui.widgets.two_line_list import TwoLines

LISTED = ThemeList(
    (
        ListedTheme("t1", "Voice of the child"),
        ListedTheme("t2", "Management oversight"),
        ListedTheme("t3", "Supervision"),
        ListedTheme("t4", "Recording", merged_into="t3"),
        ListedTheme("t5", "Timeliness of visits", is_retired=True),
    )
)
TAGGED = (
    ThemeCount((), ThemeKind.STRENGTH, "Voice of the child", 8),
    ThemeCount((), ThemeKind.DEVELOPMENT, "Voice of the child", 5),
    ThemeCount((), ThemeKind.DEVELOPMENT, "Management oversight", 1),
    ThemeCount((), ThemeKind.STRENGTH, "Fathers", 2),
)
QUOTED = (QuotedTheme("Voice of the child", 13, 3), QuotedTheme("Fathers", 2, 2))
QUOTE = "Pat Parker asked her on 3 March 2026 what she wished for, and her words stand in the plan as she said them."
QUOTATIONS = tuple(
    Quotation(AuditId(f"a{number}"), f"q{number}", "2026-11-02", number, f"48-22{number:02}", "North", QUOTE, public,
              "her-audit.1", "her-audit", "Voice of the child")
    for number, public in enumerate(("", "[…] asked her", ""))
)  # fmt: skip
WAITS = WaitingQuotation(
    QUOTATIONS[0],
    Theme("q0", ThemeKind.STRENGTH, "Voice of the child", QUOTE, "", "her-audit.1"),
    "Monthly Collaborative Case File Audit",
    "[…] asked her on […] what she wished for, and her words stand in the plan as she said them.",
    is_begun=False,
)


def themes_page() -> ThemesPage:
    page = ThemesPage(periods(date(2026, 12, 2)))
    rows = tuple(theme_lines(LISTED, TAGGED, QUOTED))
    page.show_view(ThemesView("All months: 5 quotations wait to be redacted.", rows, 5))
    names = [one.title for one in page.rows.shown]
    page.list.setCurrentIndex(page.model.index(names.index("Voice of the child")))
    page.show_quotations(quotation_lines(QUOTATIONS), more=False, first=True)
    return page


def themes_empty() -> ThemesPage:
    page = ThemesPage(periods(date(2026, 12, 2)))
    page.show_view(ThemesView("All months: 0 quotations wait to be redacted.", (), 0))
    return page


def redaction_page() -> RedactionPage:
    page = RedactionPage()
    page.show_quotation(WAITS, progress_words(12, 2, 1))
    return page


def redaction_trouble() -> RedactionPage:
    page = redaction_page()
    mistakes = (Mistake("Check this: “Ledbury”", "words"),)
    page.show_problem(SeveralProblems("Somebody could be recognised. Strike it, or say that you looked:", mistakes))
    return page


def redaction_end() -> RedactionPage:
    page = RedactionPage()
    page.show_end("You went through all of them", "11 quotations may be told now. You skipped 1.", again=True)
    return page


def calibration_choice() -> CalibrationChoicePage:
    page = CalibrationChoicePage(periods(date(2026, 12, 2)))
    lines = tuple(
        AuditLine(AuditId(f"a{number}"), TwoLines(f"48-22{number:02}", "2026-11-02 · Case File Audit · North"))
        for number in range(5)
    )
    page.show_rows(lines, more=False, first=True)
    page.choice.list.row_opened.emit(page.choice.model.index(1))
    page.choice.list.row_opened.emit(page.choice.model.index(3))
    return page


def calibration_texts() -> CalibrationTextsPage:
    texts = (
        PackText(
            "answer/1/comment",
            "1.1 How well is the child heard?",
            "[name] asked her on [name]. Her words stand in the plan.",
        ),
        PackText("overall/strengths", "Strengths", "The plan is clear, and her words stand in it."),
        PackText("overall/reason", "Why this grade", "The work made a difference for her."),
    )
    drafted = tuple(PackAudit(AuditId(f"a{number}"), f"Audit {number}", texts) for number in (1, 2))
    page = CalibrationTextsPage(drafted)
    page.turns.do_all()
    return page


THEME_PAGES = {
    "calibration: choose": calibration_choice,
    "calibration: texts": calibration_texts,
    "themes": themes_page,
    "themes: none yet": themes_empty,
    "redaction": redaction_page,
    "redaction: trouble": redaction_trouble,
    "redaction: end": redaction_end,
}
