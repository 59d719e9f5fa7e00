"""Herefordshire: lead and peer keep forms of their own, and talk before they submit."""

from __future__ import annotations

import pytest

from qa_desktop.domain import flow, pairs, paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.pairs import Seat
from qa_desktop.domain.parts import READS_ONLY
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed, NotFound, SeveralProblems
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.start_audit import StartRequest
from tests.acceptance.pairs import CASE, QUESTIONS, begun, fill_in, talked_and_signed
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync


def test_h2_lead_and_peer_keep_forms_of_their_own_and_know_of_each_other(make_desk: MakeDesk) -> None:
    two = begun(make_desk)

    lead, peer = (desk.desk.open_audit(audit_id) for desk, audit_id in two.forms)

    assert lead.id != peer.id
    assert (pairs.seat_of(lead), pairs.seat_of(peer)) == (Seat.LEAD, Seat.PEER)
    assert lead.text(pairs.PAIR) == peer.text(pairs.PAIR) != ""
    assert (lead.value(pairs.OTHER), peer.value(pairs.OTHER)) == (two.peer.desk.owner.id, two.lead.desk.owner.id)
    assert [one.value(paths.header("form")) for one in (lead, peer)] == ["lead", "peer"]
    assert lead.value(paths.header("other_auditor")) == "Pia Peer"
    assert lead.value(paths.header("allocated_on")) == "2026-11-21"


def test_h2_neither_submits_before_first_grades_are_locked_and_the_talk_is_recorded(make_desk: MakeDesk) -> None:
    two = begun(make_desk)
    for desk, audit_id in two.forms:
        with pytest.raises(NotAllowed, match="Give every grade first"):
            desk.desk.sharing.lock_grade(audit_id)
        audit = fill_in(desk.desk, audit_id)
        audit = desk.desk.record(audit, {paths.answer("her-audit.talk"): None}).audit

        with pytest.raises(SeveralProblems) as raised:
            desk.desk.sign_audit(audit_id)

        asked = [one.message for one in raised.value.mistakes]
        assert "Lock your first grades, then talk with the other auditor" in asked
        assert any("What did you say of practice and of the grades?" in one for one in asked)
        desk.desk.sharing.lock_grade(audit_id)
        talked = {paths.answer("her-audit.talk"): "The plan, and why Lea gives it less."}
        audit = desk.desk.record(desk.desk.open_audit(audit_id), talked).audit
        assert not flow.blockers(audit)


def test_h2_the_grades_first_given_are_kept_beside_those_submitted(make_desk: MakeDesk) -> None:
    two = begun(make_desk)
    desk = two.lead.desk
    fill_in(desk, two.led, {"her-audit.3": "inadequate"})
    desk.sharing.lock_grade(two.led)

    audit = desk.record(desk.open_audit(two.led), {paths.answer("her-audit.3"): "good"}).audit

    first = pairs.first_given(audit)
    assert first == {**dict.fromkeys(QUESTIONS, "good"), "her-audit.3": "inadequate", "overall": "good"}
    assert audit.answer("her-audit.3").value == "good"
    with pytest.raises(SeveralProblems) as raised:
        desk.record(audit, {"first/her-audit.3/grade": "good"})
    assert "stays as it was when it was locked" in raised.value.mistakes[0].message
    with pytest.raises(NotAllowed, match="locked already"):
        desk.sharing.lock_grade(two.led)


def readers(server: Server) -> set[str]:
    """Return who may read what, as the server answers: every person, every audit."""
    read = "SELECT p.name || ' ' || a.id FROM qa.person p, qa.audit a WHERE a.state NOT IN ('personal', 'standing') "
    return set(server.sql(f"{read} AND qa.can_read(p, a, 'record')").splitlines())


def test_p20_neither_is_told_anything_of_the_others_form_before_both_have_locked(
    make_desk: MakeDesk, server: Server
) -> None:
    two = begun(make_desk)
    fill_in(two.lead.desk, two.led)
    two.lead.desk.sharing.lock_grade(two.led)
    fill_in(two.peer.desk, two.peered)
    sync(two.lead, two.peer, two.lead)

    for one, other in ((two.lead, two.peered), (two.peer, two.led)):
        with pytest.raises(NotFound):
            one.desk.open_audit(other)
        assert one.store.operations(other) == ()
    assert readers(server) == {f"Lea Lead {two.led}", f"Pia Peer {two.peered}"}


def test_p20_both_forms_open_to_be_read_once_both_have_locked_their_first_grades(
    make_desk: MakeDesk, server: Server
) -> None:
    two = begun(make_desk)
    for desk, audit_id in two.forms:
        fill_in(desk.desk, audit_id, {"her-audit.3": "inadequate"} if desk is two.peer else {})
        desk.desk.sharing.lock_grade(audit_id)

    sync(two.lead, two.peer, two.lead, two.peer)

    every = {f"{name} {audit_id}" for name in ("Lea Lead", "Pia Peer") for audit_id in (two.led, two.peered)}
    assert readers(server) == every
    theirs = two.lead.desk.open_audit(two.peered)
    assert theirs.answer("her-audit.3").value == "inadequate"
    assert theirs.record.read_only_reason == READS_ONLY
    assert two.peer.desk.open_audit(two.led).answer("her-audit.3").value == "good"
    with pytest.raises(NotAllowed):
        two.lead.desk.record(theirs, {paths.answer("her-audit.3"): "good"})
    assert [one.store.rebuild_projections() for one in (two.lead, two.peer)] == [0, 0]


def test_p20_a_third_person_opens_no_form_by_naming_its_pair(make_desk: MakeDesk, server: Server) -> None:
    two = begun(make_desk)
    mallory = make_desk("Mal Ory")
    sync(mallory, two.lead)
    name = two.lead.desk.open_audit(two.led).text(pairs.PAIR)
    values: dict[str, Value] = {pairs.PAIR: name, pairs.PART: "peer", pairs.OTHER: two.lead.desk.owner.id}
    forged = mallory.desk.start_audit(StartRequest("her-audit", "HER-48", fields=values))
    fill_in(mallory.desk, forged.id)
    fill_in(two.lead.desk, two.led)
    for one, audit_id in ((mallory, forged.id), (two.lead, two.led)):
        one.desk.sharing.lock_grade(audit_id)

    sync(mallory, two.lead, mallory, two.lead)

    assert readers(server) >= {f"Lea Lead {two.led}", f"Mal Ory {forged.id}"}
    assert f"Mal Ory {two.led}" not in readers(server)
    assert f"Lea Lead {forged.id}" not in readers(server)


def test_p20_a_peer_who_reads_signed_audits_by_their_role_is_held_back_until_their_own_grades_are_locked(
    make_desk: MakeDesk,
) -> None:
    officer, lead = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Lea Lead", Role.MANAGER)
    sync(lead, officer)
    officer.desk.allocate.pair(AllocationRequest("Lea Lead", "her-audit", CASE), "Oli Officer")
    sync(officer, lead)
    led, peered = (one.desk.allocate.start(one.desk.allocate.own()[0].id).id for one in (lead, officer))
    fill_in(lead.desk, led)
    talked_and_signed(lead.desk, led, differ=False)
    sync(lead, officer)

    with pytest.raises(NotAllowed, match="Lock your own first grades"):
        officer.desk.open_audit(led)
    fill_in(officer.desk, peered)
    officer.desk.sharing.lock_grade(peered)

    assert officer.desk.open_audit(led).is_signed


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HEAD_OF_SERVICE])
def test_p20_the_server_sends_a_signed_form_to_a_peer_who_reads_by_role_only_once_they_have_locked(
    make_desk: MakeDesk, server: Server, role: Role
) -> None:
    two, third = begun(make_desk, role), make_desk("Mo Manager", role)
    fill_in(two.lead.desk, two.led)
    talked_and_signed(two.lead.desk, two.led, differ=False)
    sync(two.lead, two.peer, third, two.officer)
    held_back = two.peer.store.operations(two.led)
    before = readers(server)

    fill_in(two.peer.desk, two.peered)
    two.peer.desk.sharing.lock_grade(two.peered)
    sync(two.peer, two.lead, two.peer)

    assert held_back == ()
    assert f"Pia Peer {two.led}" not in before
    assert {f"{name} {two.led}" for name in ("Mo Manager", "Oli Officer", "Lea Lead")} <= before
    assert f"Pia Peer {two.led}" in readers(server)
    theirs = two.peer.desk.open_audit(two.led)
    assert theirs.is_signed
    assert theirs.overall_grade == "good"
    assert two.peer.store.rebuild_projections() == 0


def test_p20_nobody_hides_a_signed_form_from_their_manager_by_naming_them_as_the_other(
    make_desk: MakeDesk, server: Server
) -> None:
    anna, manager = make_desk("Anna"), make_desk("Mo Manager", Role.MANAGER)
    sync(anna, manager)
    named: dict[str, Value] = {pairs.PAIR: "made up", pairs.PART: "lead", pairs.OTHER: manager.desk.owner.id}
    audit = anna.desk.start_audit(StartRequest("her-audit", CASE, fields=named))
    fill_in(anna.desk, audit.id)
    talked_and_signed(anna.desk, audit.id, differ=False)

    sync(anna, manager)

    assert f"Mo Manager {audit.id}" in readers(server)
    assert manager.desk.open_audit(audit.id).is_signed
