"""Herefordshire: what is done once for a case that two people audited is asked for once, wherever it is done."""

from __future__ import annotations

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.work_list import Scope, WorkFilter
from tests.acceptance.pairs import Two, begun, fill_in, talked_and_signed
from tests.desks import OpenDesk
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

ONCE = ("deadline.re-audit", "deadline.review", "supervision")


def inadequate(make_desk: MakeDesk) -> Two:
    two = begun(make_desk)
    for one, audit_id in two.forms:
        fill_in(one.desk, audit_id, {"her-audit.1": "inadequate"}, "inadequate")
        talked_and_signed(one.desk, audit_id, differ=False)
    return two


def asked(one: OpenDesk) -> list[tuple[AuditId, str]]:
    found = one.desk.work(WorkFilter(Scope.ALL, limit=1000))
    return sorted((line.audit, line.key) for line in found if line.key in ONCE)


def test_talk_and_dates_of_an_inadequate_audit_are_asked_for_once_at_the_leads_form(make_desk: MakeDesk) -> None:
    two = inadequate(make_desk)
    sync(two.peer, two.officer)
    assert asked(two.officer) == [(two.peered, key) for key in ONCE], "the lead's form has not come"

    sync(two.lead, two.officer)

    assert asked(two.officer) == [(two.led, key) for key in ONCE]


def test_what_was_done_at_either_form_is_done_for_the_case_and_asked_for_again_when_it_is_taken_back(
    make_desk: MakeDesk,
) -> None:
    two = inadequate(make_desk)
    sync(two.peer, two.lead, two.officer)
    follow, today = two.officer.desk.follow_up, two.officer.desk.follow_up.today

    follow.discuss(two.peered, today, "Talked through with the worker.")
    follow.meet(two.peered, "review", today, "Looked at again.")
    assert asked(two.officer) == [(two.led, "deadline.re-audit")]

    follow.discuss(two.peered, None)
    follow.meet(two.led, "re-audit", today)
    assert asked(two.officer) == [(two.led, "supervision")]
