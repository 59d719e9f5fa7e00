"""Rochdale: what becomes of its audits after the signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_desktop.domain import follow_up
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.record import Role
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown
from tests.desks import MOMENT, OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


def supervision_columns(officer: OpenDesk, tool: str) -> list[str]:
    plan = officer.desk.tool(tool).action_plan
    assert plan is not None
    return [column.label for column in plan.columns if column.by == "supervision"]


@pytest.mark.parametrize("tool", ["roc-t1-generic", "roc-t2-hos"])
def test_r5_the_supervision_half_stays_empty_and_is_completed_later_with_initials(officer: OpenDesk, tool: str) -> None:
    audit = signed_in_full(officer.desk, tool, actions(("a1", "2026-12-21")))
    assert supervision_columns(officer, tool) == ["Date reviewed", "Completed/Comments", "Initials"]
    before = compose_note(audit, NoteOccasion(MOMENT)).plan
    assert before is not None
    assert before.rows[0][3:] == ("", "", "")

    audit = officer.desk.follow_up.review(audit.id, "a1", Review(date(2026, 12, 3), "Read back", "TM"))

    after = compose_note(audit, NoteOccasion(MOMENT)).plan
    assert after is not None
    assert after.rows[0][3:] == ("3 December 2026", "Read back", "TM")
    assert (after.rows[0][:3], after.columns) == (before.rows[0][:3], before.columns)


def test_r12_thematic_remedial_work_is_due_in_five_days(officer: OpenDesk) -> None:
    audit = signed_in_full(officer.desk, "roc-thematic", actions(("a1", "2027-01-31")))
    (remedial,) = officer.desk.follow_up.closing(audit).tasks
    (listed,) = officer.desk.actions(ActionQuestion())
    assert (remedial.on, listed.due) == (date(2026, 11, 26), "2026-11-26")

    officer.clock.moment = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert [one.id for one in officer.desk.actions(ActionQuestion(ActionsShown.OVERDUE))] == ["a1"]
    audit = officer.desk.follow_up.review(audit.id, "a1", Review(progress=Progress.DONE))

    assert officer.desk.follow_up.closing(audit).is_closed
    assert officer.desk.actions(ActionQuestion(ActionsShown.OVERDUE)) == ()


def test_r15_hr_audits_and_iro_notifications_have_a_central_follow_up_record(officer: OpenDesk) -> None:
    for number, tool in enumerate(("roc-hr-audit", "roc-iro-notification"), start=1):
        signed_in_full(officer.desk, tool, actions((f"a{number}", f"2026-12-0{number}")), tool)

    listed = officer.desk.actions(ActionQuestion())
    officer.desk.follow_up.review(listed[0].audit, "a1", Review(completed="Filed", progress=Progress.DONE))

    assert [(one.subject, one.id) for one in listed] == [("roc-hr-audit", "a1"), ("roc-iro-notification", "a2")]
    assert [one.id for one in officer.desk.actions(ActionQuestion(ActionsShown.CLOSED))] == ["a1"]
    kept = officer.desk.open_audit(listed[0].audit)
    assert follow_up.supervision(kept, "a1").completed == "Filed"
