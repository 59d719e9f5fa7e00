"""An Inadequate audit is closed only if every action is done and the service is better (R-082, R-096, R-097)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import closed_tasks, closing
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.pair_standing import PairStanding
from qa_desktop.domain.record import AuditState
from tests.domain.follow_up_audits import INADEQUATE, action, found, later, signed
from tests.sample_audits import audit_of

LINK = paths.header("initial")
STATES = ("open", "started", "done", "not_needed")


def record(improved: str | None, day: str = "2027-02-20", *, of: str = "audit-1", is_signed: bool = True) -> Audit:
    """The follow-up record of an Inadequate audit, with what its re-audit says."""
    values: dict[str, Value] = {LINK: (of, "The initial audit"), paths.answer("her-inad.3.date"): day}
    values |= {paths.answer("her-inad.3.improved"): improved} if improved else {}
    return found("her-inadequate", values, name=f"record-{day}", is_signed=is_signed)


@pytest.mark.parametrize(
    ("states", "improved", "is_signed"),
    list(product(product(STATES, STATES), (None, "no", "yes"), (True, False))),
)
def test_an_inadequate_audit_is_closed_by_done_actions_and_a_better_service_together(
    states: tuple[str, str], improved: str | None, *, is_signed: bool
) -> None:
    plan = {**action("a1"), **action("a2")}
    done = {**later("a1", progress=states[0]), **later("a2", progress=states[1])}
    audit = signed("her-audit", INADEQUATE, plan, done)

    how = closing(audit, [record(improved, is_signed=is_signed)])

    all_done = all(one in ("done", "not_needed") for one in states)
    assert how.is_closed is (all_done and improved == "yes" and is_signed)
    assert how.improved is (None if not is_signed else improved == "yes")


def test_an_inadequate_audit_without_any_record_is_open() -> None:
    audit = signed("her-audit", INADEQUATE, action("a1"), later("a1", progress="done"))

    how = closing(audit)

    assert (how.wants_record, how.improved, how.is_closed) == (True, None, False)


def test_review_and_re_audit_run_from_the_initial_audit() -> None:
    tasks = {task.rule.id: task.on for task in closing(signed("her-audit", INADEQUATE)).tasks}

    assert tasks == {"review": date(2027, 1, 2), "re-audit": date(2027, 2, 21)}


def test_a_record_meets_the_dates_whose_questions_it_answers() -> None:
    said: dict[str, Value] = {LINK: ("audit-1", "The initial audit"), paths.answer("her-inad.2.date"): "2027-01-02"}
    review = found("her-inadequate", said, name="record-0", is_signed=False)
    audit = signed("her-audit", INADEQUATE)

    assert closed_tasks(audit) == frozenset()
    assert closed_tasks(audit, [review]) == {"review"}
    assert closed_tasks(audit, [review, record("no")]) == {"review", "re-audit"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_last_record_decides_in_whatever_order_they_come(order: tuple[int, int]) -> None:
    records = [record("no", "2027-02-20"), record("yes", "2027-05-20")]
    audit = signed("her-audit", INADEQUATE)

    assert closing(audit, [records[place] for place in order]).is_closed


def test_a_record_about_another_audit_closes_nothing() -> None:
    assert not closing(signed("her-audit", INADEQUATE), [record("yes", of="audit-2")]).is_closed


def test_a_record_whose_tool_closes_nothing_does_not_count() -> None:
    moderation = signed("her-moderation", {paths.header("lead_audit"): ("audit-1", "Lead")}, name="moderation")

    assert closing(signed("her-audit", INADEQUATE), [moderation]).improved is None


def test_an_audit_without_a_look_again_is_closed_once_its_tasks_are_done() -> None:
    poor = {paths.OVERALL_GRADE: "requires_improvement", paths.OVERALL_REASON: "Recording lags behind."}
    left = signed("bra-live-audit", poor, action("a1"))
    done = signed("bra-live-audit", poor, action("a1"), later("a1", progress="done"))

    assert (closing(left).wants_record, closing(left).is_closed) == (False, False)
    assert closing(done).is_closed


def test_what_waits_for_a_check_is_not_closed() -> None:
    rated = {paths.OVERALL_GRADE: "good", paths.OVERALL_REASON: "Kept in time."}
    waiting = signed("roc-t1-plo", rated, action("a1"), later("a1", progress="done"))

    assert closing(waiting).open_actions == 1


def test_a_good_audit_asks_for_no_look_again() -> None:
    good = signed("her-audit", {paths.OVERALL_GRADE: "good", paths.OVERALL_REASON: "Warm and steady."})

    assert (closing(good).wants_record, closing(good).is_closed) == (False, True)


def test_a_draft_is_read_like_any_other() -> None:
    draft = audit_of("her-audit", INADEQUATE, AuditState.DRAFT)

    assert not closing(draft).is_closed


def test_a_record_of_one_form_closes_the_other_form_of_the_same_case_too() -> None:
    peer = replace(signed("her-audit", INADEQUATE, name="audit-2"), standing=PairStanding(other=AuditId("audit-1")))

    alone = replace(peer, standing=PairStanding())

    assert closing(peer, [record("yes")]).is_closed
    assert not closing(alone, [record("yes")]).is_closed
