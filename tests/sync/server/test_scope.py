"""Who sees what, when, and what happens when that changes."""

import uuid

import pytest

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import add_team, leave, move, move_audit, rotate
from tests.sync.server.laptops import Laptop, Row, Server


def seen(laptop: Laptop) -> set[str]:
    return {row.stream for row in laptop.pull() if row.event == "op"}


def events(rows: list[Row]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.event, row.stream) for row in rows))


def test_a_second_auditor_sees_nothing(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = anna.start()
    anna.finish(audit)

    assert ben.pull() == []
    assert ben.connection.execute("SELECT * FROM qa.stream(%s, 1, 10)", (f"{audit}/record",)).fetchall() == []


def test_before_signing_managers_and_officers_see_nothing_and_afterwards_everything(server: Server) -> None:
    server.team("east")
    server.team("west", "West")
    server.team("east one", parent="east")
    anna = server.person(team="east one")
    above, elsewhere = server.person("manager", "east"), server.person("manager", "west")
    officer, head, other_head = (
        server.person("qa_officer"), server.person("head_of_service", "east"), server.person("head_of_service", "west"),
    )  # fmt: skip
    everybody = (above, elsewhere, officer, head, other_head)
    audit = anna.start()
    anna.push([anna.operation(f"{audit}/record") for _ in range(3)])
    assert [one.pull() for one in everybody] == [[], [], [], [], []]

    anna.finish(audit)

    assert [len(one.pull()) for one in everybody] == [5, 0, 5, 5, 0]


def test_administrators_see_no_audit(server: Server) -> None:
    anna, admin = server.person(), server.person("admin")
    audit = anna.start()
    anna.finish(audit)

    assert admin.pull() == []
    assert admin.give(audit, admin, "owner") == "quarantined not_here"
    assert admin.pull() == []


def test_lead_and_peer_open_to_each_other_when_both_have_revealed(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audit = anna.start()
    assert anna.give(audit, pia, "peer") == "applied"
    anna.push([anna.operation(f"{audit}/lead")])
    pia.push([pia.operation(f"{audit}/peer")])
    assert pia.outcomes([pia.operation(f"{audit}/lead")]) == ["refused not_allowed"]
    assert seen(pia) == {f"{audit}/record", f"{audit}/peer"}
    anna.push([anna.operation(f"{audit}/lead", "reveal")])
    assert seen(pia) == set()

    pia.push([pia.operation(f"{audit}/peer", "reveal")])

    assert [row.kind for row in pia.pull() if row.stream.endswith("/lead")] == ["set", "reveal"]
    assert f"{audit}/peer" in seen(anna)


def test_what_is_shared_late_arrives_behind_a_cursor_that_had_passed_it(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = anna.start()
    own = ben.start()
    ben.pull()
    assert anna.give(audit, ben, "moderator") == "applied"
    anna.finish(audit)

    rows = ben.pull()

    assert [row.kind for row in rows if row.stream == f"{audit}/record"] == ["create", "grant", "sign"]
    assert own not in {row.stream for row in rows}


def test_taking_a_part_back_calls_the_streams_back_and_giving_it_again_brings_them_whole(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    pia.pull()

    anna.take_back(audit, pia, "peer")
    anna.push([anna.operation(f"{audit}/record")])
    assert events(pia.pull()) == [("revoke", f"{audit}/record")]

    anna.give(audit, pia, "peer")
    assert [row.kind for row in pia.pull()] == ["create", "grant", "withdraw", "set", "grant"]


def test_what_is_written_after_the_part_was_taken_back_waits(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    anna.take_back(audit, pia, "peer")
    late = pia.operation(f"{audit}/peer", value="written on the train")

    assert pia.outcomes([late]) == ["quarantined not_here"]

    anna.give(audit, pia, "peer")
    assert late.op_id in {row.op_id for row in pia.pull()}


def test_who_moves_to_a_team_gets_its_past_and_gives_up_the_other(server: Server) -> None:
    server.team("south")
    anna, ben, boss = server.person(team="north"), server.person(team="south"), server.person("manager", "north")
    in_north, in_south = anna.start(), ben.start()
    anna.finish(in_north)
    ben.finish(in_south)
    assert seen(boss) == {f"{in_north}/record"}

    with administering(server.dsn) as connection:
        move(connection, boss.access.login, team="south")

    assert set(events(boss.pull())) == {("revoke", f"{in_north}/record"), ("op", f"{in_south}/record")}


def test_an_audit_that_moves_goes_with_its_new_team(server: Server) -> None:
    server.team("south")
    anna, old, new = server.person(), server.person("manager", "north"), server.person("manager", "south")
    audit = anna.start()
    anna.finish(audit)
    assert (len(seen(old)), len(seen(new))) == (1, 0)

    with administering(server.dsn) as connection:
        move_audit(connection, audit, "south")

    assert events(old.pull()) == [("revoke", f"{audit}/record")]
    assert events(new.pull()) == [("op", f"{audit}/record")]


def test_a_team_put_under_another_opens_its_past_to_the_manager_above(server: Server) -> None:
    server.team("south")
    ben, boss = server.person(team="south"), server.person("manager", "north")
    audit = ben.start()
    ben.finish(audit)
    assert boss.pull() == []

    with administering(server.dsn) as connection:
        add_team(connection, "south", "South", "East", "north")

    assert seen(boss) == {f"{audit}/record"}


def test_a_leaver_is_locked_out_at_once(server: Server) -> None:
    anna = server.person()
    anna.start()

    with administering(server.dsn) as connection:
        assert leave(connection, anna.access.login) == 1

    with pytest.raises(Exception, match=r"terminat|closed"):
        anna.pull()
    with pytest.raises(Exception, match=r"not permitted to log in|authentication failed"):
        anna.new_connection()


def test_the_unsent_work_of_a_leaver_can_be_carried_in_by_an_officer(server: Server) -> None:
    anna, olga, mallory = server.person(), server.person("qa_officer"), server.person()
    audit = str(uuid.uuid4())
    work = [anna.operation(f"{audit}/record", kind) for kind in ("create", "set", "sign")]
    with administering(server.dsn) as connection:
        leave(connection, anna.access.login)
    assert mallory.outcomes(work) == ["quarantined not_here"] * 3

    assert olga.outcomes(work) == ["applied"] * 3

    rows = olga.pull()
    assert {(row.author, row.relayer) for row in rows} == {(anna.id, olga.id)}


def test_a_new_password_shuts_the_old_one_out_and_revoked_devices_wait_for_approval(server: Server) -> None:
    anna = server.person()
    with administering(server.dsn) as connection:
        rotate(connection, anna.access.login, new_device=True)

    with pytest.raises(Exception, match="nobody who is enrolled"):
        anna.pull()
    with pytest.raises(Exception, match="authentication failed"):
        anna.new_connection()


def test_the_organisation_reaches_everybody_and_is_written_by_officers(server: Server) -> None:
    anna, olga, admin = server.person(), server.person("qa_officer"), server.person("admin")
    assert anna.outcomes([anna.operation("organisation/tools")]) == ["refused not_allowed"]
    assert olga.outcomes([olga.operation("organisation/tools")]) == ["applied"]
    assert admin.outcomes([admin.operation("organisation/profile")]) == ["applied"]

    assert [seen(one) for one in (anna, olga, admin)] == [{"organisation/tools", "organisation/profile"}] * 3


def test_a_page_ends_at_a_cursor_and_the_next_goes_on(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    for _ in range(4):
        anna.push([anna.operation(f"{audit}/record") for _ in range(3)])

    pages = []
    while page := anna.pull_once(most=4):
        pages.append([row.rev for row in page])

    assert [rev for page in pages for rev in page] == list(range(1, 14))
    assert len(pages) > 2


def test_have_names_only_what_the_person_may_read(server: Server) -> None:
    anna, ben = server.person(), server.person()
    mine, his = anna.operation(f"{anna.start()}/record"), ben.operation(f"{ben.start()}/record")
    anna.push([mine])
    ben.push([his])

    ask = "SELECT * FROM qa.have(%s::uuid[])"
    ids = [mine.op_id, his.op_id, str(uuid.uuid4())]

    assert anna.connection.execute(ask, (ids,)).fetchall() == [(mine.op_id,)]
