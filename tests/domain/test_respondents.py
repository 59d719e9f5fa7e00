"""Several people answer one question side by side: each has an answer, and each answer counts for itself."""

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.field_words import field_title
from tests.domain.judged_tools import judged_audit, judged_tool
from tests.sample_audits import MOMENT

LEAD, PEER = paths.answer("v.1", party="lead"), paths.answer("v.1", party="peer")


def test_signing_waits_for_the_answer_of_each() -> None:
    messages = [one.message for one in flow.blockers(judged_audit({LEAD: "good"}))]

    assert "1.1 How did the visit go? (peer auditor): answer this" in messages
    assert not any("lead auditor" in one for one in messages)


def test_each_is_asked_by_their_own_answer_what_follows_from_it() -> None:
    audit = judged_audit({LEAD: "good", PEER: "poor"})
    section = audit.tool.sections[0]

    assert [item.id for item in audit.shown_items(section)] == ["v.1~lead", "v.1~peer", "v.2~peer"]


def test_seen_from_outside_a_condition_holds_where_it_holds_for_one_of_them() -> None:
    audit = judged_audit({LEAD: "good", PEER: "poor"})

    assert audit.lookup("v.1") == ("good", "poor")


def test_the_note_says_whose_answer_each_is() -> None:
    audit = judged_audit({LEAD: "good", PEER: "poor"})

    answers = compose_note(audit, NoteOccasion(MOMENT)).sections[0].answers

    assert [(one.respondent, one.grade.label) for one in answers if one.grade] == [
        ("Lead auditor", "Good"),
        ("Peer auditor", "Poor"),
    ]


def test_a_field_is_called_by_whose_it_is() -> None:
    assert field_title(judged_tool(), PEER) == "1.1 How did the visit go? (peer auditor)"


@pytest.mark.parametrize("path", [paths.answer("v.1"), paths.answer("v.1", party="manager")])
def test_an_answer_of_nobody_who_is_asked_is_refused(path: str) -> None:
    assert check_value(judged_tool(), path, "good") == "say who answers: lead, peer"
