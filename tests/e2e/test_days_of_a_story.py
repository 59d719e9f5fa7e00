"""A story's days are those of its server too."""

from __future__ import annotations

from datetime import date, timedelta

from qa_desktop.domain.record import Role
from qa_desktop.services.check_connection import LARGEST_DRIFT
from tests.e2e.conftest import MakeStage


def test_laptop_and_server_live_on_the_same_day_of_the_story(make_stage: MakeStage) -> None:
    stage = make_stage("herefordshire", date(2026, 3, 2))
    officer = stage.join("Olu Officer", Role.QA_OFFICER)
    apart: list[timedelta | None] = []

    for day in (date(2026, 3, 2), date(2026, 3, 28), date(2026, 6, 1)):
        stage.go(day)
        apart.append(officer.desk.sync_now(lambda: False).drift)

    assert all(one is not None and abs(one) <= LARGEST_DRIFT for one in apart), apart
