"""The difference between two versions names every change, once, in words that an auditor reads."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from qa_desktop.domain.condition import All, Comparison, Not
from qa_desktop.domain.condition import Test as Asked
from qa_desktop.domain.ids import ItemId, PointId, ScaleId, SectionId
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool import (
    AnswerType,
    Choice,
    CommentRule,
    GuidancePoint,
    Item,
    Need,
    Provenance,
    Section,
    Stage,
    Tool,
    Words,
)
from qa_desktop.domain.tool_adaptation import Adaptation
from qa_desktop.domain.tool_difference import ChangeKind, ToolChange, difference
from qa_desktop.domain.tool_outcome import (
    ActionColumn,
    ActionPlanForm,
    DeadlineRule,
    EscalationRule,
    FilingStep,
    FollowUpRule,
    LookBack,
    OverallJudgement,
    SignatureBlock,
)
from qa_desktop.domain.tool_shapes import (
    ABOUT,
    ACTION_PLAN,
    ADAPTATION,
    COMMENT,
    DEADLINE,
    ESCALATION,
    FILING_STEP,
    FOLLOW_UP,
    ITEM,
    LOOK_BACK,
    OVERALL,
    POINT,
    PROVENANCE,
    SCALE,
    SCALE_POINT,
    SECTION,
    SIGNATURE,
    STAGE,
    WHOLE,
    WORDS,
    Parts,
    Shape,
)
from tests.domain.format_tools import format_tool

TOOL = format_tool()


def changed(after: Tool, before: Tool = TOOL) -> list[tuple[str, ToolChange]]:
    return [(part.title, change) for part in difference(before, after).parts for change in part.changes]


def with_items(section_id: str, *items: Item) -> Tool:
    sections = tuple(replace(one, items=items) if one.id == section_id else one for one in TOOL.sections)
    return replace(TOOL, sections=sections)


def items_of(section_id: str) -> tuple[Item, ...]:
    section = TOOL.section(section_id)
    assert section is not None
    return section.items


def question(item_id: str, label: str) -> Item:
    return Item(ItemId(item_id), label, AnswerType.TEXT)


def test_a_version_does_not_differ_from_itself() -> None:
    assert difference(TOOL, TOOL).parts == ()


def test_a_new_question_and_one_that_is_gone_are_named_with_their_section() -> None:
    closed, why = items_of("file")

    found = changed(with_items("file", closed, question("plan", "Is there a plan?")))

    assert found == [
        ("The file", ToolChange(ChangeKind.ADDED, "Is there a plan?", "question")),
        ("The file", ToolChange(ChangeKind.REMOVED, why.label, "question")),
    ]


def test_a_reworded_question_shows_both_wordings() -> None:
    closed, why = items_of("file")

    found = changed(with_items("file", replace(closed, label="Has the case been closed?"), why))

    (change,) = (change for title, change in found if change.what == "wording")
    assert (change.kind, change.before, change.after) == (
        ChangeKind.REWORDED,
        "Is the case closed?",
        "Has the case been closed?",
    )


def test_of_several_questions_only_the_one_that_went_elsewhere_has_moved() -> None:
    one, two, three, four = (question(name, name.title()) for name in ("one", "two", "three", "four"))
    before, after = with_items("file", one, two, three, four), with_items("file", four, one, two, three)

    found = changed(after, before)

    assert [(change.about, change.kind, change.before, change.after) for _, change in found] == [
        ("Four", ChangeKind.MOVED, "after “Three”", "first")
    ]


def test_a_question_that_goes_to_another_section_has_moved_and_is_neither_new_nor_gone() -> None:
    closed, why = items_of("file")
    file, kids, family = TOOL.sections
    sections = (replace(file, items=(closed,)), kids, replace(family, items=(*family.items, why)))

    found = changed(replace(TOOL, sections=sections))

    assert found == [
        ("The family", ToolChange(ChangeKind.MOVED, why.label, "question", "in “The file”", "in “The family”"))
    ]


def test_a_condition_is_said_as_a_person_says_it() -> None:
    closed, why = items_of("file")
    never = All((Asked("closed", Comparison.EQUALS, ("no",)), Not(Asked("begun", Comparison.ANSWERED))))

    found = changed(with_items("file", closed, replace(why, shown_when=never)))

    assert found[0][1] == ToolChange(
        ChangeKind.CHANGED,
        why.label,
        "condition under which it is asked",
        "",
        "“Is the case closed?” is “No” and it is not so that “Begun on” is answered",
    )


def test_a_comment_says_what_became_of_it() -> None:
    closed, why = items_of("file")

    found = changed(with_items("file", closed, replace(why, comment=CommentRule("What shows it", Need.OPTIONAL))))

    assert [(change.what, change.before, change.after) for _, change in found] == [
        ("comment: whether it is needed", "needed before signing", "optional")
    ]


def test_scales_are_compared_point_by_point() -> None:
    good, poor = ScalePoint("g", "Good", 1), ScalePoint("p", "Poor", 2)
    scale = Scale(ScaleId("s"), "Grade", (good, poor))
    after = replace(scale, points=(replace(poor, label="Not good yet"), good, ScalePoint("n", "Not seen", None)))

    found = changed(replace(TOOL, scales=(after,)), replace(TOOL, scales=(scale,)))

    assert [(change.kind, change.what, change.before, change.after) for _, change in found] == [
        (ChangeKind.REWORDED, "scale “Grade”: point “Not good yet”: wording", "Poor", "Not good yet"),
        (ChangeKind.ADDED, "scale “Grade”: point “Not seen”", "", ""),
        (ChangeKind.MOVED, "scale “Grade”: order of each point", "Good; Poor", "Not good yet; Good; Not seen"),
    ]


def test_guidance_is_compared_by_its_points_and_not_by_its_words() -> None:
    point = GuidancePoint(PointId("ALL.1"), "The record is kind and clear.", "")

    found = changed(replace(TOOL, guidance=(point, GuidancePoint(PointId("ALL.2"), "It is dated.", ""))))

    assert [(title, change.kind, change.before) for title, change in found] == [
        ("Guidance for the whole tool", ChangeKind.REWORDED, "The record is kind."),
        ("Guidance for the whole tool", ChangeKind.ADDED, ""),
    ]


def test_a_section_that_is_gone_takes_its_questions_along_by_name() -> None:
    found = changed(replace(TOOL, sections=TOOL.sections[:2]))

    assert found == [
        ("The family", ToolChange(ChangeKind.REMOVED, "", "domain")),
        ("The family", ToolChange(ChangeKind.REMOVED, "What would help?", "question")),
    ]


def test_a_changed_translation_is_named_by_language_and_place() -> None:
    before, after = (replace(TOOL, translations=(("cy", (("title", text),)),)) for text in ("Ymweliad", "Yr ymweliad"))

    found = changed(after, before)

    assert found == [
        ("Translations", ToolChange(ChangeKind.REWORDED, "", "translation “cy: title”", "Ymweliad", "Yr ymweliad"))
    ]


SHAPES: dict[type, tuple[Shape, set[str]]] = {
    Tool: (
        {**ABOUT, **{name: rule for name, (_, rule) in WHOLE.items()}},
        {"id", "version", "content_hash", "header", "sections"},
    ),
    Section: (SECTION, {"id", "items"}),
    Item: (ITEM, {"id"}),
    Choice: ({"label": ITEM["label"]}, {"code"}),
    GuidancePoint: (POINT, {"id"}),
    CommentRule: (COMMENT, set()),
    Scale: (SCALE, {"id"}),
    ScalePoint: (SCALE_POINT, {"code"}),
    Stage: (STAGE, {"id"}),
    OverallJudgement: (OVERALL, set()),
    ActionPlanForm: (ACTION_PLAN, set()),
    SignatureBlock: (SIGNATURE, {"role"}),
    FilingStep: (FILING_STEP, {"id"}),
    EscalationRule: (ESCALATION, {"grade"}),
    DeadlineRule: (DEADLINE, {"id"}),
    FollowUpRule: (FOLLOW_UP, {"id"}),
    LookBack: (LOOK_BACK, set()),
    Provenance: (PROVENANCE, set()),
    Words: (WORDS, set()),
    Adaptation: (ADAPTATION, {"tool_hash"}),
}


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.__name__)
def test_no_field_of_the_format_is_left_out(kind: type) -> None:
    shape, keys = SHAPES[kind]

    assert {one.name for one in fields(kind)} == set(shape) | keys


def test_no_field_of_an_action_plan_s_column_is_left_out() -> None:
    columns = ACTION_PLAN["columns"]

    assert isinstance(columns, Parts)
    assert {one.name for one in fields(ActionColumn)} == {*columns.shape, columns.key}


def test_two_thousand_questions_in_another_order_are_compared_without_comparing_each_with_each() -> None:
    items = tuple(question(f"q{number}", f"Question {number}") for number in range(2000))
    section = Section(SectionId("s"), "All", items)

    found = changed(
        replace(TOOL, sections=(replace(section, items=(items[-1], *items[:-1])),)), replace(TOOL, sections=(section,))
    )

    assert [change.about for _, change in found] == ["Question 1999"]
