"""The manager and the head of service of a case see what an auditor of another service wrote, on their own laptops."""

from __future__ import annotations

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.errors import NotFound
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.desks import OpenDesk
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import finish, start, sync

WORKER = "Wil Worker"


def described(auditor: OpenDesk, team: str = "", worker: str = "") -> AuditId:
    audit_id = start(auditor.desk)
    values = {paths.about("team"): team, paths.about("practitioner"): worker}
    auditor.desk.record(auditor.desk.open_audit(audit_id), {path: value for path, value in values.items() if value})
    return audit_id


def known_here(one: OpenDesk, audit_id: AuditId) -> bool:
    try:
        return one.store.load(audit_id).state is AuditState.SIGNED
    except NotFound:
        return False


def add_worker(server: Server, team: str = "south") -> None:
    with administering(server.dsn) as connection:
        add_person(connection, NewPerson(WORKER, "practitioner", team))
        connection.execute("UPDATE qa.person SET id = 'wil' WHERE name = %s", (WORKER,))


@pytest.fixture
def peer(server: Server, make_desk: MakeDesk) -> OpenDesk:
    """Lend the desk of an auditor of the reviewing service who has synced once."""
    server.team("review", "Review")
    server.team("south", "West")
    made = make_desk("Pia Peer", team="review")
    sync(made)
    return made


def test_they_see_that_it_is_under_way_then_the_signed_form_and_others_nothing(
    make_desk: MakeDesk, peer: OpenDesk
) -> None:
    mary, hal = make_desk("Mary Manager", Role.MANAGER), make_desk("Hal Head", Role.HEAD_OF_SERVICE)
    south = make_desk("Sam South", Role.MANAGER, team="south")
    audit_id = described(peer, team=" north ")
    sync(peer, mary, hal, south)
    assert not any(known_here(one, audit_id) for one in (mary, hal, south))
    listed = [[one.audit_id for one in desk.desk.sharing.under_way()] for desk in (mary, hal, south)]
    assert listed == [[audit_id], [audit_id], []]

    finish(peer.desk, audit_id)
    sync(peer, mary, hal, south)

    assert [known_here(one, audit_id) for one in (mary, hal, south)] == [True, True, False]
    assert peer.desk.sharing.late(audit_id) == ()


def test_a_team_that_becomes_known_later_brings_it_to_laptops_that_had_synced(
    server: Server, make_desk: MakeDesk, peer: OpenDesk
) -> None:
    south = make_desk("Sam South", Role.MANAGER, team="south")
    audit_id = described(peer, team="a team that nobody knows", worker=WORKER)
    finish(peer.desk, audit_id)
    sync(peer, south)
    assert not known_here(south, audit_id)

    add_worker(server)
    sync(peer, peer, south)
    assert known_here(south, audit_id)

    with administering(server.dsn) as connection:
        connection.execute("UPDATE qa.person SET team = 'north' WHERE name = %s", (WORKER,))
    sync(peer, peer, south)
    assert known_here(south, audit_id), "the team as it was at the audit stays"


def test_a_draft_follows_what_is_entered_and_is_nobodys_where_the_team_is_unknown(
    server: Server, make_desk: MakeDesk, peer: OpenDesk
) -> None:
    mary = make_desk("Mary Manager", Role.MANAGER)
    audit_id = described(peer, team="North")
    sync(peer, mary)
    assert [one.audit_id for one in mary.desk.sharing.under_way()] == [audit_id]

    peer.desk.record(peer.desk.open_audit(audit_id), {paths.about("team"): "another authority"})
    finish(peer.desk, audit_id)
    sync(peer, mary)

    assert not known_here(mary, audit_id)
    assert server.sql("SELECT count(*) FROM qa.op WHERE kind IN ('grant', 'withdraw')") == "2"


def grants(server: Server) -> str:
    return server.sql("SELECT count(*) FROM qa.op WHERE kind = 'grant'")


def test_a_record_of_staff_is_no_case_of_their_team(server: Server, peer: OpenDesk) -> None:
    team = {paths.about("team"): "North"}
    peer.desk.start_audit(StartRequest("roc-observation", "Wil Worker", fields=team))
    peer.desk.start_audit(StartRequest("roc-practice-standards", "Myself", fields=team))

    sync(peer, peer)

    assert grants(server) == "0"


def test_an_older_server_is_told_nothing_until_it_knows_what_it_is_told(server: Server, make_desk: MakeDesk) -> None:
    server.sql("UPDATE qa.server_meta SET protocol = 6")
    auditor = make_desk("Ada Auditor")
    sync(auditor)
    described(auditor, team="North")
    sync(auditor, auditor)
    assert grants(server) == "0"

    server.sql("UPDATE qa.server_meta SET protocol = 7")
    sync(auditor, auditor)

    assert grants(server) == "1"
    assert auditor.store.sync.refusals() == ()
