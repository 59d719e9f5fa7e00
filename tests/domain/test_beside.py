"""A date, a yes or no or a second text that belongs to the question above it."""

from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note import NoteAnswer
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Need
from tests.domain.written_tools import audit_of, tool_written
from tests.sample_audits import MOMENT

TEXT = """
tool: t-beside
version: "1"
title: Check
authority: {code: T, name: Test Authority}
subject: case
purpose: To see what is done.
source: {document: D, section: S, status: printed}
scales:
  - {id: grade, title: Grade, points: [{code: good, label: Good, rank: 1}, {code: poor, label: Poor, rank: 2}]}
sections:
  - id: one
    title: One
    layout: matrix
    every_question: {type: scale, scale: grade, need: mandatory, evidence: true, comment: {label: Comments}}
    questions:
      - {id: a, label: Decision}
      - {id: a.on, label: Date of the decision, type: date, need: recommended, beside: true}
      - {id: a.actions, label: Actions, type: text, beside: true}
      - {id: b, label: Review, shown_when: {question: a, is: good}}
      - {id: b.on, label: Date of the review, type: date, need: recommended, beside: true}
signatures: [{role: auditor, label: Auditor, statement: I did this., seals: true}]
"""


def answers(values: dict[str, Value]) -> tuple[NoteAnswer, ...]:
    note = compose_note(audit_of(tool_written(TEXT, ()), values), NoteOccasion(MOMENT))
    return note.sections[0].answers


def test_what_belongs_to_a_question_stands_with_it() -> None:
    (first, _) = answers({"answer/a/value": "good", "answer/a.on/value": "2026-11-20"})

    assert [(one.label, one.value) for one in first.beside] == [("Date of the decision", "20 November 2026")]


def test_an_optional_one_is_there_once_it_says_something() -> None:
    (first, _) = answers({"answer/a/value": "good", "answer/a.actions/value": "Call the worker"})

    assert [one.value for one in first.beside] == ["Not answered", "Call the worker"]


def test_it_stands_alone_where_its_question_is_not_asked() -> None:
    found = answers({"answer/a/value": "poor", "answer/b.on/value": "2026-11-20"})

    assert [one.item_id for one in found] == ["a", "b.on"]


def test_it_takes_nothing_over_from_every_question() -> None:
    item = tool_written(TEXT, ()).item("a.actions")

    assert item is not None
    assert (item.need, item.evidence, item.scale, item.comment) == (Need.OPTIONAL, False, None, None)
