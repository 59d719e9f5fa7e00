"""Answers files for several respondents, decisions on sections and readers of a stage."""

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.answers_file import AnswersFile
from tests.domain.judged_tools import judged_tool


def read(text: str) -> dict[str, Value]:
    return AnswersFile(iter(("n1", "n2", "n3")).__next__).read(judged_tool(), text.encode())


def test_each_respondent_has_an_answer() -> None:
    values = read("answers: {v.1: {lead: Good, peer: {value: poor, comment: Late., evidence: [A note]}}}")

    assert values == {
        paths.answer("v.1", party="lead"): "good",
        paths.answer("v.1", party="peer"): "poor",
        paths.answer("v.1", "comment", party="peer"): "Late.",
        "evidence/n1/item": "v.1~peer",
        "evidence/n1/text": "A note",
    }


def test_a_decision_and_a_reader_are_taken() -> None:
    values = read("{sections: {counted: {grade: Weak, reason: A surprise.}}, read: {talk: [practitioner]}}")

    assert values == {
        paths.section("counted", "grade"): "weak",
        paths.section("counted", "reason"): "A surprise.",
        paths.read_before("talk", "practitioner"): True,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("answers: {v.1: {manager: good}}", "say who answers: lead, peer"),
        ("sections: {views: {grade: good}}", "nothing can be decided for this section as a whole"),
        ("sections: {counted: {grade: best}}", "choose one of weak, strong"),
        ("sections: {counted: {why: x}}", "unknown; use grade, reason"),
        ("read: {talk: [manager]}", "no stage that waits for this person's reading"),
    ],
)
def test_mistakes_are_named(text: str, message: str) -> None:
    with pytest.raises(SeveralProblems) as refused:
        read(text)

    assert message in str([one.message for one in refused.value.mistakes])
