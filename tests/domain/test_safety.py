"""A safety concern: who was told of it, what signing waits for, and what the note says (R-086, PRACTICE P-30)."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.concern import Call, CallState, ConcernState, elapsed_words
from qa_desktop.domain.note import note_as_json
from qa_desktop.domain.operation import Value
from qa_desktop.domain.safety import call_values, concern_state, concerns, raise_values, signing_needs
from tests.sample_audits import COMPLETE_BRA, MOMENT, STARTED, audit_of, shipped_tool

RAISED: dict[str, Value] = {**STARTED, **raise_values("c1", MOMENT), "concern/c1/what": "A bruise nobody asked about"}
CALL = Call("k1", "Mo Manager, Team Manager", CallState.TOLD, date(2026, 11, 21), "14:40", "Visits the child today")
TRIED = Call("k0", "Mo Manager", CallState.NO_ANSWER, date(2026, 11, 21), "14:35", "Called the head of service")


def test_a_concern_that_nobody_was_told_of_is_the_most_pressing() -> None:
    told = {**raise_values("c2", MOMENT), "concern/c2/what": "Another", **call_values(CALL, "c2")}

    assert concern_state(audit_of("bra-live-audit", STARTED)) is None
    assert concern_state(audit_of("bra-live-audit", {**STARTED, **told})) is ConcernState.TOLD
    both = concern_state(audit_of("bra-live-audit", {**RAISED, **told}))
    assert both is ConcernState.NOBODY_TOLD
    assert both.is_open
    assert both.label == "Safety concern: nobody told yet"


def test_p30_signing_waits_for_a_record_of_who_was_told() -> None:
    needs = signing_needs(audit_of("bra-live-audit", RAISED))
    assert [path for _, path in needs] == ["concern/c1/calls"]
    assert "who was told by telephone, when, and what they decided" in needs[0][0]
    blockers = flow.blockers(audit_of("bra-live-audit", RAISED))
    assert [one.path for one in blockers if one.step == flow.SAFETY] == ["concern/c1/calls"]


@pytest.mark.parametrize("call", [CALL, TRIED], ids=["told", "attempt"])
def test_p30_a_call_or_an_attempt_with_what_was_done_then_is_enough_to_sign(call: Call) -> None:
    audit = audit_of("bra-live-audit", {**RAISED, **call_values(call, "c1")})
    assert signing_needs(audit) == ()


def test_an_attempt_alone_leaves_the_concern_open_for_lists() -> None:
    state = concern_state(audit_of("bra-live-audit", {**RAISED, **call_values(TRIED, "c1")}))
    assert state is ConcernState.NOBODY_REACHED
    assert state.is_open


def test_each_thing_that_a_call_lacks_is_named_with_its_field() -> None:
    values = {**RAISED, "call/k1/concern": "c1", "call/k1/who": "Mo Manager", "call/k1/state": "no_answer"}
    needs = signing_needs(audit_of("bra-live-audit", values))
    assert [path for _, path in needs] == ["call/k1/on", "call/k1/time", "call/k1/decided"]
    assert "what you did then" in needs[-1][0]


def test_what_was_raised_by_mistake_holds_up_nothing_and_stays_in_the_record() -> None:
    audit = audit_of("bra-live-audit", {**RAISED, "concern/c1/taken_back": "The wrong key"})
    assert signing_needs(audit) == ()
    assert [one.taken_back for one in concerns(audit)] == ["The wrong key"]


def test_p30_free_text_never_raises_a_concern() -> None:
    words = "The child is at immediate risk of harm. Safeguarding concern! Call 999."
    values = {**COMPLETE_BRA, paths.OVERALL_REASON: words, paths.answer("bra-live.3", "comment"): words}
    audit = audit_of("bra-live-audit", values)
    assert concerns(audit) == ()
    assert signing_needs(audit) == ()


def test_the_note_says_the_facts_and_leaves_out_what_stays_apart() -> None:
    values = {**RAISED, **call_values(CALL, "c1")}
    note = compose_note(audit_of("bra-live-audit", values), NoteOccasion(MOMENT))
    assert [(one.raised, one.what) for one in note.concerns] == [
        ("21 November 2026 at 14:32", "A bruise nobody asked about")
    ]
    call = note.concerns[0].calls[0]
    assert call.label == "Told by telephone: Mo Manager, Team Manager, 21 November 2026 at 14:40"
    assert call.value == "Visits the child today"

    apart = compose_note(audit_of("bra-live-audit", {**values, "concern/c1/apart": True}), NoteOccasion(MOMENT))
    assert "bruise" not in json.dumps(note_as_json(apart))


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=40), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=65), "1 hour 5 minutes"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3), "3 days"),
        (timedelta(minutes=-5), "less than a minute"),
    ],
)
def test_the_time_since_then_is_said_in_words(passed: timedelta, words: str) -> None:
    start = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
    assert elapsed_words(start, start + passed) == words


@pytest.mark.parametrize("time", ["2:05pm", "24:00", "14:60", "1432", "14:3", 14])
def test_a_time_that_is_none_is_refused_with_what_would_be_right(time: Value) -> None:
    assert check_value(shipped_tool("bra-live-audit"), "call/k1/time", time) == "give the time as 14:32"


def test_times_of_the_clock_are_taken() -> None:
    tool = shipped_tool("bra-live-audit")
    assert [check_value(tool, "call/k1/time", time) for time in ("00:00", "9:05", "23:59")] == [None] * 3
