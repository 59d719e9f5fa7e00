"""A tool is found by words of its questions and of what it calls good, and the place is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain.condition import Comparison
from qa_desktop.domain.condition import Test as Condition
from qa_desktop.domain.ids import ItemId, PointId, SectionId
from qa_desktop.domain.tool import AnswerType, GuidancePoint, Item, Section, Tool, WordingVariant
from qa_desktop.domain.tool_search import Passage, SearchText, passages_of, where_found
from tests.sample_audits import shipped_tool

ASKED = "Was the child seen? Was the unborn child thought of? On their own, where that is right."
LONG = "The plan says in plain words who does what by when, and how the family will notice that it has worked."


@pytest.fixture(scope="module")
def tool() -> Tool:
    asked = Item(
        ItemId("own.1"),
        "Was the child seen?",
        AnswerType.YES_NO,
        number="2.1",
        help="On their own, where that is right.",
        wordings=(WordingVariant(Condition("own.2", Comparison.ANSWERED), "Was the unborn child thought of?"),),
        guidance=(GuidancePoint(PointId("good-7"), LONG, "", parts=(("a", "It is dated."),)),),
    )
    section = Section(SectionId("plan"), "Planning", (asked,), number="2", statement="Plans are clear.")
    return replace(shipped_tool("roc-t2-hos"), header=(), guidance=(), sections=(section,))


def found(tool: Tool, wanted: str, shown: str = "") -> str | None:
    return where_found(wanted, shown, SearchText.of(passages_of(tool)))


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("CHILD seen", f"Question 2.1: {ASKED}"),
        ("where", "Question 2.1: … their own, where that is right."),
        ("own.1", f"Question 2.1 (own.1): {ASKED}"),
        ("question 2.1", f"Question 2.1: {ASKED}"),
        ("plans clear", "Section: 2 Planning Plans are clear."),
        ("plain words", f"Guidance: {LONG} It is dated."),
        ("family", "Guidance: … how the family will notice that it has worked. It is dated."),
        ("good-7 dated", "Guidance (good-7): … It is dated."),
        ("", ""),
        ("nowhere", None),
        ("seen family", None),
    ],
)
def test_the_first_passage_that_holds_all_words_is_told(tool: Tool, wanted: str, place: str | None) -> None:
    told = found(tool, wanted)

    assert (told.replace(tool.words.section, "Section") if told else told) == place


def test_words_of_the_row_count_as_found(tool: Tool) -> None:
    assert found(tool, "rochdale unborn", "audit of rochdale") is not None
    assert found(tool, "rochdale", "audit of rochdale") == ""
    assert where_found("rochdale", "audit of rochdale", None) == ""
    assert where_found("unborn", "audit of rochdale", None) is None


def test_a_point_that_stands_at_several_questions_is_told_once(tool: Tool) -> None:
    (section,) = tool.sections
    twice = replace(tool, sections=(replace(section, items=section.items * 2),))

    assert [one.code for one in passages_of(twice)].count("good-7") == 1


def test_a_text_of_several_lines_is_told_in_one() -> None:
    assert Passage("Question 1", "q", "Is it\n  there?").shown(["there"]) == "Question 1: Is it there?"
