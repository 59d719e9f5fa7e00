"""Improvement actions on two laptops: what one records reaches the other, and the newest plan alone has a line."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.improvement_list import ImprovementsShown
from qa_desktop.domain.origin import origin_of
from qa_desktop.domain.record import Role
from tests.acceptance.improvement_plans import listed, signed_as_it_is, signed_plan
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync


def test_r106_a_manager_records_the_impact_and_the_officers_next_plan_names_it(make_desk: MakeDesk) -> None:
    officer, manager = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Tess Manager", Role.MANAGER)
    sync(officer, manager)
    plan = signed_plan(officer)
    sync(officer, manager)
    assert {(one.audit, one.what) for one in listed(manager)} == {(plan.id, one.what) for one in listed(officer)}

    line = listed(manager)[0]
    said = Review(progress=Progress.DONE, done_on=date(2026, 11, 28), impact="Files tell the story")
    manager.desk.improvements.record(plan.id, line.id, said)
    sync(manager, officer)
    assert [one.impact for one in listed(officer, ImprovementsShown.CLOSED)] == ["Files tell the story"]

    following = signed_as_it_is(officer, officer.desk.improvements.begin_next(plan.id))
    sync(officer, manager)
    assert {one.audit for one in listed(manager)} == {following.id}
    assert len(listed(manager)) == 2
    there = manager.desk.open_audit(following.id)
    origin = origin_of(there, listed(manager)[0].id)
    assert origin.carried is not None
    assert origin.carried.audit == plan.id
    assert manager.desk.sync_facts().refused == officer.desk.sync_facts().refused == ()
