"""Drafts are seen by their state alone (P-20), and reports of access are kept once each."""

import uuid

from tests.sync.server.laptops import Laptop, Server


def under_way(laptop: Laptop) -> list[tuple[object, ...]]:
    return laptop.connection.execute("SELECT audit, tool, owner, state FROM qa.under_way()").fetchall()


def mark(laptop: Laptop) -> object:
    row = laptop.connection.execute("SELECT me ->> 'under_way' FROM qa.hello(1, null, null)").fetchone()
    return None if row is None else row[0]


def start(laptop: Laptop) -> str:
    audit = str(uuid.uuid4())
    facts = {"tool_id": "bra-live-audit", "tool_version": "1", "tool_hash": "a" * 64}
    assert laptop.outcomes([laptop.operation(f"{audit}/record", "create", "", None, {**facts})]) == ["applied"]
    return audit


def test_who_answers_for_a_team_sees_its_drafts_and_nothing_they_say(server: Server) -> None:
    server.team("east")
    server.team("west", "West")
    server.team("east one", parent="east")
    anna = server.person(team="east one")
    above, elsewhere = server.person("manager", "east"), server.person("manager", "west")
    officer, head = server.person("qa_officer"), server.person("head_of_service", "east")
    other_head = server.person("head_of_service", "west")

    audit = start(anna)

    line = (audit, "bra-live-audit", anna.id, "draft")
    assert [under_way(one) for one in (above, officer, head)] == [[line]] * 3
    assert under_way(elsewhere) == under_way(other_head) == []
    assert officer.connection.execute("SELECT * FROM qa.stream(%s, 1, 9)", (f"{audit}/record",)).fetchall() == []


def test_nobody_else_sees_what_is_under_way(server: Server) -> None:
    anna = server.person()
    start(anna)

    for role in ("auditor", "moderator", "practitioner", "admin"):
        assert under_way(server.person(role)) == []
    assert under_way(anna) == []


def test_a_signed_audit_is_under_way_no_more(server: Server) -> None:
    anna, officer = server.person(), server.person("qa_officer")
    audit = start(anna)

    anna.finish(audit)

    assert under_way(officer) == []


def test_the_owner_is_who_it_was_handed_to(server: Server) -> None:
    anna, ben, officer = server.person(), server.person(), server.person("qa_officer")
    audit = start(anna)

    anna.give(audit, ben, "owner")

    assert [row[2] for row in under_way(officer)] == [ben.id]


def test_the_greeting_tells_when_the_list_may_have_changed(server: Server) -> None:
    anna, officer = server.person(), server.person("qa_officer")
    before = mark(officer)
    assert mark(officer) == before

    start(anna)

    assert mark(officer) != before
    assert mark(anna) is None
    assert mark(server.person("admin")) is None


def test_a_report_of_access_is_kept_once_however_often_it_comes(server: Server) -> None:
    anna, ben = server.person(), server.person()
    one, other = uuid.uuid4(), uuid.uuid4()

    assert anna.call("report_access", [one], ["a"], ["opened"], [1]) == 1
    assert anna.call("report_access", [one, other], ["a", "b"], ["opened", "saved"], [1, 2]) == 1
    assert ben.call("report_access", [one], ["a"], ["opened"], [1]) == 1

    assert server.sql("SELECT count(*) FROM qa.access_record WHERE self_reported") == "3"


def test_a_report_that_says_nothing_is_left_out(server: Server) -> None:
    anna = server.person()
    ids = [uuid.uuid4(), None, uuid.uuid4(), uuid.uuid4(), uuid.uuid4()]

    assert anna.call("report_access", ids, ["a", "a", None, "a", ""], ["x", "x", "x", "x", "x"], [1, 1, 1, -1, 1]) == 1
