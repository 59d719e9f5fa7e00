"""The library shows what a tool asks, where it comes from, and what its document leaves open."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import ItemId, PointId, ScaleId, SectionId, ToolId
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool import (
    AnswerType,
    GuidancePoint,
    Item,
    Need,
    PrintStatus,
    Provenance,
    Section,
    SubjectKind,
    Tool,
    Words,
)
from qa_desktop.domain.tool_search import Passage, SearchText
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.ui.item_models.tools import FOUND_ROLE
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.presenters.tools import tool_preview, tool_row
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.samples import PREVIEW, TOOL_ROWS

SUMMARY = ToolSummary(
    id=ToolId("roc-supervision-file"),
    version="1.0",
    title="Supervision File Audit",
    authority_code="ROC",
    authority="Rochdale",
    status="draft",
    subject="supervision_file",
    purpose="Looks at a worker's supervision file.",
    section_count=1,
    item_count=10,
    content_hash="",
    print_status="printed",
)
TOOL = Tool(
    id=ToolId("small"),
    version="2.0",
    title="Small tool",
    authority_code="BRA",
    authority="Bracknell Forest",
    status="active",
    purpose="To look together.",
    subject=SubjectKind.CASE,
    provenance=Provenance("Bracknell Forest", "Toolkit", "Appendix 2", PrintStatus.PARTLY_PRINTED, "", ("No form.",)),
    words=Words(),
    scales=(Scale(ScaleId("g"), "Grade", (ScalePoint("good", "Good", 1, number="2"), ScalePoint("bad", "Bad", 2))),),
    header=(),
    sections=(
        Section(
            SectionId("s"),
            "Plan",
            (Item(ItemId("s.1"), "Is there a plan?", AnswerType.YES_NO, number="1", need=Need.MANDATORY),),
            number="3",
            guidance=(GuidancePoint(PointId("p"), "Plain.", "", parts=(("a", "short"),), applies_to="babies"),),
            where_to_look=("The plan",),
        ),
    ),
)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> ToolsPage:
    assert theme.points
    made = ToolsPage()
    made.picker.show_tools(TOOL_ROWS)
    made.resize(1160, 700)
    show(qtbot, made)
    return made


def words_on(page: ToolsPage) -> str:
    return "\n".join(label.text() for label in page.preview.findChildren(QLabel) if label.isVisible())


def test_a_row_says_what_the_tool_is_about_and_that_it_is_a_draft() -> None:
    row = tool_row(SUMMARY)

    assert (row.subject, row.status) == ("Supervision file", "Draft")
    assert row.caption == "Rochdale · 1 section, 10 questions"


def test_a_preview_holds_grades_questions_guidance_and_gaps() -> None:
    preview = tool_preview(TOOL)
    section = preview.sections[0]

    assert preview.provenance == "Bracknell Forest · Toolkit · Appendix 2 · partly printed"
    assert preview.gaps == ("No form.",)
    assert preview.grades == ("2 Good", "Bad")
    assert section.title == "3 Plan"
    assert section.items[0].note == "Yes or no, needed before signing"
    assert section.guidance == ("Plain. (babies)\n(a) short",)


def search_in_questions(page: ToolsPage) -> None:
    text = SearchText.of((Passage("Question 2.1", "own.1", "Was the child seen alone?"),))
    page.picker.show_tools(tuple(replace(row, content=row.id) for row in TOOL_ROWS))
    page.picker.show_texts({"roc-observation": text, "roc-t2-hos": text})


def test_a_search_finds_a_tool_by_its_question_and_says_which(page: ToolsPage) -> None:
    search_in_questions(page)
    page.picker.search.setText("seen observation")
    model = page.picker.model
    index = model.index(0)

    assert [row.id for row in model.rows] == ["roc-observation"]
    assert index.data(FOUND_ROLE) == "Question 2.1: Was the child seen alone?"
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith(", Question 2.1: Was the child seen alone?")


def test_what_a_row_says_itself_comes_before_what_is_found_within(page: ToolsPage) -> None:
    rows = (replace(TOOL_ROWS[0], content="a"), replace(TOOL_ROWS[1], content="b", search_text="case and child"))
    page.picker.show_tools(rows)
    page.picker.show_texts({"a": SearchText.of((Passage("Question 1", "q", "The child"),))})

    page.picker.search.setText("child")

    assert [row.id for row in page.picker.model.rows] == [rows[1].id, rows[0].id]


def test_texts_that_come_while_words_are_typed_are_searched_at_once(page: ToolsPage) -> None:
    page.picker.search.setText("seen alone")
    before = page.picker.model.rows

    search_in_questions(page)

    assert before == ()
    assert [row.id for row in page.picker.model.rows] == ["roc-t2-hos", "roc-observation"]


def test_a_row_that_says_where_it_was_found_is_a_line_higher(page: ToolsPage) -> None:
    search_in_questions(page)
    listed = page.picker.list
    before = listed.visualRect(page.picker.model.index(0)).height()
    page.picker.search.setText("seen")
    higher = listed.visualRect(page.picker.model.index(0)).height()
    page.picker.search.setText("")

    assert higher > before
    assert listed.visualRect(page.picker.model.index(0)).height() == before


def test_moving_to_a_tool_asks_for_its_preview(qtbot: QtBot, page: ToolsPage) -> None:
    with qtbot.waitSignal(page.preview_requested) as asked:
        page.picker.choose("roc-observation")

    assert asked.args == ["roc-observation", "1.0"]


def test_the_preview_is_shown_beside_the_list(qtbot: QtBot, page: ToolsPage) -> None:
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)
    qtbot.waitUntil(lambda: "Child's plan: 1 question, our proposal · 2 points" in words_on(page))

    assert "The flow charts are missing." in words_on(page)
    assert page.picker.list.isVisible()


def test_in_a_narrow_window_the_preview_takes_the_list_s_place_and_gives_it_back(qtbot: QtBot, page: ToolsPage) -> None:
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)
    page.resize(640, 700)
    qtbot.waitUntil(lambda: not page.preview.isVisible())

    page.preview_button.click()
    shown = page.preview.isVisible(), page.picker.list.isVisible()
    page.back_button.click()

    assert shown == (True, False)
    assert page.picker.list.isVisible()


def test_a_tool_that_is_filtered_away_takes_its_preview_along(qtbot: QtBot, page: ToolsPage) -> None:
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)

    page.picker.search.setText("rochdale")
    qtbot.waitUntil(lambda: words_on(page).startswith("Choose a tool"))

    assert not page.start_button.isEnabled()


def test_an_audit_is_started_with_the_tool_under_the_cursor(qtbot: QtBot, page: ToolsPage) -> None:
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)

    with qtbot.waitSignal(page.start_requested) as asked:
        page.start_button.click()

    assert asked.args == ["bra-live-audit"]


def test_your_own_tool_is_made_of_the_version_that_is_shown(qtbot: QtBot, page: ToolsPage) -> None:
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)
    page.offer_adapting()

    with qtbot.waitSignal(page.adapt_requested) as asked:
        page.adapt_button.click()

    assert asked.args == ["bra-live-audit", "1.0"]


def test_what_leads_nowhere_is_not_offered(page: ToolsPage) -> None:
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)
    before = page.adapt_button.isVisible(), page.import_button.isVisible()

    page.offer_adapting()
    page.offer_import()

    assert before == (False, False)
    assert (page.adapt_button.isVisible(), page.import_button.isVisible()) == (True, True)
