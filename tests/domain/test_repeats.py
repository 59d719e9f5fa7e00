"""A section that repeats: each child has answers of their own, and whoever is taken out keeps theirs."""

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.flow import SectionState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Item, Tool
from tests.domain.format_tools import format_audit
from tests.sample_audits import MOMENT

ADDED = paths.repeat("kids", "b2", "added")
NAMED = {paths.repeat("kids", "b2", "name"): "Amy"}
TWO: dict[str, Value] = {
    ADDED: True,
    **NAMED,
    paths.answer("seen"): "yes",
    paths.answer("seen", instance="b2"): "no",
    paths.answer("reason", instance="b2"): "She was at school.",
}
KIDS = "kids"


def asked(values: dict[str, Value]) -> list[str]:
    audit = format_audit(values)
    section = audit.tool.section(KIDS)
    assert section is not None
    return [item.id for item in audit.shown_items(section)]


def titles(values: dict[str, Value]) -> list[str]:
    note = compose_note(format_audit(values), NoteOccasion(MOMENT))
    return [section.heading for section in note.sections if section.section_id == KIDS]


def messages(values: dict[str, Value], *replaced: tuple[str, str]) -> list[str]:
    return [one.message for one in flow.blockers(format_audit(values, *replaced)) if one.step == "section:kids"]


def test_the_first_keeps_the_plain_paths_that_audits_have_had_ever_since() -> None:
    assert asked({}) == ["born", "age", "seen", "ticks"]


def test_a_second_child_is_asked_the_same_under_keys_of_its_own() -> None:
    assert asked(TWO)[4:] == ["born@b2", "age@b2", "seen@b2", "reason@b2", "ticks@b2"]


def test_a_condition_inside_asks_about_the_same_child() -> None:
    assert "reason" not in asked(TWO)
    assert "reason@b2" in asked(TWO)


def test_a_condition_outside_holds_where_it_holds_for_one_of_them() -> None:
    audit = format_audit(TWO)

    assert audit.lookup("seen") == ("yes", "no")
    assert [item.id for item in audit.shown_items(audit.tool.sections[2])] == ["any"]


def test_an_age_is_worked_out_from_the_same_childs_date_of_birth() -> None:
    audit = format_audit({**TWO, paths.answer("born", instance="b2"): "2020-01-01"})

    part = audit.parts(audit.tool.sections[1])[1]

    assert [audit.worked_out(item) for item in part.section.items if item.computation] == [6]


def test_the_note_has_a_section_for_each_with_the_name_that_was_given() -> None:
    assert titles(TWO) == ["The children: Child 1", "The children: Child 2, Amy"]


def test_points_of_the_section_stand_once_and_ticks_of_a_checklist_with_their_child() -> None:
    audit = format_audit({**TWO, paths.seen("K.1"): True, paths.seen("C.1@b2"): True})

    sections = [one for one in compose_note(audit, NoteOccasion(MOMENT)).sections if one.section_id == KIDS]

    assert [[point for answer in one.answers for point in answer.points] for one in sections] == [
        ["Each child is seen."],
        ["A drawing"],
    ]


def test_who_is_taken_out_is_asked_and_printed_no_more_and_keeps_the_answers() -> None:
    audit = format_audit({**TWO, paths.repeat(KIDS, "b2", "removed"): True})

    assert titles({**TWO, paths.repeat(KIDS, "b2", "removed"): True}) == ["The children: Child 1"]
    assert audit.lookup("seen") == "yes"
    assert audit.answer("reason", "b2").value == "She was at school."


def test_the_numbers_stay_when_the_first_is_taken_out() -> None:
    assert titles({**TWO, paths.repeat(KIDS, "", "removed"): True}) == ["The children: Child 2, Amy"]


def test_what_is_missing_says_about_whom() -> None:
    assert messages({ADDED: True}) == [
        "Child 1: Was the child seen alone?: answer this",
        "Child 2: Was the child seen alone?: answer this",
    ]


@pytest.mark.parametrize(
    ("values", "repeat", "message"),
    [
        ({paths.repeat(KIDS, "", "removed"): True}, "least: 1, most: 3", "The children: add one, 1 are needed"),
        ({ADDED: True}, "most: 1", "The children: take one out, there are at most 1"),
    ],
)
def test_too_few_or_too_many_are_told_before_signing(values: dict[str, Value], repeat: str, message: str) -> None:
    assert message in messages(values, ("least: 1, most: 3", repeat))


def test_as_many_are_there_from_the_beginning_as_there_must_be() -> None:
    audit = format_audit({}, ("least: 1, most: 3", "least: 3, most: 3"))

    assert [part.label for part in audit.parts(audit.tool.sections[1])] == ["Child 1", "Child 2", "Child 3"]


def test_a_section_is_complete_only_with_the_answers_about_everybody() -> None:
    states = [
        flow.section_state(audit, audit.tool.sections[1])
        for audit in (
            format_audit({**TWO, paths.section(KIDS, "complete"): True}),
            format_audit({ADDED: True, paths.answer("seen"): "yes", paths.section(KIDS, "complete"): True}),
        )
    ]

    assert states == [SectionState.COMPLETE, SectionState.IN_PROGRESS]


def test_a_question_is_found_by_the_key_of_any_answer() -> None:
    tool: Tool = format_audit({}).tool

    found: Item | None = tool.item("seen@b2~practitioner")

    assert found is not None
    assert found.id == "seen"
