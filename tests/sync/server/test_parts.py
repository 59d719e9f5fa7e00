"""Giving parts in an audit, taking them back, handing over: signed operations, judged like any other."""

import uuid

import pytest

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import leave, move
from tests.sync.server.laptops import Laptop, Row, Server


def seen(laptop: Laptop) -> set[str]:
    return {row.stream for row in laptop.pull() if row.event == "op"}


def events(rows: list[Row]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.event, row.stream) for row in rows))


def test_who_gets_a_part_sees_the_grant_itself_in_the_record(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audit = anna.start()

    assert anna.give(audit, pia, "peer") == "applied"

    assert [(row.kind, row.author) for row in pia.pull()] == [("create", anna.id), ("grant", anna.id)]


def test_an_audit_is_handed_over_and_comes_back_only_from_its_new_owner(server: Server) -> None:
    anna, ben, mallory = server.person(), server.person(), server.person()
    audit = anna.start()
    anna.pull()
    assert mallory.give(audit, mallory, "owner") == "quarantined not_here"

    assert anna.give(audit, ben, "owner") == "applied"

    assert ("revoke", f"{audit}/record") in events(anna.pull())
    assert seen(ben) == {f"{audit}/record"}
    assert anna.give(audit, anna, "owner") == "quarantined not_here"
    ben.finish(audit)
    assert ben.give(audit, anna, "owner") == "applied"


def test_handing_over_and_more_in_one_push_is_all_or_each(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = str(uuid.uuid4())

    told = anna.outcomes(
        [
            anna.operation(f"{audit}/record", "create"),
            anna.operation(f"{audit}/record"),
            anna.part("grant", audit, ben, "owner"),
        ]
    )

    assert told == ["applied"] * 3
    assert [row.kind for row in ben.pull()] == ["create", "set", "grant"]


@pytest.mark.parametrize("relation", ["peer", "moderator", "owner"])
def test_a_practitioner_gets_the_practitioners_part_and_no_other(server: Server, relation: str) -> None:
    anna, paul = server.person(), server.person("practitioner")
    audit = anna.start()

    assert anna.give(audit, paul, relation) == "refused not_allowed"
    assert anna.give(audit, paul, "practitioner") == "applied"


def test_nobody_is_given_what_they_cannot_have(server: Server) -> None:
    anna, admin, gone, nobody = server.person(), server.person("admin"), server.person(), server.person()
    audit = anna.start()
    with administering(server.dsn) as connection:
        leave(connection, gone.access.login)
    nobody.id = anna.id.__class__(str(uuid.uuid4()))

    assert anna.give(audit, admin, "moderator") == "refused not_allowed"
    assert anna.give(audit, gone, "peer") == "refused not_allowed"
    assert anna.give(audit, nobody, "peer") == "refused not_allowed"
    assert anna.give(audit, anna, "peer") == "refused not_allowed"
    assert anna.give(audit, admin, "king") == "refused not_allowed"


def test_a_peer_gives_nothing_and_nobody_takes_the_ownership_away(server: Server) -> None:
    anna, pia, mallory = server.person(), server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")

    assert pia.give(audit, mallory, "peer") == "refused not_allowed"
    assert pia.give(audit, mallory, "owner") == "refused not_allowed"
    assert anna.take_back(audit, anna, "owner") == "refused not_allowed"


@pytest.mark.parametrize("facts", [{}, {"person": None, "relation": None}, {"person": 1, "relation": "peer"},
                                   {"relation": "peer"}, {"person": "", "relation": "peer"}])  # fmt: skip
def test_a_grant_that_says_nothing_gives_nothing(server: Server, facts: dict[str, None]) -> None:
    anna = server.person()
    audit = anna.start()

    assert anna.outcomes([anna.operation(f"{audit}/record", "grant", "", None, {**facts})]) == ["refused not_allowed"]


def test_an_officer_puts_an_absent_auditors_draft_into_other_hands_without_seeing_it(server: Server) -> None:
    anna, ben, olga = server.person(), server.person(), server.person("qa_officer")
    audit = anna.start()
    assert olga.give(audit, ben, "peer") == "refused not_allowed"
    assert olga.give(audit, olga, "owner") == "refused not_allowed"

    assert olga.give(audit, ben, "owner") == "applied"

    assert events(olga.pull()) == [("revoke", f"{audit}/record")]
    assert [(row.kind, row.author) for row in ben.pull()] == [("create", anna.id), ("grant", olga.id)]
    assert ("revoke", f"{audit}/record") in events(anna.pull())


def test_a_leavers_draft_is_put_into_other_hands(server: Server) -> None:
    anna, ben, olga = server.person(), server.person(), server.person("qa_officer")
    audit = anna.start()
    with administering(server.dsn) as connection:
        leave(connection, anna.access.login)

    assert olga.give(audit, ben, "owner") == "applied"

    assert seen(ben) == {f"{audit}/record"}


def test_an_officer_gives_a_moderator_the_signed_audit_and_takes_it_back(server: Server) -> None:
    anna, mo, olga = server.person(), server.person("moderator"), server.person("qa_officer")
    audit = anna.start()
    anna.finish(audit)

    assert olga.give(audit, mo, "moderator") == "applied"
    assert seen(mo) == {f"{audit}/record"}
    assert mo.outcomes([mo.operation(f"{audit}/moderation")]) == ["applied"]
    assert olga.take_back(audit, mo, "moderator") == "applied"

    assert {event for event, _ in events(mo.pull())} >= {"revoke"}


def test_a_part_stays_when_its_holder_moves_to_another_team(server: Server) -> None:
    server.team("south")
    anna, pia = server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")

    with administering(server.dsn) as connection:
        move(connection, pia.access.login, team="south")

    assert seen(pia) == {f"{audit}/record"}


def test_handing_over_twice_because_the_answer_was_lost_is_once(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = anna.start()
    grant = anna.part("grant", audit, ben, "owner")
    assert anna.outcomes([grant]) == ["applied"]
    with administering(server.dsn) as connection:
        leave(connection, ben.access.login)

    assert anna.outcomes([grant]) == ["duplicate"]


def test_a_grant_made_by_somebody_who_handed_the_audit_over_before_is_not_carried_out(server: Server) -> None:
    anna, ben, cora = server.person(), server.person(), server.person()
    audit = anna.start()
    late = anna.part("grant", audit, cora, "peer")
    anna.give(audit, ben, "owner")

    assert anna.outcomes([late]) == ["quarantined not_here"]

    assert cora.pull() == []


def test_a_lease_is_held_by_one_and_refuses_nobody(server: Server) -> None:
    anna, pia, mallory = server.person(), server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    ask = "SELECT holder, name, since, until FROM qa.lease(%s, %s)"

    mine = anna.connection.execute(ask, (audit, 10)).fetchone()
    held = pia.connection.execute(ask, (audit, 10)).fetchone()

    assert mine == held
    assert held is not None
    assert held[:2] == (anna.id, "Some One")
    assert pia.outcomes([pia.operation(f"{audit}/record")]) == ["applied"]
    assert mallory.call("lease", audit, 10) is None
    assert anna.call("lease", audit, None) is None


def test_a_lease_that_is_renewed_tells_since_when_and_one_given_back_is_free(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    ask = "SELECT holder, since, until FROM qa.lease(%s, %s)"
    first = anna.connection.execute(ask, (audit, 5)).fetchone()

    again = anna.connection.execute(ask, (audit, 10)).fetchone()
    assert again is not None
    assert first is not None
    assert (again[1], again[2] > first[2]) == (first[1], True)  # type: ignore[operator] # moments
    assert anna.connection.execute(ask, (audit, 0)).fetchone() is None

    now = pia.connection.execute(ask, (audit, 10)).fetchone()
    assert now is not None
    assert now[0] == pia.id
