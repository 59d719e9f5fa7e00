"""What the home page and the library say of versions and reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa_desktop.domain.ids import ToolId
from qa_desktop.services.look_after_tools import ToolState, ToolVersion
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.ui.presenters.tool_versions import library_row, reviews_words, versions_view

TODAY = date(2026, 11, 21)
SUMMARY = ToolSummary(
    id=ToolId("supervision"),
    version="1.0",
    title="Supervision File Audit",
    authority_code="ROC",
    authority="Rochdale",
    status="active",
    subject="supervision_file",
    purpose="Looks at a worker's supervision file.",
    section_count=1,
    item_count=10,
    content_hash="",
    print_status="implied by the framework, our proposal",
)


def version(review_by: date | None = None, state: ToolState = ToolState.IN_USE, count: int = 1) -> ToolVersion:
    return ToolVersion(SUMMARY, state, review_by, version_count=count)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), ""),
        ((date(2026, 11, 30),), "“Supervision File Audit” is to be looked through by 30 November 2026."),
        ((date(2026, 11, 20),), "“Supervision File Audit” was to be looked through by 20 November 2026."),
        (
            (date(2026, 11, 20), date(2026, 12, 1)),
            "2 tools are to be looked through, “Supervision File Audit” was due by 20 November 2026.",
        ),
        (
            (date(2026, 11, 30), date(2026, 12, 1)),
            "2 tools are to be looked through, “Supervision File Audit” first, by 30 November 2026.",
        ),
    ],
)
def test_the_home_page_says_what_is_to_be_looked_through(days: tuple[date, ...], words: str) -> None:
    due = tuple(version(day) for day in days)

    assert reviews_words(due, TODAY) == words


def test_a_row_of_the_library_says_how_many_versions_and_that_a_review_is_near() -> None:
    row = library_row(version(date(2026, 12, 1), count=3), TODAY)

    assert row.caption == "Rochdale · 1 section, 10 questions · 3 versions · to be looked through"
    assert (row.origin, row.state) == ("Our proposal", "In use")


def test_a_retired_tool_needs_no_review() -> None:
    row = library_row(version(date(2026, 12, 1), ToolState.RETIRED), TODAY)

    assert (row.caption, row.state) == ("Rochdale · 1 section, 10 questions", "Retired")


def test_a_draft_says_why_no_audit_begins_with_it() -> None:
    view = versions_view((version(state=ToolState.DRAFT),), "1.0", TODAY, is_officer=False)

    assert view.standing == "A draft: no audit begins with it until it is marked active."
    assert view.review == ""


def test_the_superseded_version_is_compared_with_the_one_before_it() -> None:
    newer = replace(version(), summary=replace(SUMMARY, version="2.0"))
    older = version(state=ToolState.SUPERSEDED)

    view = versions_view((newer, older), "2.0", TODAY, is_officer=True)

    assert [(line.version, line.before) for line in view.lines] == [("2.0", "1.0"), ("1.0", "")]
    assert view.next_review == date(2027, 11, 21)
