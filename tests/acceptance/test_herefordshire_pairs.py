"""Herefordshire: lead and peer keep forms of their own, and talk before they submit."""

from __future__ import annotations

import pytest

from qa_desktop.domain import flow, pairs, paths
from qa_desktop.domain.pairs import Seat
from qa_desktop.errors import NotAllowed, NotFound, SeveralProblems
from tests.acceptance.pairs import QUESTIONS, begun, fill_in
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


def test_p20_neither_is_told_anything_of_the_others_form(make_desk: MakeDesk, server: Server) -> None:
    two = begun(make_desk)
    fill_in(two.lead.desk, two.led)
    two.lead.desk.sharing.lock_grade(two.led)
    fill_in(two.peer.desk, two.peered)
    sync(two.lead, two.peer, two.lead)

    for one, other in ((two.lead, two.peered), (two.peer, two.led)):
        with pytest.raises(NotFound):
            one.desk.open_audit(other)
        assert one.store.operations(other) == ()
    read = "SELECT p.name, a.id FROM qa.person p, qa.audit a WHERE a.state <> 'personal' AND a.state <> 'standing' "
    told = server.sql(f"{read} AND qa.can_read(p, a, 'record') ORDER BY 1").splitlines()
    assert sorted(told) == sorted([f"Lea Lead|{two.led}", f"Pia Peer|{two.peered}"])
