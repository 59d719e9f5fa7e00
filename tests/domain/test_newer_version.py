"""An audit that goes on with a newer version keeps what is still asked, and everything else outside of itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.changed_audit import with_fields
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.newer_version import OTHER_KIND, SIGNED_BEFORE, Move, move, moved
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import FieldState
from qa_desktop.domain.still_asked import GONE, NO_CHOICE, UNKNOWN_ROLE, why_not_asked
from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.checker import read_tool
from tests.domain.two_versions import ANSWERED, FIRST, SECOND, THIRD
from tests.domain.written_tools import audit_of
from tests.sample_audits import MOMENT, OWNER

NO_STAGE = "It is not allowed any more: the tool has no stage that waits for this person's reading."


@cache
def version(text: str) -> Tool:
    return read_tool(text.encode(), {})


def begun(**more: Value) -> Audit:
    return audit_of(version(FIRST), {**ANSWERED, **more})


def gone_on(audit: Audit, plan: Move) -> Audit:
    """Return the audit as it is read once it has gone on."""
    newer = plan.after
    record = replace(audit.record, tool_version=newer.version, fields=moved(audit, plan))
    return read_audit(record, newer)


def state(path: str, value: Value) -> FieldState:
    return FieldState(path, value, OperationId(f"late {path}"), OWNER, MOMENT, Stream(begun().id))


def test_answers_stay_where_the_question_still_takes_them() -> None:
    plan = move(begun(), version(SECOND))

    after = gone_on(begun(), plan)

    assert plan.stays == 2
    assert (after.answer("plan").value, after.answer("plan").comment) == ("fair", "Goal 2 has no date.")
    assert after.answer("words").value == "The boy was seen alone."
    assert [one.text for one in after.evidence_for("plan")] == ["Plan of 3 May."]


def test_what_falls_away_is_told_in_the_words_of_the_version_it_was_for() -> None:
    plan = move(begun(), version(SECOND))

    assert [(one.title, one.words, one.why) for one in plan.falls_away] == [
        ("How were visits?", "Poor", NO_CHOICE),
        ("Is the form filled in?", "No", GONE),
        ("Is the form filled in?: note", "The form is empty.", GONE),
        ("Who was told?", "Manager", OTHER_KIND),
    ]


def test_new_questions_and_other_words_are_told() -> None:
    plan = move(begun(), version(SECOND))

    assert [item.id for item in plan.new] == ["voice"]
    reworded = [change for part in plan.difference.parts for change in part.changes if change.what == "wording"]
    assert [(one.before, one.after) for one in reworded] == [("Is the plan clear?", "Is the plan clear to the family?")]


def test_nothing_that_fell_away_is_in_the_audit_and_none_of_it_is_lost() -> None:
    after = gone_on(begun(), move(begun(), version(SECOND)))

    assert {key for key, answer in after.answers.items() if answer.is_touched} == {"plan", "words"}
    assert {path: one.value for path, one in after.earlier.items()} == {
        paths.answer("visits"): "poor",
        paths.answer("gone"): "no",
        paths.answer("gone", "comment"): "The form is empty.",
    }
    assert after.versions == ("1.0", "2.0")


def test_a_code_is_never_read_as_free_text() -> None:
    plan = move(begun(), version(SECOND))

    assert [one.path for one in plan.cleared] == [paths.answer("told")]
    assert gone_on(begun(), plan).answer("told").value is None


def test_what_only_somebody_else_may_write_is_not_cleared() -> None:
    path = paths.answer("told")
    audit = begun()
    theirs = replace(audit.record.fields[path], stream=Stream(audit.id, "peer"))

    plan = move(with_fields(audit, [theirs]), version(SECOND))

    assert plan.cleared == ()


def test_signatures_for_the_earlier_version_are_given_anew() -> None:
    audit = begun(**{"signature/practitioner/state": "signed", "signature/practitioner/name": "P. Smith"})

    plan = move(audit, version(SECOND))

    assert ("Signature: name", "P. Smith", SIGNED_BEFORE) in {(o.title, o.words, o.why) for o in plan.falls_away}
    assert gone_on(audit, plan).signatures.get("practitioner") is None or not gone_on(audit, plan).value(
        "signature/practitioner/state"
    )


def test_an_answer_that_comes_late_for_the_earlier_version_falls_away_by_itself() -> None:
    after = gone_on(begun(), move(begun(), version(SECOND)))
    late = {one.path: one for one in (state(paths.answer("gone"), "yes"), state(paths.answer("voice"), "He sang."))}

    read = read_audit(replace(after.record, fields={**after.record.fields, **late}), after.original)

    assert read.earlier[paths.answer("gone")].value == "yes"
    assert read.answer("voice").value == "He sang."


def test_what_is_answered_anew_is_no_answer_of_the_earlier_version_any_more() -> None:
    after = gone_on(begun(), move(begun(), version(SECOND)))

    answered = with_fields(after, [state(paths.answer("visits"), "weak")])

    assert answered.answer("visits").value == "weak"
    assert set(answered.earlier) == {paths.answer("gone"), paths.answer("gone", "comment")}


def test_what_a_later_version_asks_again_comes_back() -> None:
    second = gone_on(begun(), move(begun(), version(SECOND)))

    plan = move(second, version(THIRD))

    third = gone_on(second, plan)
    assert [(one.title, one.words) for one in plan.comes_back] == [("Is the form filled in?", "No")]
    assert third.answer("gone").value == "no"
    assert third.versions == ("1.0", "2.0", "3.0")


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("answer/plan@child-1/value", "good", GONE),
        ("answer/plan~peer/value", "good", GONE),
        ("answer/words/comment", "No place for it", GONE),
        ("header/team/value", "North", GONE),
        ("section/elsewhere/complete", True, GONE),
        ("point/W-1/seen", True, GONE),
        ("evidence/e9/text", "Of nothing", GONE),
        ("overall/grade", "good", GONE),
        ("answer/visits/value", "poor", NO_CHOICE),
        ("answer/visits/not_applicable", True, "It is not allowed any more: this question cannot be “not applicable”."),
        ("action/a1/what", "Do it", "There is no action plan any more."),
        ("signature/manager/name", "M", UNKNOWN_ROLE),
        ("filing/note/done", True, GONE),
        ("disagreement/d1/auditor_view", "No", GONE),
        ("prep/elsewhere/notes", "Mine", GONE),
        ("stage/talk/read_practitioner", True, NO_STAGE),
    ],
)
def test_a_field_without_a_place_in_the_tool_is_named_with_why(path: str, value: Value, why: str) -> None:
    assert why_not_asked(version(SECOND), {path: state(path, value)}) == {path: why}


def test_a_decision_about_an_answer_goes_where_the_answer_goes() -> None:
    kept, gone = (f"check/{paths.answer(item)}/no_reason" for item in ("plan", "gone"))
    audit = begun(**{kept: "op-2", gone: "op-9"})

    after = gone_on(audit, move(audit, version(SECOND)))

    assert after.value(kept) == "op-2"
    assert after.earlier[gone].value == "op-9"


@pytest.mark.parametrize("path", ["subject", "about/team", "sitting/s/day", "prep/jotter", "person/p/name", "signed"])
def test_what_belongs_to_every_audit_stays(path: str) -> None:
    assert why_not_asked(version(SECOND), {path: state(path, "2026-11-21")}) == {}


def test_an_audit_that_keeps_its_version_is_read_as_it_stands() -> None:
    audit = begun(**{"answer/unheard/value": "kept"})

    assert audit.earlier == {}
    assert audit.answer("unheard").value == "kept"
    assert audit.versions == ("1.0",)


ALLOWED: dict[str, tuple[Value, ...]] = {
    paths.answer("plan"): ("good", "fair", "poor", None),
    paths.answer("plan", "comment"): ("Because.", "", None),
    paths.answer("plan", "not_evidenced"): (True, False),
    paths.answer("visits"): ("good", "fair", "poor"),
    paths.answer("gone"): ("yes", "no", None),
    paths.answer("gone", "comment"): ("A note.",),
    paths.answer("told"): ("m", "n"),
    paths.answer("words"): ("", "Seen alone."),
    "evidence/e1/item": ("plan", "gone"),
    "evidence/e1/text": ("Read.",),
    "evidence/e1/removed": (True, None),
    "disagreement/d1/about": ("plan", "gone", "visits"),
    "disagreement/d1/auditor_view": ("Ours.",),
    "section/work/complete": (True, None),
    "signature/practitioner/state": ("signed", "later"),
    "signature/practitioner/name": ("Pat",),
    "prep/gone/note": ("Look.",),
    "about/team": ("North",),
}
"""Fields of the first version, with what may stand there."""


@given(st.fixed_dictionaries({}, optional={path: st.sampled_from(values) for path, values in ALLOWED.items()}))
def test_whatever_was_entered_is_in_the_audit_or_beside_it_or_cleared_by_name(values: dict[str, Value]) -> None:
    audit = audit_of(version(FIRST), values)
    plan = move(audit, version(SECOND))

    after = gone_on(audit, plan)

    cleared = {one.path for one in plan.cleared}
    kept = {**after.record.fields, **after.earlier}
    assert {path: one for path, one in kept.items() if path not in {*cleared, paths.TOOL}} == {
        path: one for path, one in audit.record.fields.items() if path not in cleared
    }
    assert after.record.fields.keys().isdisjoint(after.earlier)
    assert why_not_asked(version(SECOND), after.record.fields) == {}
    assert {path for path in cleared if kept[path].value is not None} == set()
    assert {one.path for one in plan.falls_away} <= cleared | set(after.earlier)
