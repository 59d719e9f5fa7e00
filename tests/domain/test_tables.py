"""A section that is printed as a table: a row for each that people add, a column for each question."""

from qa_desktop.domain import flow, paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note import NoteSection
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType
from tests.domain.written_tools import audit_of, tool_written
from tests.sample_audits import MOMENT

TEXT = """
tool: t-table
version: "1"
title: Plan
authority: {code: T, name: Test Authority}
subject: service
purpose: To keep what is to be done.
source: {document: D, section: S, status: printed}
sections:
  - id: lines
    title: Lines
    layout: table
    repeat: {of: line, least: 1, order_by: when}
    every_question: {type: choice, choices: [{code: high, label: High}, {code: low, label: Low}], need: mandatory}
    questions:
      - {id: what, label: Action, type: text}
      - {id: when, label: Priority}
      - {id: why, label: Why so late?, type: text, shown_when: {question: when, is: low}}
signatures: [{role: auditor, label: Auditor, statement: I did this., seals: true}]
"""
DATED = ("{id: when, label: Priority}", "{id: when, label: Due, type: date}")
PROGRAMME = ("subject: service", "subject: authority")
ANY_TIME = ("shown_when: {question: when, is: low}", "help: Say it")


def added(*values: Value) -> dict[str, Value]:
    """Return the fields of as many lines as there are values, each with what it is ordered by."""
    given: dict[str, Value] = {}
    for number, value in enumerate(values):
        instance = f"b{number}" if number else ""
        if instance:
            given[paths.repeat("lines", instance, "added")] = True
        given[paths.answer("what", instance=instance)] = f"Action {number + 1}"
        if value is not None:
            given[paths.answer("when", instance=instance)] = value
    return given


def rows(values: dict[str, Value], *replaced: tuple[str, str]) -> list[NoteSection]:
    note = compose_note(audit_of(tool_written(TEXT, replaced), values), NoteOccasion(MOMENT))
    return [section for section in note.sections if section.section_id == "lines"]


def test_each_line_is_a_row_with_its_number_and_its_name() -> None:
    (first, second) = rows({**added("high", "high"), paths.repeat("lines", "b1", "name"): "Visits"})

    assert [first.row, second.row] == ["1", "2, Visits"]


def test_a_single_line_is_a_row_too() -> None:
    assert [one.row for one in rows(added("high"))] == ["1"]


def test_a_row_has_every_column_that_one_of_them_has() -> None:
    (first, second) = rows(added("high", "low"))

    assert [answer.label for answer in first.answers] == ["Action", "Priority", "Why so late?"]
    assert [answer.label for answer in second.answers] == ["Action", "Priority", "Why so late?"]
    assert first.answers[2].value == ""
    assert second.answers[2].value == "Not answered"


def test_a_column_that_nobody_is_asked_is_not_there() -> None:
    (only,) = rows(added("high"))

    assert [answer.label for answer in only.answers] == ["Action", "Priority"]


def test_rows_stand_in_the_order_of_the_choices_and_keep_their_numbers() -> None:
    assert [one.row for one in rows(added("low", None, "high"))] == ["3", "1", "2"]


def test_rows_stand_in_the_order_of_their_dates() -> None:
    found = rows(added("2026-12-24", "2026-03-01", None), DATED, ANY_TIME)

    assert [one.row for one in found] == ["2", "1", "3"]


def test_a_question_with_a_type_of_its_own_takes_over_only_what_does_not_hang_on_the_type() -> None:
    item = tool_written(TEXT, ()).item("what")

    assert item is not None
    assert (item.type, item.choices, item.need.value) == (AnswerType.TEXT, (), "mandatory")


def test_what_sets_how_the_authority_works_asks_for_no_period_no_meeting_and_no_agreement() -> None:
    note = compose_note(audit_of(tool_written(TEXT, (PROGRAMME,)), {}), NoteOccasion(MOMENT))
    audit = audit_of(tool_written(TEXT, (PROGRAMME,)), {})

    assert flow.steps(audit) == (flow.ABOUT, "section:lines", flow.SIGN)
    assert flow.step_title(audit, flow.ABOUT) == "About this record"
    assert "Date of meeting" not in [fact.label for fact in note.facts]
    assert not audit.tool.has_practitioner
