"""What a tool says of an answer is followed: what does not apply is not asked, what can be worked out is."""

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.flow import SectionState
from qa_desktop.domain.note import NoteAnswer
from qa_desktop.errors import SeveralProblems
from tests.domain.format_tools import format_audit
from tests.sample_audits import MOMENT

CLOSED = paths.answer("closed")
WHY = paths.answer("why")


def printed(audit: Audit, item_id: str) -> NoteAnswer:
    note = compose_note(audit, NoteOccasion(MOMENT))
    return next(answer for section in note.sections for answer in section.answers if answer.item_id == item_id)


def test_a_question_that_does_not_apply_keeps_nobody_from_signing() -> None:
    open_case, closed_case = format_audit({CLOSED: "no"}), format_audit({CLOSED: "yes"})

    assert not any("Was the end" in one.message for one in flow.blockers(open_case))
    assert any("Was the end" in one.message for one in flow.blockers(closed_case))


def test_the_note_says_that_a_question_did_not_apply_and_keeps_the_words_written_there() -> None:
    answer = printed(format_audit({CLOSED: "no", WHY: "yes", paths.answer("why", "comment"): "A letter."}), "why")

    assert (answer.not_applicable, answer.value, answer.comment) == (
        "Not applicable by another answer",
        "",
        "A letter.",
    )


def test_a_section_is_complete_without_what_does_not_apply_and_untouched_before() -> None:
    before, after = format_audit({}), format_audit({CLOSED: "no"})
    section = before.tool.sections[0]

    assert flow.section_state(before, section) is SectionState.NOT_STARTED
    assert flow.section_state(after, section) is SectionState.COMPLETE


def test_a_header_field_that_is_not_asked_is_not_in_the_note() -> None:
    audit = format_audit({paths.header("ended"): "2026-11-13"})

    facts = [fact.label for fact in compose_note(audit, NoteOccasion(MOMENT)).facts]

    assert "Ended on" not in facts


def test_working_days_between_two_dates_stand_in_the_head_of_the_note() -> None:
    audit = format_audit({paths.header("begun"): "2026-11-06", paths.header("ended"): "2026-11-13"})

    facts = {fact.label: fact.value for fact in compose_note(audit, NoteOccasion(MOMENT)).facts}

    assert facts["It took"] == "5 working days"


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("2014-11-21", "12 years"),
        ("2014-11-22", "11 years"),
        ("2026-03-01", "under 1 year"),
        ("2027-01-01", "Not answered"),
    ],
)
def test_an_age_is_the_age_on_the_day_of_the_meeting(born: str, words: str) -> None:
    assert printed(format_audit({paths.answer("born"): born}), "age").value == words


def test_guidance_of_the_whole_tool_that_was_seen_together_is_in_the_note() -> None:
    note = compose_note(format_audit({paths.seen("ALL.1"): True}), NoteOccasion(MOMENT))

    assert note.sections[0].answers[0].points == ("The record is kind.",)


def test_a_note_that_is_about_no_case_is_called_by_the_word_of_its_tool() -> None:
    other = (("subject: case", "subject: service\nwords: {audit: Feedback}"),)

    titles = [compose_note(one, NoteOccasion(MOMENT)).subtitle for one in (format_audit({}), format_audit({}, *other))]

    assert titles == ["Audit case note", "Feedback record"]


def test_a_place_to_sign_is_there_only_where_its_condition_holds() -> None:
    place = (
        "signatures: [",
        'signatures: [{role: practitioner, label: Worker, statement: -, shown_when: {question: closed, is: "yes"}}, ',
    )

    asked = [[one.role for one in format_audit({CLOSED: said}, place).signatories()] for said in ("yes", "no")]

    assert asked == [["practitioner", "auditor"], ["auditor"]]


def test_a_step_of_filing_is_there_only_where_its_condition_holds() -> None:
    steps = (
        "signatures: [",
        'filing: [{id: n, title: Note, shown_when: {question: closed, is: "yes"}}]\nsignatures: [',
    )

    notes = [compose_note(format_audit({CLOSED: said}, steps), NoteOccasion(MOMENT)) for said in ("yes", "no")]

    assert [[step.title for step in note.filing] for note in notes] == [["Note"], []]


def test_whoever_seals_always_signs() -> None:
    conditional = ("seals: true}", 'seals: true, shown_when: {question: closed, is: "yes"}}')

    with pytest.raises(SeveralProblems) as refused:
        format_audit({}, conditional)

    assert [one.message for one in refused.value.mistakes] == ["the signatory who seals the document always signs"]
