"""Who is told who is who: staff see staff, practitioners only those with whom they share an audit; also by SQL."""

from __future__ import annotations

from typing import NamedTuple

import psycopg
import pytest

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import leave, move
from qa_desktop.sync.server.provision import begin_epoch
from tests.sync.server.laptops import Laptop, Server


class Told(NamedTuple):
    state: str
    whole: bool
    kind: str | None
    key: str | None
    told: dict[str, object] | None
    at: object


def directory(laptop: Laptop, since: str = "") -> list[Told]:
    rows = laptop.connection.execute("SELECT * FROM qa.directory(%s)", (since,)).fetchall()
    return [Told(*row) for row in rows]  # type: ignore[arg-type] # the columns of qa.directory


def people(laptop: Laptop, since: str = "") -> dict[str, object]:
    return {
        str(one.key): (one.told or {}).get("role", "left") for one in directory(laptop, since) if one.kind == "person"
    }


def state(laptop: Laptop) -> str:
    me = laptop.connection.execute("SELECT me FROM qa.hello(1, null, null)").fetchone()
    assert me is not None
    return str(me[0]["directory"])  # type: ignore[index] # a jsonb object


def moved(server: Server, laptop: Laptop, *, role: str | None = None, team: str | None = None) -> None:
    with administering(server.dsn) as connection:
        move(connection, laptop.access.login, role=role, team=team)


def gone(server: Server, laptop: Laptop) -> None:
    with administering(server.dsn) as connection:
        leave(connection, laptop.access.login)


def test_staff_are_told_the_staff_of_today_and_only_news_after_that(server: Server) -> None:
    auditor, manager, leaver = server.person(), server.person("manager"), server.person()
    gone(server, leaver)
    first = directory(auditor)
    seen = first[0].state

    nothing = directory(auditor, seen)
    moved(server, manager, role="auditor")
    news = directory(auditor, seen)

    assert {str(one.key) for one in first if one.kind == "person"} == {auditor.id, manager.id}
    assert [one.key for one in first if one.kind == "team"] == ["north"]
    assert first[0].whole
    assert (len(nothing), nothing[0].kind, nothing[0].state) == (1, None, seen)
    assert [(one.key, (one.told or {})["role"], one.whole) for one in news] == [(manager.id, "auditor", False)]
    assert state(auditor) == news[0].state != seen


def test_who_left_is_called_back_without_a_name(server: Server) -> None:
    auditor, leaver = server.person(), server.person()
    seen = directory(auditor)[0].state

    gone(server, leaver)

    (news,) = directory(auditor, seen)
    assert (news.key, news.told) == (leaver.id, {"active": False})


def test_officers_are_told_the_whole_history_with_its_dates(server: Server) -> None:
    officer, mover = server.person("qa_officer"), server.person()
    server.team("south")
    moved(server, mover, team="south")
    gone(server, mover)

    own = [one for one in directory(officer) if one.key == mover.id]

    assert [((one.told or {})["team"], (one.told or {})["active"]) for one in own] == [
        ("north", True), ("south", True), ("south", False),
    ]  # fmt: skip
    assert sorted(own, key=lambda one: str(one.at)) == own


def test_a_practitioner_is_told_only_of_those_with_whom_they_share_an_audit(server: Server) -> None:
    auditor, practitioner = server.person(), server.person("practitioner")
    stranger = server.person("manager")
    server.team("elsewhere")
    audit = auditor.start()
    alone = people(practitioner), state(practitioner)
    assert auditor.give(audit, practitioner, "practitioner") == "applied"
    in_draft = people(practitioner), state(practitioner)
    auditor.finish(audit)
    seen = people(practitioner), state(practitioner)

    assert auditor.take_back(audit, practitioner, "practitioner") == "applied"

    assert alone[0] == in_draft[0] == people(practitioner) == {}
    assert seen[0] == {auditor.id: "auditor", practitioner.id: "practitioner"}
    assert stranger.id not in seen[0]
    assert seen[1] != alone[1] == state(practitioner)
    assert [one.key for one in directory(practitioner) if one.kind == "team"] == []


@pytest.mark.parametrize("since", ["1:history:0", "x:staff:0", ":::", "é", None, "1:staff:99999999999999999999"])
def test_no_state_that_a_practitioner_makes_up_shows_them_more(server: Server, since: str | None) -> None:
    server.person()
    practitioner = server.person("practitioner")
    epoch = server.sql("SELECT id FROM qa.epoch")
    made_up = since if since is None else since.replace("1:", f"{epoch}:")

    rows = practitioner.connection.execute("SELECT kind, whole FROM qa.directory(%s)", (made_up,)).fetchall()

    assert rows == [(None, True)]


def test_the_tables_and_helpers_of_the_directory_are_closed_to_laptops(server: Server) -> None:
    practitioner = server.person("practitioner")

    for statement in (
        "SELECT * FROM qa.directory",
        "SELECT * FROM qa.directory_version",
        "SELECT * FROM qa.person",
        "SELECT * FROM qa.directory_for((SELECT qa.me()), 0)",
        "SELECT qa.directory_state(qa.me())",
        "SELECT qa.shares_with(qa.me())",
        "SELECT qa.tell_directory('person', 'x', '{}')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            practitioner.connection.execute(statement.encode())


def test_somebody_who_becomes_a_practitioner_is_told_the_little_as_the_whole(server: Server) -> None:
    auditor = server.person()
    seen = directory(auditor)[0].state

    moved(server, auditor, role="practitioner")

    assert [(one.kind, one.whole) for one in directory(auditor, seen)] == [(None, True)]


def test_a_new_epoch_tells_the_whole_again(server: Server) -> None:
    auditor = server.person()
    seen = directory(auditor)[0].state
    with administering(server.dsn) as connection:
        begin_epoch(connection, "restored")

    again = directory(auditor, seen)

    assert again[0].whole
    assert state(auditor) == again[0].state != seen


def test_who_is_not_enrolled_is_told_nothing(server: Server) -> None:
    auditor = server.person()
    server.sql("UPDATE qa.device_key SET revoked_at = now()")

    with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
        directory(auditor)


def test_an_audit_keeps_its_team_when_its_author_moves(server: Server) -> None:
    auditor, manager = server.person(), server.person("manager")
    audit = auditor.start()
    auditor.finish(audit)
    server.team("south")

    moved(server, auditor, team="south")

    assert server.sql("SELECT team FROM qa.audit WHERE state = 'signed'") == "north"
    assert [one.stream for one in manager.pull()] == [f"{audit}/record"] * 2
