"""Pages of the library's versions filled with plain view data, for walking and for pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.newer_version import EarlierVersionsPage, NewerVersionPage
from qa_desktop.ui.pages.tool_difference import ToolDifferencePage
from qa_desktop.ui.presenters.tool_versions import ChangeView, DifferenceView, VersionLine, VersionsView

VERSIONS = VersionsView(
    tool_id="bra-live-audit",
    version="2.0",
    lines=(
        VersionLine("2.0", "Version 2.0", "In use · published by Oli Officer, 21 Nov · 11 questions", "1.0", False),
        VersionLine("1.0", "Version 1.0", "Superseded · 11 questions", "", False),
    ),
    standing="",
    review="To be looked through by 30 November 2026.",
    is_due=True,
    next_review=date(2027, 11, 21),
    is_officer=True,
    others=(("roc-t2-hos", "Tier 2 Head of Service Case File Audit"),),
)
DIFFERENCE = DifferenceView(
    title="What changed from version 1.0 to version 2.0",
    counts="1 new, 1 reworded, 1 moved",
    parts=(
        (
            "3 Child's plan",
            (
                ChangeView("Moved", "Domain", "", "after “2 Assessment”", "first"),
                ChangeView("Reworded", "Wording", "3.1 Is there a plan?", "Is there any plan?", "Is there a plan?"),
                ChangeView("New", "Question", "3.2 Who reads the plan with the child?", "", ""),
            ),
        ),
    ),
)


def tool_difference() -> Page:
    page = ToolDifferencePage("Live Case File Audit")
    page.show_difference(DIFFERENCE)
    return page


def newer_version() -> Page:
    page = NewerVersionPage("48-2207 · Live Case File Audit", "2.0")
    page.show_difference(replace(DIFFERENCE, title="Go on with version 2.0"))
    page.show_problem("You handed this audit to somebody else, so it can only be read here. Ask them to hand it back.")
    return page


def earlier_versions() -> Page:
    page = EarlierVersionsPage("48-2207 · Live Case File Audit")
    page.show_difference(replace(DIFFERENCE, title="Answers of earlier versions"))
    return page


TOOL_PAGES: dict[str, Callable[[], Page]] = {
    "audit: newer version": newer_version,
    "audit: earlier versions": earlier_versions,
    "tools: what changed": tool_difference,
}
