"""What is to be done because of an audit: what raises it, whose it is, by when, and what closes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from qa_desktop.domain import consequences, flow, paths, safety, telling
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import linked_audits
from qa_desktop.domain.concern import Call, CallState
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.follow_up import DISCUSSED_ON, of_action
from qa_desktop.domain.ids import ItemId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState
from qa_desktop.domain.work_due import Closing, WorkKind, WorkTask, done_path, work_due
from tests.sample_audits import COMPLETE_BRA, MOMENT, STARTED, audit_of

HER: dict[str, Value] = {**STARTED, paths.OVERALL_GRADE: "inadequate", paths.OVERALL_REASON: "Nobody saw the child."}
INITIAL: Value = ("audit-0", "48-2207, 2 November 2026", "initial_audit")
LOOP: dict[str, Value] = {
    **STARTED,
    paths.header("initial"): INITIAL,
    paths.header("initial_audit"): "2026-11-30",
}


def signed(tool_id: str, values: Mapping[str, Value]) -> Audit:
    return audit_of(tool_id, values, AuditState.SIGNED)


def task(audit: Audit, key: str) -> WorkTask:
    return next(one for one in work_due(audit) if one.key == key)


def test_dates_are_told_with_their_owner_and_what_closes_them() -> None:
    audit = signed("bra-live-audit", COMPLETE_BRA)

    found = task(audit, "deadline.immediate")

    assert (found.kind, found.whose, found.due) == (WorkKind.DATE, "Responsible manager", date(2026, 11, 27))
    assert (found.closing, found.is_done) == (Closing.ACTIONS, False)


def test_a_date_for_immediate_actions_is_closed_by_those_actions_alone() -> None:
    audit = signed("bra-live-audit", {**COMPLETE_BRA, of_action("a1", "progress"): "done"})

    assert task(audit, "deadline.immediate").is_done
    assert not task(audit, "deadline.supervision").is_done
    assert [one.is_done for one in work_due(audit) if one.kind is WorkKind.ACTION] == [True, False]


def test_a_draft_raises_only_what_no_signature_is_needed_for() -> None:
    audit = audit_of("bra-live-audit", COMPLETE_BRA)

    assert {one.kind for one in work_due(audit)} == {WorkKind.DATE}


def test_the_form_is_due_three_weeks_after_allocation_and_signing_closes_it() -> None:
    values: dict[str, Value] = {**STARTED, paths.header("allocated_on"): "2026-11-01"}

    (before,) = work_due(audit_of("her-audit", values))
    after = task(signed("her-audit", values), "deadline.submit")

    assert (before.kind, before.due, before.closing) == (WorkKind.HAND_IN, date(2026, 11, 22), Closing.SIGNING)
    assert (before.is_done, after.is_done) == (False, True)


def test_a_date_from_allocation_needs_no_field_of_the_form() -> None:
    audit = audit_of("bra-live-audit", {**STARTED, paths.about("allocated_on"): "2026-11-02"})
    rule = replace(audit.tool.deadlines[0], applies_to="audit", amount=3, unit="weeks", start="allocation")

    found = consequences.deadlines(replace(audit, tool=replace(audit.tool, deadlines=(rule,))))

    assert [one.on for one in found] == [date(2026, 11, 23)]


def test_a_date_from_allocation_is_not_told_where_nothing_was_allocated() -> None:
    audit = audit_of("bra-live-audit", STARTED)
    rule = replace(audit.tool.deadlines[0], applies_to="audit", start="allocation")

    assert consequences.deadlines(replace(audit, tool=replace(audit.tool, deadlines=(rule,)))) == ()


def test_a_date_from_the_initial_audit_runs_from_the_audit_itself_where_it_points_to_none() -> None:
    audit = audit_of("bra-live-audit", COMPLETE_BRA)
    rule = replace(audit.tool.deadlines[0], applies_to="audit", amount=3, unit="months", start="initial_audit")

    found = consequences.deadlines(replace(audit, tool=replace(audit.tool, deadlines=(rule,))))

    assert [one.on for one in found] == [date(2027, 2, 21)]


def test_a_date_from_the_initial_audit_runs_from_the_audit_to_which_the_record_points() -> None:
    audit = audit_of("her-inadequate", LOOP)
    (day,) = (item for item in audit.tool.header if item.taken_from)
    renamed = tuple(replace(item, id=ItemId("when_it_was")) if item is day else item for item in audit.tool.header)
    fields = {
        ("header/when_it_was/value" if path == "header/initial_audit/value" else path): state
        for path, state in audit.record.fields.items()
    }
    other = replace(audit, tool=replace(audit.tool, header=renamed), record=replace(audit.record, fields=fields))

    assert [one.on for one in consequences.deadlines(other)] == [date(2027, 1, 11), date(2027, 2, 28)]


def test_the_follow_up_of_an_inadequate_audit_is_due_in_six_weeks_and_three_months_of_the_initial_audit() -> None:
    audit = audit_of("her-inadequate", LOOP)

    review, again = task(audit, "deadline.review"), task(audit, "deadline.re-audit")

    assert (review.due, again.due) == (date(2027, 1, 11), date(2027, 2, 28))
    assert (review.closing, review.is_done) == (Closing.STAGE, False)
    assert linked_audits(audit) == ("audit-0",)


def test_a_stage_closes_the_date_of_its_name() -> None:
    values = {
        **LOOP,
        paths.answer("her-inad.2"): "The plan is followed.",
        paths.answer("her-inad.2.date"): "2027-01-08",
    }
    audit = audit_of("her-inadequate", values)

    assert [task(audit, key).is_done for key in ("deadline.review", "deadline.re-audit")] == [True, False]


def test_moderation_is_due_only_where_the_grades_differ() -> None:
    values: dict[str, Value] = {**STARTED, paths.header("allocated_on"): "2026-11-01"}

    same, other = (
        {one.rule.id for one in consequences.deadlines(audit_of("her-audit", {**values, **more}))}
        for more in ({}, {paths.answer("her-audit.differ"): "yes"})
    )

    assert other - same == {"moderation"}


def test_what_comes_round_waits_for_the_next_of_its_kind() -> None:
    audit = signed("slo-brag-tool", {**STARTED, paths.header("rating_date"): "2012-11-30"})

    found = task(audit, "deadline.next-rating")

    assert (found.kind, found.closing, found.due) == (WorkKind.ROUND, Closing.NEXT, date(2013, 2, 28))


def test_samples_of_other_kinds_do_not_take_each_others_turn() -> None:
    keys = set()
    for kind in ("timeliness", "thresholds"):
        values = {**STARTED, paths.header("sample"): kind, paths.header("sample_date"): "2026-11-05"}
        keys |= {one.key for one in work_due(audit_of("roc-hos-samples", values))}

    assert keys == {"deadline.next-month.timeliness", "deadline.next-month.thresholds"}


def test_an_answer_raises_a_task_that_a_person_marks_as_done() -> None:
    values = {**STARTED, paths.answer("roc-sup.10"): "yes"}

    raised = task(signed("roc-supervision-file", values), "task.observe-supervision")
    done = task(
        signed("roc-supervision-file", {**values, done_path("task.observe-supervision"): "2026-12-01"}),
        "task.observe-supervision",
    )

    assert (raised.kind, raised.closing, raised.is_done) == (WorkKind.FOLLOW_UP, Closing.MARK, False)
    assert "observation" in raised.what
    assert done.is_done


def test_each_recipient_of_the_grade_is_to_be_told() -> None:
    values: dict[str, Value] = {**STARTED, paths.OVERALL_GRADE: "inadequate", paths.OVERALL_REASON: "Because."}
    told_one = telling.told_values("head-of-service", "Ada Auditor", date(2026, 11, 21), TellWay.TELEPHONE)
    audit = signed("roc-t2-hos", {**values, **told_one})

    told = {one.key: one.is_done for one in work_due(audit) if one.kind is WorkKind.TELLING}

    assert told == {"telling.head-of-service": True, "telling.assistant-director": False}


def test_a_safety_concern_is_work_until_somebody_was_told_in_drafts_too() -> None:
    raised: dict[str, Value] = {**STARTED, **safety.raise_values("c1", MOMENT), "concern/c1/what": "A bruise"}
    call = Call("k1", "Mo", CallState.TOLD, date(2026, 11, 21), "14:40", "Visits")
    draft = audit_of("bra-live-audit", raised)
    told = audit_of("bra-live-audit", {**raised, **safety.call_values(call, "c1")})

    (waiting,) = [one for one in work_due(draft) if one.kind is WorkKind.CONCERN]
    assert (waiting.what, waiting.is_done, waiting.due) == (
        "Safety concern: nobody told yet",
        False,
        date(2026, 11, 21),
    )
    assert [one.is_done for one in work_due(told) if one.kind is WorkKind.CONCERN] == [True]


def test_filing_is_done_step_by_step() -> None:
    audit = signed("bra-live-audit", {**COMPLETE_BRA, paths.filing("return", "done"): True})

    steps = {one.key: one.is_done for one in work_due(audit) if one.kind is WorkKind.FILING}

    assert steps == {
        "filing.audit-action-plan": False,
        "filing.management-chronology": False,
        "filing.return": True,
    }


@pytest.mark.parametrize(
    ("more", "is_done"),
    [({}, False), ({"advice": "answered"}, True), ({"outcome": "The grade stands."}, True)],
)
def test_advice_stays_open_until_it_came_or_something_came_of_it(more: dict[str, Value], is_done: bool) -> None:  # noqa: FBT001 - a parameter of the test
    said: dict[str, Value] = {"about": "overall", "advice": "asked", "advice_on": "2026-11-24", **more}
    audit = audit_of("bra-live-audit", {**STARTED, **{f"disagreement/d1/{name}": one for name, one in said.items()}})

    found = task(audit, "advice.d1")

    assert (found.due, found.is_done) == (date(2026, 11, 24), is_done)


def test_a_promised_signature_is_due_on_its_day_and_goes_when_it_is_there() -> None:
    later: dict[str, Value] = {
        **COMPLETE_BRA,
        paths.signature("practitioner", "state"): "later",
        paths.signature("practitioner", "name"): "A. Practitioner",
        paths.signature("practitioner", "by_date"): "2026-11-28",
    }

    found = task(signed("bra-live-audit", later), "signature.practitioner")
    after = work_due(signed("bra-live-audit", {**later, paths.signature("practitioner", "state"): "signed"}))

    assert (found.whose, found.due, found.step) == ("A. Practitioner", date(2026, 11, 28), flow.SIGN)
    assert not any(one.kind is WorkKind.SIGNATURE for one in after)


def test_the_sample_audit_raises_nothing() -> None:
    assert work_due(signed("bra-live-audit", {**COMPLETE_BRA, paths.SAMPLE: True})) == ()


@pytest.mark.parametrize("tool_id", ["bra-live-audit", "her-audit", "roc-t2-hos", "slo-case-audit"])
def test_no_two_tasks_of_an_audit_have_the_same_key(tool_id: str) -> None:
    audit = signed(tool_id, {**HER, paths.header("allocated_on"): "2026-11-01"})
    keys = [one.key for one in work_due(audit)]

    assert len(keys) == len(set(keys)) > 1


def test_every_signed_case_audit_is_talked_through_in_supervision_also_without_actions() -> None:
    before = task(signed("roc-t2-hos", STARTED), "supervision")
    after = task(signed("roc-t2-hos", {**STARTED, DISCUSSED_ON: "2026-12-02"}), "supervision")
    record = work_due(signed("roc-supervision-file", STARTED))

    assert (before.whose, before.closing, before.is_done, after.is_done) == ("Manager", Closing.TALK, False, True)
    assert not any(one.kind is WorkKind.SUPERVISION for one in record)
