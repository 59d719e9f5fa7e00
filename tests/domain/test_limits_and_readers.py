"""Limits, compulsory comments, concerns and readers of a tool are followed, not only written down."""

from collections.abc import Mapping

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.operation import Value
from qa_desktop.domain.stages import wait_of
from tests.domain.judged_tools import judged_audit, judged_tool
from tests.sample_audits import MOMENT

LEAD, PEER = paths.answer("v.1", party="lead"), paths.answer("v.1", party="peer")
READ = paths.read_before("talk", "practitioner")


def messages(values: Mapping[str, Value]) -> list[str]:
    return [one.message for one in flow.blockers(judged_audit(values))]


def test_a_text_over_its_limit_is_kept_and_shortened_before_signing() -> None:
    long = {LEAD: "good", paths.answer("v.1", "comment", party="lead"): "One two three four five six"}

    assert "1.1 How did the visit go? (lead auditor): shorten this to 5 words, it has 6" in messages(long)


def test_a_comment_is_compulsory_for_one_of_several_choices() -> None:
    assert any("write the which letter?" in one for one in messages({paths.answer("k.4"): ("a", "b")}))
    assert not any("write the" in one for one in messages({paths.answer("k.4"): ("b",)}))


def test_a_comment_can_be_compulsory_where_a_question_does_not_apply() -> None:
    left_out = {paths.answer("v.1", "not_applicable", party="lead"): True}

    assert any("(lead auditor): write the" in one for one in messages(left_out))


@pytest.mark.parametrize(("value", "says"), [(40, None), (42, "give a number in steps of 5, such as 40 or 45")])
def test_a_number_keeps_to_its_steps(value: int, says: str | None) -> None:
    assert check_value(judged_tool(), paths.answer("k.3"), value) == says


def test_the_note_marks_an_answer_that_calls_for_something_to_be_done() -> None:
    note = compose_note(judged_audit({paths.answer("k.1"): "yes"}), NoteOccasion(MOMENT))

    found = next(one for part in note.sections for one in part.answers if one.item_id == "k.1")

    assert found.value == "Yes (to be followed up)"


def test_a_stage_opens_once_the_other_party_has_read_the_one_before() -> None:
    answered: dict[str, Value] = {LEAD: "good", PEER: "fair"}
    unread, read = judged_audit(answered), judged_audit({**answered, READ: True})
    stage = unread.tool.stages[1]

    wait = wait_of(unread, stage)

    assert wait is not None
    assert [party.value for party in wait.readers] == ["practitioner"]
    assert wait_of(read, stage) is None


def test_answers_come_before_reading() -> None:
    audit = judged_audit({LEAD: "good", READ: True})

    wait = wait_of(audit, audit.tool.stages[1])

    assert wait is not None
    assert [item.id for item in wait.items] == ["v.1~peer"]


def test_only_the_reader_whom_the_tool_names_can_have_read() -> None:
    assert check_value(judged_tool(), READ, True) is None
    assert check_value(judged_tool(), paths.read_before("talk", "manager"), True) is not None
