"""What a QA officer allocates reaches the person and their managers alone; starting from it fills in what it says."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.paths import about
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.domain.sampling.share_out import Auditor as Sharer
from qa_desktop.domain.sampling.share_out import Part
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.share_out_cases import proposed, sent
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move
from tests.desks import OpenDesk
from tests.domain.sampling.lists import population, recorded
from tests.sync.server.laptops import Laptop, Server
from tests.sync.signed_in import MakeDesk

DUE = date(2026, 12, 18)


def synced(*desks: OpenDesk) -> None:
    for one in desks:
        report = one.desk.sync_now(lambda: False)
        assert (report.outcome, report.refused, report.waiting) == (Outcome.DONE, 0, 0), report


def test_an_allocated_audit_is_started_with_what_the_allocation_says(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    colleague, manager = make_desk("Ben Auditor", Role.AUDITOR), make_desk("Mo Manager", Role.MANAGER)
    synced(auditor, colleague, manager, officer)
    request = AllocationRequest("Ada Auditor", "bra-live-audit", "48-2207", DUE, "Sam Worker", "A first audit")
    made = officer.desk.allocate(request)
    synced(officer, auditor, colleague, manager)
    (told,) = auditor.desk.allocate.own()
    assert auditor.desk.home().allocated == (told,)
    assert manager.desk.home().allocated == ()

    audit = auditor.desk.allocate.start(made.id)

    assert (told.subject, told.due, told.practitioner, told.note) == ("48-2207", DUE, "Sam Worker", "A first audit")
    assert (audit.subject, audit.tool.id) == ("48-2207", "bra-live-audit")
    assert audit.text(about("practitioner")) == "Sam Worker"
    assert audit.text(about("allocation")) == made.id
    assert auditor.desk.allocate.own() == auditor.desk.home().allocated == ()
    assert [one.id for one in manager.desk.allocate.known()] == [made.id]
    assert colleague.desk.allocate.known() == ()
    assert auditor.store.rebuild_projections() == 0


def test_an_allocation_that_is_taken_back_is_told_no_more(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    synced(auditor, officer)
    made = officer.desk.allocate(AllocationRequest(auditor.desk.owner.id, "bra-live-audit", "48-2207"))
    synced(officer, auditor)
    officer.desk.allocate.withdraw(made.id)

    synced(officer, auditor)

    assert auditor.desk.allocate.own() == ()
    with pytest.raises(NotFound):
        auditor.desk.allocate.start(made.id)


def test_only_an_officer_allocates_and_only_to_somebody_who_is_known(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    synced(auditor, officer)

    with pytest.raises(NotAllowed):
        auditor.desk.allocate(AllocationRequest("Oli Officer", "bra-live-audit", "1"))
    with pytest.raises(NotFound, match="Nobody called Nobody"):
        officer.desk.allocate(AllocationRequest("Nobody", "bra-live-audit", "1"))


def test_nobody_begins_a_place_for_allocations_but_an_officer(server: Server) -> None:
    auditor, officer = server.person(), server.person("qa_officer")
    stream = f"allocations:{auditor.id}/allocations"

    squatted = auditor.outcomes([auditor.operation(f"allocations:{officer.id}/record", "create", "audit")])
    written = auditor.outcomes([auditor.operation(stream, "set", "allocation/x")])
    allowed = officer.outcomes([officer.operation(stream, "set", "allocation/x")])

    assert (squatted, written) == (["quarantined not_here"], ["quarantined not_here"])
    assert allowed == ["applied"]
    assert server.sql("SELECT id, state FROM qa.audit WHERE state = 'personal'") == f"allocations:{auditor.id}|personal"


def test_a_person_who_moves_takes_their_allocations_along(server: Server) -> None:
    server.team("south")
    auditor, officer = server.person(), server.person("qa_officer")
    north, south = server.person("manager"), server.person("manager", "south")
    officer.push([officer.operation(f"allocations:{auditor.id}/allocations", "set", "allocation/x")])
    before = events(north), events(south), events(auditor)
    with administering(server.dsn) as connection:
        move(connection, auditor.access.login, team="south")

    after = events(north), events(south), events(auditor)

    assert before == (["op"], [], ["op"])
    assert after == (["revoke"], ["op"], [])


def events(laptop: Laptop) -> list[str]:
    return [one.event for one in laptop.pull() if one.stream.startswith("allocations:")]


def test_cases_that_were_drawn_and_shared_out_reach_the_right_laptops(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    colleague = make_desk("Ben Auditor", Role.AUDITOR)
    synced(auditor, colleague, officer)
    record = recorded(population(), Scheme(Spread.WHOLE, 4))
    cases = {case.reference: case for case in population().cases}
    people = (Sharer("Ada Auditor"), Sharer("Ben Auditor", colleague.desk.owner.id))
    record = proposed(record, cases, people, (Part("auditor"),))

    told = sent(record, cases, officer.desk.allocate.several, "bra-live-audit", DUE)
    synced(officer, auditor, colleague)

    arrived = {one.subject: one.id for desk in (auditor, colleague) for one in desk.desk.allocate.own()}
    assert told.proposal
    assert arrived == {one.case: one.allocation for one in told.proposal.given}
    assert [len(desk.desk.allocate.own()) for desk in (auditor, colleague)] == [2, 2]
