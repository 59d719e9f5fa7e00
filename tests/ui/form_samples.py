"""The page that brings a spreadsheet in, filled with plain view data, for walking and for pictures."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.tool import SubjectKind
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.import_form import ImportFormPage
from qa_desktop.ui.presenters.import_form import DetailsView, FoundView, PlacedWords, RefusedView
from qa_desktop.ui.presenters.tools import PreviewItem, PreviewSection, ToolPreview

CONDITION = "${visits} > (${planned} + ${unplanned}) div 2 and selected(${who}, 'somebody_else_in_the_household')"
LOSSES = (
    PlacedWords("Survey, rows 3 to 9, 12", 'The column "appearance" is left out'),
    PlacedWords("Survey, row 14", 'Questions of type "geopoint" have no place in an audit tool; it is left out'),
    PlacedWords("Survey, row 15", f'Asked always: the condition "{CONDITION}" is not carried, it works out a sum'),
    PlacedWords("Choices", 'The language of the column "label::klingon" has no code'),
)
PREVIEW = ToolPreview(
    id="visit_check",
    title="Visit check",
    authority="Our authority",
    version="1",
    purpose="Imported from XLSForm visits.xlsx.",
    provenance="visits.xlsx · partly printed",
    note="",
    gaps=(),
    grades=(),
    sections=(
        PreviewSection(
            "Visits",
            "Children are seen.",
            (PreviewItem("", "Was the child seen alone?", "Yes or no, optional", "", proposed=False),),
            (),
            (),
        ),
    ),
)
DETAILS = DetailsView("Visit check", "1", "", SubjectKind.CASE)
FOUND = FoundView("visits.xlsx", "1 section with 1 question. Nothing is kept.", LOSSES, DETAILS, PREVIEW)
REFUSED = RefusedView(
    "visits.xlsx",
    "visits.xlsx makes no audit tool that can be used. Right this in the form and import it again.",
    (
        PlacedWords(
            'Survey, row 2, column "relevant"', "These questions wait for each other: a > b > a; break the circle"
        ),
        PlacedWords('Survey, row 4, column "constraint"', "Least (10) is more than most (5)"),
    ),
)


def reading() -> ImportFormPage:
    page = ImportFormPage()
    page.show_reading("the-authority-s-own-visit-check-form-2026.xlsx")
    page.busy.show()
    return page


def found() -> ImportFormPage:
    page = ImportFormPage()
    page.show_found(FOUND)
    return page


def nameless() -> ImportFormPage:
    page = found()
    page.take_button.click()
    return page


def refused() -> ImportFormPage:
    page = ImportFormPage()
    page.show_refused(REFUSED)
    return page


FORM_PAGES: dict[str, Callable[[], Page]] = {
    "spreadsheet": ImportFormPage,
    "spreadsheet: reading": reading,
    "spreadsheet: found": found,
    "spreadsheet: nameless": nameless,
    "spreadsheet: refused": refused,
}
