"""Whether a section carries a grade of its own: what the overall judgement says of sections holds everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note import NoteSection
from qa_desktop.domain.operation import Value
from qa_desktop.domain.section_choices import section_choices
from qa_desktop.domain.tool_outcome import RollUp, RollUpMethod
from qa_desktop.errors import SeveralProblems
from tests.domain.judged_tools import judged_tool
from tests.domain.written_tools import audit_of
from tests.sample_audits import MOMENT

GRADE = paths.section("checks", "grade")


def says_of_sections(word: str) -> tuple[str, str]:
    return "  scale: mark\n  question: Which", f"  scale: mark\n  section_grades: {word}\n  question: Which"


def with_method(method: str) -> tuple[str, str]:
    return "    roll_up: {method: percent_of_applicable}", f"    roll_up: {{method: {method}}}"


def audit_without_checking(word: str, values: dict[str, Value]) -> Audit:
    """Return an audit whose tool was checked before a section could be told to have no grade."""
    tool = judged_tool()
    assert tool.overall is not None
    checks = replace(tool.sections[2], roll_up=RollUp(RollUpMethod.JUDGEMENT))
    overall = replace(tool.overall, section_grades=word)
    sections = (*tool.sections[:2], checks, *tool.sections[3:])
    return audit_of(replace(tool, sections=sections, overall=overall), values)


def printed(audit: Audit) -> NoteSection:
    return next(one for one in compose_note(audit, NoteOccasion(MOMENT)).sections if one.title == "Checks")


@pytest.mark.parametrize(("word", "method"), [("none", "judgement"), ("none", "lowest"), ("items", "judgement")])
def test_a_grade_that_the_overall_judgement_rules_out_is_a_mistake(word: str, method: str) -> None:
    with pytest.raises(SeveralProblems) as raised:
        judged_tool(says_of_sections(word), with_method(method))

    assert "this gives the section a grade of its own" in str(raised.value.mistakes[0])


@pytest.mark.parametrize(
    ("word", "method"), [("optional", "judgement"), ("optional", "lowest"), ("items", "lowest"), ("none", "counts")]
)
def test_what_is_not_ruled_out_is_accepted(word: str, method: str) -> None:
    tool = judged_tool(says_of_sections(word), with_method(method))

    assert tool.overall is not None
    assert tool.overall.section_grades == word


@pytest.mark.parametrize("word", ["none", "items"])
def test_no_grade_is_offered_taken_or_printed_where_sections_carry_none(word: str) -> None:
    audit = audit_without_checking(word, {})

    assert section_choices(audit.tool, audit.tool.sections[2]) == ()
    assert check_value(audit.tool, GRADE, "good") is not None
    assert "Result" not in [answer.label for answer in printed(audit).answers]


def test_a_section_may_be_graded_where_that_is_optional() -> None:
    audit = audit_without_checking("optional", {GRADE: "good"})

    assert check_value(audit.tool, GRADE, "good") is None
    assert [answer.value for answer in printed(audit).answers if answer.label == "Result"] == ["Good"]


def test_a_grade_that_was_given_before_is_still_printed_with_its_name() -> None:
    audit = audit_without_checking("none", {GRADE: "good"})

    assert [answer.value for answer in printed(audit).answers if answer.label == "Result"] == ["Good"]
