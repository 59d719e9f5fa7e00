"""A path and its value are told in the words of the audit's own tool."""

from __future__ import annotations

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.field_words import field_title, value_words
from qa_desktop.domain.operation import Value
from tests.sample_audits import shipped_tool

TOOL = shipped_tool("bra-live-audit")
ITEM = TOOL.item("bra-live.3")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (paths.SUBJECT, TOOL.words.case_reference),
        (paths.STRENGTHS, "Strengths"),
        ("action/a1/removed", "Action: removed"),
        ("evidence/e1/text", "Evidence: text"),
        ("about/practitioner", "About this audit: practitioner"),
        ("signature/auditor/state", "Signature: state"),
        ("check/action/a1/what/not_smart", "Check before signing: not smart at “Action: action”"),
        ("brand_new/x/y", "Brand new: y"),
    ],
)
def test_a_field_has_the_name_that_people_use(path: str, title: str) -> None:
    assert field_title(TOOL, path) == title


def test_a_question_is_named_by_its_wording_and_an_answer_by_its_label() -> None:
    assert ITEM is not None
    assert ITEM.label in field_title(TOOL, paths.answer("bra-live.3"))
    assert value_words(TOOL, paths.answer("bra-live.3"), "requires_improvement") == "Requires Improvement"
    assert value_words(TOOL, paths.OVERALL_GRADE, "good") == "Good"


def test_an_answer_of_one_of_several_parties_is_called_by_the_question_and_whose_it_is() -> None:
    alone = field_title(TOOL, paths.answer("bra-live.3"))

    assert field_title(TOOL, paths.answer("bra-live.3", party="peer")).removesuffix(" (peer auditor)") == alone


def test_what_was_left_before_signing_is_told_without_its_code() -> None:
    assert value_words(TOOL, "check/summary/strengths/postcode", "op-1") == "Left as it is"
    assert value_words(TOOL, "check/summary/strengths/postcode", None) == "Nothing"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "Nothing"),
        ("", "Nothing"),
        (True, "Yes"),
        (False, "No"),
        ("2026-11-27", "27 November 2026"),
        ("in her own words", "in her own words"),
        (("one", "two"), "one, two"),
        (3, "3"),
    ],
)
def test_a_value_is_told_as_people_read_it(value: Value, words: str) -> None:
    assert value_words(TOOL, "action/a1/due", value) == words
