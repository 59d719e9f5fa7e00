"""Holds: who places and releases them, what stops meanwhile, who still sees the audit, and what was written unaware."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain.operation import Operation, Value
from tests.sync.server.laptops import Laptop, Row, Server


def hold(officer: Laptop, audit: str, *people: Laptop, reason: str = "child_death") -> Operation:
    facts: dict[str, Value] = {"reason": reason, "people": tuple(one.id for one in people)}
    return officer.operation(f"{audit}/retention", "hold", "", "Why", facts)


def release(officer: Laptop, audit: str, *holds: Operation) -> Operation:
    facts: dict[str, Value] = {"holds": tuple(one.op_id for one in holds)}
    return officer.operation(f"{audit}/retention", "release", "", None, facts)


def dispose(officer: Laptop, audit: str) -> Operation:
    facts: dict[str, Value] = {"reason": "not_needed", "operations": 1, "heads": ()}
    return officer.operation(f"{audit}/retention", "dispose", "", None, facts)


def place(officer: Laptop, audit: str, *people: Laptop) -> Operation:
    """Place a hold that the server takes."""
    placed = hold(officer, audit, *people)
    assert officer.outcomes([placed]) == ["applied"]
    return placed


def signed(server: Server) -> tuple[Laptop, Laptop, Laptop, str]:
    """Return an auditor, two officers, and an audit that the auditor signed and all of them have."""
    anna, olga, otto = server.person(), server.person("qa_officer"), server.person("qa_officer")
    audit = anna.start()
    anna.finish(audit)
    for one in (anna, olga, otto):
        one.pull()
    return anna, olga, otto, audit


def told(rows: list[Row]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.event, row.stream.split("/")[1]) for row in rows))


def state(server: Server, audit: str) -> str:
    states = server.sql("SELECT id || ' ' || state FROM qa.audit").splitlines()
    return dict(one.split(" ") for one in states)[audit]


@pytest.mark.parametrize("role", ["auditor", "moderator", "manager", "practitioner", "admin"])
def test_only_officers_and_heads_of_service_place_a_hold(server: Server, role: str) -> None:
    anna, _, _, audit = signed(server)
    other = server.person(role)

    assert anna.outcomes([hold(anna, audit)]) == ["refused not_allowed"]
    assert other.outcomes([hold(other, audit)])[0] in {"refused not_allowed", "quarantined not_here"}
    assert state(server, audit) == "signed"


@pytest.mark.parametrize("role", ["qa_officer", "head_of_service"])
def test_one_places_a_hold_alone_and_two_release_it(server: Server, role: str) -> None:
    _, olga, otto, audit = signed(server)
    placer = server.person(role)

    held = place(placer, audit)
    assert state(server, audit) == "held_signed"
    assert placer.outcomes([release(placer, audit, held), release(placer, audit, held)]) == ["applied"] * 2
    assert state(server, audit) == "held_signed"
    assert otto.outcomes([release(otto, audit, held)]) == ["applied"]

    assert state(server, audit) == "signed"
    assert olga.outcomes([release(olga, audit, held)]) == ["applied"]


def test_a_hold_of_which_the_releasers_did_not_know_stands(server: Server) -> None:
    _, olga, otto, audit = signed(server)
    first, second = place(olga, audit), place(otto, audit)

    told_first = [one.outcomes([release(one, audit, first)]) for one in (olga, otto)]

    assert told_first == [["applied"]] * 2
    assert state(server, audit) == "held_signed"
    assert [one.outcomes([release(one, audit, second)]) for one in (olga, otto)] == [["applied"]] * 2
    assert state(server, audit) == "signed"


def test_nothing_of_a_held_audit_is_deleted(server: Server) -> None:
    anna, olga, otto, audit = signed(server)
    words = anna.operation(f"{audit}/record", path="comment/c1/text")
    anna.push([words])
    redaction = {"target": words.op_id}
    assert (
        olga.outcomes([dispose(olga, audit), olga.operation(f"{audit}/record", "redact", "", None, {**redaction})])
        == ["applied"] * 2
    )
    held = place(olga, audit)

    refused = otto.outcomes(
        [dispose(otto, audit), otto.operation(f"{audit}/record", "redact", "", None, {**redaction})]
    )

    assert refused == ["refused not_allowed"] * 2
    assert server.sql("SELECT count(*) FROM qa.op WHERE redacted_at IS NOT NULL") == "0"
    for one in (olga, otto):
        one.push([release(one, audit, held)])
    assert otto.outcomes([dispose(otto, audit)]) == ["applied"]
    assert state(server, audit) == "disposed"


def test_an_order_behind_a_hold_in_one_call_waits_for_it_and_is_refused(server: Server) -> None:
    _, olga, otto, audit = signed(server)
    olga.push([dispose(olga, audit)])
    held, order = hold(otto, audit), dispose(otto, audit)

    outcomes = otto.outcomes([held, order]) + otto.outcomes([order])

    assert outcomes == ["applied", "busy busy", "refused not_allowed"]
    assert state(server, audit) == "held_signed"


def test_an_order_before_a_hold_in_one_call_is_carried_out(server: Server) -> None:
    _, olga, otto, audit = signed(server)
    olga.push([dispose(olga, audit)])

    outcomes = otto.outcomes([dispose(otto, audit), hold(otto, audit)])

    assert outcomes == ["applied"] * 2
    assert state(server, audit) == "disposed"


def test_of_a_disposed_audit_the_words_of_its_holds_go_too(server: Server) -> None:
    _, olga, otto, audit = signed(server)
    held = place(olga, audit)
    late = hold(otto, audit)
    for one in (olga, otto):
        one.push([release(one, audit, held)])
    for one in (olga, otto):
        one.push([dispose(one, audit)])

    assert otto.outcomes([late]) == ["applied"]

    assert state(server, audit) == "disposed"
    assert server.sql("SELECT count(*) FROM qa.op WHERE body IS NOT NULL AND kind <> 'dispose'") == "0"
    assert server.sql(f"SELECT qa.chain_holds('{audit}')") == "t"


def test_words_of_a_hold_that_are_gone_come_back_as_they_are_to_a_server_that_lacks_them(server: Server) -> None:
    _, olga, otto, audit = signed(server)
    bare = replace(hold(olga, audit), body=None, salt=b"")
    assert olga.outcomes([bare]) == ["busy busy"]
    for one in (olga, otto):
        one.push([dispose(one, audit)])

    assert olga.outcomes([bare]) == ["applied"]


def test_who_may_look_is_narrowed_and_widens_again_after_the_release(server: Server) -> None:
    anna, olga, otto, audit = signed(server)
    pia, mo, mia = server.person(), server.person("moderator"), server.person("manager")
    pract, head = server.person("practitioner"), server.person("head_of_service")
    for person, relation in ((pia, "peer"), (mo, "moderator"), (pract, "practitioner")):
        assert anna.give(audit, person, relation) == "applied"
    for one in (pia, mo, mia, pract, head):
        assert ("op", "record") in told(one.pull())

    held = place(olga, audit)

    for one in (pia, mo, mia, pract):
        assert ("revoke", "record") in told(one.pull())
        assert one.connection.execute("SELECT * FROM qa.stream(%s, 1, 9)", (f"{audit}/record",)).fetchall() == []
    for one in (anna, head, otto):
        assert {event for event, _ in told(one.pull())} == {"op"}
    for one in (olga, otto):
        one.push([release(one, audit, held)])
    for one in (pia, mo, mia, pract):
        assert ("op", "record") in told(one.pull())


def test_those_whom_the_hold_names_see_it_and_lose_sight_with_the_release(server: Server) -> None:
    anna, olga, otto, audit = signed(server)
    ben = server.person()
    anna.push([anna.operation(f"{audit}/lead")])

    held = place(olga, audit, ben)
    seen = told(ben.pull())
    for one in (olga, otto):
        one.push([release(one, audit, held)])

    assert set(seen) == {("op", "record"), ("op", "lead"), ("op", "retention")}
    assert set(told(ben.pull())) == {("revoke", "record"), ("revoke", "lead"), ("revoke", "retention")}
    assert ben.outcomes([ben.operation(f"{audit}/record")]) == ["quarantined not_here"]


def test_a_later_hold_says_anew_who_is_named(server: Server) -> None:
    _, olga, _, audit = signed(server)
    ben, cora = server.person(), server.person()
    place(olga, audit, ben)
    ben.pull()

    place(olga, audit, cora)

    assert ("revoke", "record") in told(ben.pull())
    assert ("op", "record") in told(cora.pull())


def test_a_held_draft_is_read_by_its_owner_and_whom_an_officer_names_never_by_the_officer_alone(server: Server) -> None:
    anna, olga, otto = server.person(), server.person("qa_officer"), server.person("qa_officer")
    pia = server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    pia.pull()

    place(olga, audit, olga, otto)

    assert state(server, audit) == "held_draft"
    assert told(olga.pull()) == [("op", "retention")]
    assert set(told(otto.pull())) == {("op", "record"), ("op", "retention")}
    assert ("revoke", "record") in told(pia.pull())
    assert [row[4] for row in olga.connection.execute("SELECT * FROM qa.under_way()").fetchall()] == ["held_draft"]
    mia = server.person("manager")
    assert mia.connection.execute("SELECT * FROM qa.under_way()").fetchall() == []


def test_what_laptops_wrote_that_did_not_know_is_taken_in_its_place(server: Server) -> None:
    anna, olga, otto = server.person(), server.person("qa_officer"), server.person("qa_officer")
    pia, ben = server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    held = place(olga, audit)

    written = [anna.operation(f"{audit}/record"), anna.operation(f"{audit}/record", "sign", "signed")]

    assert anna.outcomes(written) == ["applied"] * 2
    assert pia.outcomes([pia.operation(f"{audit}/peer")]) == ["applied"]
    assert state(server, audit) == "held_signed"
    assert anna.give(audit, ben, "owner") == "refused not_allowed"
    assert anna.take_back(audit, pia, "peer") == "refused not_allowed"
    assert olga.give(audit, ben, "owner") == "applied"
    assert otto.outcomes([release(otto, audit, held)]) == ["applied"]
    assert olga.outcomes([release(olga, audit, held)]) == ["applied"]
    assert state(server, audit) == "signed"


def test_both_first_grades_locked_on_hold_are_open_to_each_other_after_the_release(server: Server) -> None:
    anna, olga, otto, pia = server.person(), server.person("qa_officer"), server.person("qa_officer"), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    held = place(olga, audit)

    anna.push([anna.operation(f"{audit}/lead", "reveal", "reveal")])
    pia.push([pia.operation(f"{audit}/peer", "reveal", "reveal")])

    assert state(server, audit) == "held_revealed"
    for one in (olga, otto):
        one.push([release(one, audit, held)])
    assert state(server, audit) == "revealed"


@pytest.mark.parametrize("facts", [{}, {"reason": "child_death"}, {"reason": "boredom", "people": ()},
                                   {"reason": None, "people": ()}, {"reason": "court", "people": "all"},
                                   {"people": ()}])  # fmt: skip
def test_a_hold_that_says_nothing_of_use_holds_nothing(server: Server, facts: dict[str, Value]) -> None:
    _, olga, _, audit = signed(server)

    assert olga.outcomes([olga.operation(f"{audit}/retention", "hold", "", None, {**facts})]) == ["refused malformed"]

    assert state(server, audit) == "signed"


@pytest.mark.parametrize("facts", [{}, {"holds": ()}, {"holds": None}, {"holds": "all"}])
def test_a_release_that_names_no_hold_releases_nothing(server: Server, facts: dict[str, Value]) -> None:
    _, olga, _, audit = signed(server)
    place(olga, audit)

    outcome = olga.outcomes([olga.operation(f"{audit}/retention", "release", "", None, {**facts})])

    assert outcome == ["refused malformed"]


def test_a_forged_hold_or_release_is_refused(server: Server) -> None:
    anna, olga, otto, audit = signed(server)
    held = place(olga, audit)

    forged = [anna.sign(release(one, audit, held)) for one in (olga, otto)] + [anna.sign(hold(otto, audit))]

    assert anna.outcomes(forged) == ["refused signature"] * 3
    assert anna.outcomes([release(otto, audit, held)]) == ["applied"]
    assert state(server, audit) == "held_signed"


def test_a_hold_waits_for_an_audit_that_is_not_here_yet(server: Server) -> None:
    anna, olga = server.person(), server.person("qa_officer")
    early = hold(olga, "11111111-1111-4111-8111-111111111111")
    assert olga.outcomes([early]) == ["quarantined not_here"]

    audit = anna.start("11111111-1111-4111-8111-111111111111")

    assert state(server, audit) == "held_draft"
