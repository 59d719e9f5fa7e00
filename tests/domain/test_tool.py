import pytest

from qa_desktop.domain.ids import ItemId, PointId, ScaleId, SectionId, ToolId
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool import (
    AnswerType,
    GuidancePoint,
    Item,
    PrintStatus,
    Provenance,
    Section,
    SubjectKind,
    Tool,
    Words,
)

POINT_1, POINT_2 = (GuidancePoint(PointId(f"P.{n}"), "Text", "Source") for n in (1, 2))
GRADED = Item(ItemId("q.1"), "Graded", AnswerType.SCALE, scale=ScaleId("grade"), guidance=(POINT_2,))
FREE = Item(ItemId("q.2"), "Free", AnswerType.TEXT)
FIELD = Item(ItemId("case"), "Case", AnswerType.TEXT)
FIRST = Section(SectionId("first"), "First", (GRADED,), guidance=(POINT_1,))
SECOND = Section(SectionId("second"), "Second", (FREE,))
GRADES = Scale(ScaleId("grade"), "Grade", (ScalePoint("good", "Good", 1),))


@pytest.fixture
def tool() -> Tool:
    return Tool(
        id=ToolId("t"),
        version="1",
        title="T",
        authority_code="A",
        authority="Authority",
        status="active",
        purpose="Purpose",
        subject=SubjectKind.CASE,
        provenance=Provenance("Authority", "Document", "Section", PrintStatus.PRINTED),
        words=Words(),
        scales=(GRADES,),
        header=(FIELD,),
        sections=(FIRST, SECOND),
    )


def test_items_are_those_of_the_sections_in_order(tool: Tool) -> None:
    assert list(tool.items) == [GRADED, FREE]


@pytest.mark.parametrize(("item_id", "expected"), [("q.2", FREE), ("case", FIELD), ("q.9", None)])
def test_an_item_is_found_among_questions_and_header_fields(item_id: str, expected: Item | None, tool: Tool) -> None:
    assert tool.item(item_id) is expected


@pytest.mark.parametrize(("item_id", "expected"), [("q.2", SECOND), ("case", None)])
def test_the_section_of_a_question_is_found(item_id: str, expected: Section | None, tool: Tool) -> None:
    assert tool.section_of(item_id) is expected


def test_a_section_is_found_by_its_id(tool: Tool) -> None:
    assert tool.section("second") is SECOND
    assert tool.section("third") is None


def test_the_scale_of_a_graded_question_is_found(tool: Tool) -> None:
    assert tool.scale_of(GRADED) is GRADES
    assert tool.scale_of(FREE) is None
    assert tool.scale("other") is None


def test_the_points_of_a_page_begin_with_the_sections_own() -> None:
    assert FIRST.points == (POINT_1, POINT_2)
