"""What is filled in after the signature: durable later entries, by whom they may be made, never in what was signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import follow_up
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk, reopened, sign_an_audit
from tests.full_audits import actions, signed_in_full

REVIEW = Review(date(2026, 12, 3), "Read back with the family", "TM", Progress.DONE)


@pytest.fixture
def desk(tmp_path: Path) -> OpenDesk:
    return new_desk(tmp_path, "Tess Manager", Role.MANAGER)


def test_the_supervision_half_is_kept_as_a_later_entry(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)
    before = {path: one.value for path, one in desk.desk.open_audit(audit_id).record.fields.items()}

    desk.desk.follow_up.review(audit_id, "a1", REVIEW)

    audit = reopened(desk).desk.open_audit(audit_id)
    half = follow_up.supervision(audit, "a1")
    assert (half.reviewed_on, half.completed, half.initials) == (date(2026, 12, 3), REVIEW.completed, "TM")
    assert (half.progress, half.done_on) == (Progress.DONE, date(2026, 12, 3))
    assert {path: audit.value(path) for path in before} == before


def test_the_supervision_half_is_refused_before_the_signature(desk: OpenDesk) -> None:
    draft = desk.desk.start_audit(StartRequest("roc-t1-generic", "48-1"))
    path = follow_up.of_action("a1", "completed")
    values: dict[str, Value] = {"action/a1/what": "Chronology", path: "Done"}

    with pytest.raises(SeveralProblems) as refused:
        desk.desk.record(draft, values)

    assert "sign the audit first" in refused.value.sentence
    assert refused.value.mistakes[0].where == path
    assert not desk.desk.open_audit(draft.id).actions


def test_what_is_not_needed_wants_a_reason_and_an_approver(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)

    with pytest.raises(SeveralProblems) as refused:
        desk.desk.follow_up.review(audit_id, "a1", Review(progress=Progress.NOT_NEEDED))

    assert [one.where for one in refused.value.mistakes] == ["followup/a1/reason", "followup/a1/approved_by"]
    said = Review(progress=Progress.NOT_NEEDED, reason="The family moved away", approved_by="Head of service")
    audit = desk.desk.follow_up.review(audit_id, "a1", said)
    assert follow_up.stage_of(audit, audit.actions[0]) is follow_up.Stage.CLOSED


def test_opening_an_action_again_takes_back_day_and_check(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)
    desk.desk.follow_up.review(audit_id, "a1", REVIEW)
    desk.desk.follow_up.check(audit_id, "a1")

    audit = desk.desk.follow_up.review(audit_id, "a1", Review(progress=Progress.STARTED))

    half = follow_up.supervision(audit, "a1")
    assert (half.done_on, half.checked_on, half.checked_by) == (None, None, "")
    assert half.completed == REVIEW.completed


def test_the_person_who_marked_it_done_may_not_check_it_where_the_plan_prints_a_check(desk: OpenDesk) -> None:
    audit_id = signed_in_full(desk.desk, "roc-t1-plo", actions(("a1", "2026-12-21"))).id
    desk.desk.follow_up.review(audit_id, "a1", REVIEW)

    with pytest.raises(SeveralProblems) as refused:
        desk.desk.follow_up.check(audit_id, "a1")

    assert "somebody else" in refused.value.sentence
    assert refused.value.mistakes[0].where == "followup/a1/checked_on"


def test_a_practitioner_fills_nothing_in_for_an_audit_of_somebody_else(tmp_path: Path) -> None:
    manager = new_desk(tmp_path / "manager", "Tess Manager", Role.MANAGER)
    worker = new_desk(tmp_path / "worker", "P. Worker", Role.PRACTITIONER)
    audit_id = sign_an_audit(manager.desk)
    worker.store.bring(manager.store.people(), manager.store.operations(audit_id), manager.store.documents_of(audit_id))
    tool = manager.desk.open_audit(audit_id).tool
    worker.store.keep_tool(tool.content_hash, manager.store.tool_definition(tool.content_hash))

    with pytest.raises(SeveralProblems) as refused:
        worker.desk.follow_up.review(audit_id, "a1", REVIEW)

    assert "only the auditor, the manager of the team or a QA officer" in refused.value.sentence


def test_talking_an_audit_through_is_recorded_without_any_action(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)

    audit = desk.desk.follow_up.discuss(audit_id, date(2026, 12, 2), "What helped, and what to try")

    assert audit.day(follow_up.DISCUSSED_ON) == date(2026, 12, 2)
    assert audit.text(follow_up.DISCUSSED) == "What helped, and what to try"


def test_a_date_about_actions_is_not_ticked_by_hand(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)

    with pytest.raises(NotAllowed, match="Mark them as done"):
        desk.desk.follow_up.meet(audit_id, "immediate", date(2026, 11, 27))
    with pytest.raises(NotFound, match="immediate, supervision"):
        desk.desk.follow_up.meet(audit_id, "wedding", date(2026, 11, 27))


def test_what_is_unknown_or_unsaid_is_told(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)

    with pytest.raises(NotFound, match="There are: a1, a2"):
        desk.desk.follow_up.review(audit_id, "a9", REVIEW)
    with pytest.raises(InputProblem, match="who has the action"):
        desk.desk.follow_up.reassign(audit_id, "a1", "  ")


def test_an_amendment_does_not_take_the_supervision_half_over(desk: OpenDesk) -> None:
    audit_id = sign_an_audit(desk.desk)
    desk.desk.follow_up.review(audit_id, "a1", REVIEW)

    amendment = desk.desk.amend_audit(audit_id)

    assert follow_up.supervision(amendment, "a1") == follow_up.Supervision()
