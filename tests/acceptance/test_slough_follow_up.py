"""Slough: individual actions are on the case file, and addressed, inside one week."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_list import Scope, WorkFilter
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

RECORDED = paths.answer("slo-case.2")


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    return new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)


def late(officer: OpenDesk) -> list[str]:
    """What is overdue among the dates that follow from audits."""
    today = officer.desk.work.today
    return [one.key for one in officer.desk.work(WorkFilter(Scope.ALL, before=today)) if one.key == "deadline.one-week"]


def test_s3_an_action_not_recorded_and_addressed_inside_one_week_is_flagged(officer: OpenDesk) -> None:
    said: dict[str, Value] = {RECORDED: "no", **actions(("a1", "2026-12-21"))}
    audit = signed_in_full(officer.desk, "slo-case-audit", said)
    officer.clock.moment = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    assert late(officer) == []

    officer.clock.moment = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
    assert late(officer) == ["deadline.one-week"]
    assert not officer.desk.follow_up.closing(audit).is_closed
    officer.desk.follow_up.meet(audit.id, "one-week", date(2026, 11, 29), "Recorded, and talked about with both")

    assert late(officer) == []


def test_s3_what_was_recorded_and_addressed_at_the_audit_is_not_flagged(officer: OpenDesk) -> None:
    signed_in_full(officer.desk, "slo-case-audit", {RECORDED: "yes", **actions(("a1", "2026-12-21"))})

    officer.clock.moment = datetime(2026, 12, 29, 9, 0, tzinfo=UTC)

    assert late(officer) == []
