"""Bracknell Forest: actions after the audit meeting, and what the Quality Assurance Officer monitors."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_desktop.domain import follow_up
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.record import Role
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

LATER = "2027-02-28"


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    return new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)


def test_b5_immediate_actions_are_due_in_five_working_days_and_others_within_one_month(officer: OpenDesk) -> None:
    plan = {**actions(("now", LATER), immediate=True), **actions(("soon", LATER))}
    audit = signed_in_full(officer.desk, "bra-live-audit", plan)

    # The meeting is on Saturday 21 November 2026.
    assert [(one.id, one.due) for one in officer.desk.actions(ActionQuestion())] == [
        ("now", "2026-11-27"),
        ("soon", "2026-12-21"),
    ]
    officer.clock.moment = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    assert [one.id for one in officer.desk.actions(ActionQuestion(ActionsShown.OVERDUE))] == ["now"]
    officer.clock.moment = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
    assert [one.id for one in officer.desk.actions(ActionQuestion(ActionsShown.OVERDUE))] == ["now", "soon"]

    officer.desk.follow_up.discuss(audit.id, date(2026, 12, 2), "Agreed in supervision")
    for entry in ("now", "soon"):
        audit = officer.desk.follow_up.review(audit.id, entry, Review(progress=Progress.DONE))

    assert audit.day(follow_up.DISCUSSED_ON) == date(2026, 12, 2)
    assert {task.rule.id: task.is_done for task in follow_up.tasks(audit)} == {"immediate": True, "supervision": True}
