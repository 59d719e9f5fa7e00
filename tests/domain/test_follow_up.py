"""What becomes of actions after the signature: the supervision half, the manager's check, owners and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa_desktop.domain import follow_up, paths
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.follow_up_rules import NOT_YOURS, follow_up_mistakes, follow_up_rows
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Person, Role
from tests.domain.follow_up_audits import INADEQUATE, action, later, signed, written_by
from tests.sample_audits import OWNER

JUDGED: dict[str, Value] = {paths.OVERALL_GRADE: "good", paths.OVERALL_REASON: "Careful work."}
MANAGER = PersonId("manager-1")


def test_the_supervision_half_is_empty_at_signing() -> None:
    audit = signed("roc-t1-generic", action("a1"))

    half = follow_up.supervision(audit, "a1")

    assert half == follow_up.Supervision()


def test_the_supervision_half_holds_what_was_filled_in_since() -> None:
    said = later("a1", reviewed_on="2026-12-03", completed="Chronology read back", initials="TM", progress="started")
    audit = signed("roc-t1-generic", action("a1"), said)

    half = follow_up.supervision(audit, "a1")

    assert (half.reviewed_on, half.completed, half.initials) == (date(2026, 12, 3), "Chronology read back", "TM")
    assert half.progress is Progress.STARTED


@pytest.mark.parametrize(
    ("tool", "said", "stage"),
    [
        ("roc-t1-generic", {}, Stage.OPEN),
        ("roc-t1-generic", {"progress": "started"}, Stage.OPEN),
        ("roc-t1-generic", {"progress": "done"}, Stage.CLOSED),
        ("roc-t1-generic", {"progress": "not_needed"}, Stage.CLOSED),
        ("roc-t1-plo", {"progress": "started"}, Stage.OPEN),
        ("roc-t1-plo", {"progress": "done"}, Stage.CHECK),
        ("roc-t1-plo", {"progress": "not_needed"}, Stage.CLOSED),
        ("roc-t1-plo", {"progress": "done", "checked_on": "2026-12-09"}, Stage.CLOSED),
        ("roc-t1-plo", {"checked_on": "2026-12-09"}, Stage.OPEN),
    ],
)
def test_a_plan_that_prints_the_managers_check_waits_for_it(tool: str, said: dict[str, str], stage: Stage) -> None:
    audit = signed(tool, action("a1"), later("a1", **said))

    assert follow_up.stage_of(audit, audit.actions[0]) is stage


@pytest.mark.parametrize(
    ("tool", "checker", "name", "is_refused"),
    [
        ("roc-t1-plo", OWNER, "Ada Auditor", True),
        ("roc-t1-plo", MANAGER, "p. worker", True),
        ("roc-t1-plo", MANAGER, "Tess Manager", False),
        ("roc-t1-generic", OWNER, "Ada Auditor", False),
    ],
)
def test_nobody_checks_what_they_did_where_the_plan_prints_a_check(
    tool: str, checker: PersonId, name: str, *, is_refused: bool
) -> None:
    audit = written_by(signed(tool, action("a1")), OWNER, later("a1", progress="done"))

    assert bool(follow_up.check_refusal(audit, audit.actions[0], checker, name)) is is_refused


def test_to_whom_an_action_was_given_may_not_check_it() -> None:
    given = later("a1", who="Tess Manager", person=MANAGER)
    audit = written_by(signed("roc-t1-plo", action("a1"), given), OWNER, later("a1", progress="done"))

    assert follow_up.check_refusal(audit, audit.actions[0], MANAGER, "T. Manager")


def test_what_is_not_done_cannot_be_checked() -> None:
    audit = signed("roc-t1-plo", action("a1"))

    assert "not marked as done" in follow_up.check_refusal(audit, audit.actions[0], MANAGER, "Tess Manager")


def test_a_role_stands_for_the_person_of_that_audit() -> None:
    named = {**action("a1", who="key worker"), paths.about("practitioner"): "P. Worker"}
    audit = signed("bra-live-audit", JUDGED, named)

    owner = follow_up.owner_of(audit, audit.actions[0])

    assert (owner.who, owner.name, owner.person) == ("key worker", "P. Worker", "")


def test_an_action_given_to_somebody_else_is_theirs() -> None:
    audit = signed("bra-live-audit", JUDGED, action("a1"), later("a1", who="N. Worker", person="person-9"))

    owner = follow_up.owner_of(audit, audit.actions[0])

    assert (owner.name, owner.person) == ("N. Worker", "person-9")


def test_immediate_actions_are_due_in_five_working_days_and_others_within_a_month() -> None:
    plan = {
        **action("a1", due="2026-12-24", immediate=True),
        **action("a2", due="2027-01-31"),
        **action("a3", "2026-12-01"),
    }
    audit = signed("bra-live-audit", JUDGED, plan)

    limits = follow_up.limits(audit)
    days = [follow_up.due_of(one, limits) for one in audit.actions]

    # The meeting is on Saturday 21 November 2026.
    assert days == [date(2026, 11, 27), date(2026, 12, 21), date(2026, 12, 1)]


def test_an_action_that_waits_for_an_event_is_looked_at_on_its_review_date() -> None:
    audit = signed("roc-t1-generic", action("a1", due=None, event="Conference", review_on="2026-12-08"))

    assert follow_up.due_of(audit.actions[0], follow_up.limits(audit)) == date(2026, 12, 8)


def test_a_task_about_actions_is_done_when_they_are() -> None:
    plan = {**action("a1", immediate=True), **action("a2"), **later("a1", progress="done")}
    audit = signed("bra-live-audit", JUDGED, plan)

    assert {task.rule.id: task.is_done for task in follow_up.tasks(audit)} == {"immediate": True, "supervision": False}


def test_a_task_about_the_audit_is_done_when_somebody_says_so() -> None:
    before = signed("slo-case-audit", JUDGED, action("a1"))
    after = signed("slo-case-audit", JUDGED, action("a1"), {follow_up.of_deadline("one-week", "done_on"): "2026-11-26"})

    assert [task.is_done for task in follow_up.tasks(before)] == [False]
    assert [(task.is_done, task.on) for task in follow_up.tasks(after)] == [(True, date(2026, 11, 28))]


def test_a_head_of_service_keeps_dates_in_audits_of_others_and_nothing_else() -> None:
    audit = signed("her-audit", INADEQUATE, action("a1"))
    audit = replace(audit, record=replace(audit.record, owner=OWNER))
    head, moderator = (
        Person(PersonId("somebody"), "Hana Head", role, "East", b"", b"", "")
        for role in (Role.HEAD_OF_SERVICE, Role.MODERATOR)
    )
    reviewed: dict[str, Value] = {follow_up.of_deadline("review", "done_on"): "2026-12-30"}
    done: dict[str, Value] = {follow_up.of_action("a1", "progress"): "done"}

    assert follow_up_mistakes(audit, reviewed, head) == ()
    assert [one.message for one in follow_up_mistakes(audit, {**reviewed, **done}, head)] == [NOT_YOURS]
    assert [one.message for one in follow_up_mistakes(audit, reviewed, moderator)] == [NOT_YOURS]


def test_remedial_work_of_a_thematic_audit_is_due_in_five_days() -> None:
    audit = signed("roc-thematic", JUDGED, action("a1", due="2027-01-31"))

    (task,) = follow_up.tasks(audit)

    assert (task.rule.id, task.on, task.open_actions) == ("remedial", date(2026, 11, 26), 1)


def test_nobody_follows_the_actions_of_the_sample() -> None:
    sample = signed("roc-t1-generic", action("a1"), {paths.SAMPLE: True})
    real = signed("roc-t1-generic", action("a1"))

    assert [one.stage for one in follow_up_rows(sample)] == ["draft"]
    assert [one.stage for one in follow_up_rows(real)] == ["open"]
