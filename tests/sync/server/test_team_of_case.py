"""Who of the audited case's team sees what of a form that somebody of another team wrote, when, and who never does."""

import uuid

import pytest

from qa_desktop.domain.operation import Value
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import add_team, move, move_audit
from tests.sync.server.laptops import Laptop, Row, Server
from tests.sync.server.test_unseen_pairs import allocated, locked

PARTS = ("record", "lead", "peer", "moderation", "restricted")


def named(owner: Laptop, audit: str, team: str, kind: str = "grant") -> str:
    facts: dict[str, Value] = {"relation": "case", "team": team}
    return owner.outcomes([owner.operation(f"{audit}/record", kind, "case_team", None, facts)])[0]


def seen(laptop: Laptop) -> set[str]:
    return {row.stream.partition("/")[2] for row in laptop.pull() if row.event == "op"}


def events(rows: list[Row]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.event, row.stream.partition("/")[2]) for row in rows))


def case_team(server: Server, audit: str) -> str:
    return server.sql(f"SELECT coalesce(case_team, 'none') FROM qa.audit WHERE id = '{audit}'")  # noqa: S608 - ours


def drafts(person: Laptop) -> list[object]:
    return [row[0] for row in person.connection.execute("SELECT audit FROM qa.under_way()").fetchall()]


@pytest.fixture
def peer(server: Server) -> Laptop:
    """Lend an auditor of the reviewing service, who audits cases of others."""
    server.team("review", "Review")
    server.team("west", "West")
    server.team("south", parent="north")
    return server.person(team="review")


def test_manager_and_head_of_the_case_see_a_form_of_another_service_once_it_is_signed(
    server: Server, peer: Laptop
) -> None:
    manager, above, head = (
        server.person("manager", "south"), server.person("manager", "north"), server.person("head_of_service", "north"),
    )  # fmt: skip
    elsewhere = [server.person("manager", "west"), server.person("head_of_service", "west"), server.person("auditor")]
    audit = peer.start()
    assert named(peer, audit, "south") == "applied"
    of_the_case = (manager, above, head)
    assert [one.pull() for one in of_the_case] == [[], [], []]
    assert [drafts(one) for one in of_the_case] == [[audit]] * 3

    peer.finish(audit)

    assert [seen(one) for one in of_the_case] == [{"record"}] * 3
    assert [one.pull() for one in elsewhere] == [[], [], []]
    assert [drafts(one) for one in elsewhere] == [[], [], []]


def test_what_is_named_after_the_signature_comes_down_to_who_had_synced_already(server: Server, peer: Laptop) -> None:
    manager, head = server.person("manager", "south"), server.person("head_of_service")
    audit = peer.start()
    peer.finish(audit)
    own = manager.start()
    assert (manager.pull()[-1].stream, head.pull()) == (f"{own}/record", [])

    assert named(peer, audit, "south") == "applied"

    assert [row.kind for row in manager.pull()] == ["create", "sign", "grant"]
    assert seen(head) == {"record"}


def test_another_team_of_the_case_calls_it_back_from_the_first(server: Server, peer: Laptop) -> None:
    first, second = server.person("manager", "south"), server.person("manager", "west")
    audit = peer.start()
    named(peer, audit, "south")
    peer.finish(audit)
    assert seen(first) == {"record"}

    assert named(peer, audit, "west") == "applied"
    assert (events(first.pull()), seen(second)) == ([("revoke", "record")], {"record"})

    assert named(peer, audit, "south", "withdraw") == "applied"
    assert case_team(server, audit) == "west"
    assert named(peer, audit, "west", "withdraw") == "applied"
    assert events(second.pull())[-1] == ("revoke", "record")


def test_people_teams_and_cases_that_move_take_the_sight_along(server: Server, peer: Laptop) -> None:
    manager, head, other = (
        server.person("manager", "west"), server.person("head_of_service", "west"), server.person("manager", "review"),
    )  # fmt: skip
    audit = peer.start()
    named(peer, audit, "south")
    peer.finish(audit)
    assert (manager.pull(), head.pull(), seen(other)) == ([], [], {"record"})

    with administering(server.dsn) as connection:
        move(connection, manager.access.login, team="south")
        add_team(connection, "south", "South", "West")
    assert (seen(manager), seen(head)) == ({"record"}, {"record"})

    with administering(server.dsn) as connection:
        add_team(connection, "south", "South", "East")
        move_audit(connection, audit, "north")
    gone = [("revoke", "record")]
    assert (events(manager.pull()), events(head.pull()), events(other.pull())) == (gone, gone, gone)


def test_a_team_under_another_service_takes_its_own_audits_along(server: Server, peer: Laptop) -> None:
    old, new = server.person("head_of_service", "review"), server.person("head_of_service", "west")
    audit = peer.start()
    peer.finish(audit)
    assert (seen(old), new.pull()) == ({"record"}, [])

    with administering(server.dsn) as connection:
        add_team(connection, "review", "Review", "West")

    assert events(new.pull()) == [("op", "record")]
    assert old.connection.execute("SELECT * FROM qa.stream(%s, 1, 9)", (f"{audit}/record",)).fetchall() != []


def test_who_audits_the_case_too_sees_the_other_form_only_after_the_own_lock(server: Server, peer: Laptop) -> None:
    officer, lead, head = server.person("qa_officer"), server.person("manager"), server.person("head_of_service")
    allocated(officer, lead)
    audit, own = peer.start(), lead.start()
    named(peer, audit, "north")
    locked(peer, lead, audit)
    peer.finish(audit)
    lead.pull()
    assert lead.connection.execute("SELECT * FROM qa.stream(%s, 1, 9)", (f"{audit}/record",)).fetchall() == []
    assert f"{audit}/record" not in {row.stream for row in lead.pull()}
    assert f"{audit}/record" in {row.stream for row in head.pull()}

    locked(lead, peer, own)

    assert f"{audit}/record" in {row.stream for row in lead.pull()}


def test_the_team_of_the_case_writes_what_follows_and_gives_nothing_away(server: Server, peer: Laptop) -> None:
    manager, head, other = server.person("manager"), server.person("head_of_service"), server.person("manager", "west")
    audit = peer.start()
    named(peer, audit, "north")
    assert manager.outcomes([manager.operation(f"{audit}/record")]) == ["refused not_allowed"]
    peer.finish(audit)
    late = [manager.operation(f"{audit}/record", path="supervision/discussed_on")]
    comment = [head.operation(f"{audit}/record", path="told/head_of_service/comment")]

    assert (manager.outcomes(late), head.outcomes(comment)) == (["applied"], ["applied"])
    assert other.outcomes([other.operation(f"{audit}/record")]) == ["quarantined not_here"]
    orders: tuple[tuple[str, dict[str, Value]], ...] = (
        ("redact", {"target": late[0].op_id, "reason": "x"}),
        ("grant", {"person": other.id, "relation": "reader"}),
        ("grant", {"relation": "case", "team": "west"}),
        ("withdraw", {"relation": "case", "team": "north"}),
        ("sign", {}),
    )
    for kind, facts in orders:
        asked = [one.operation(f"{audit}/record", kind, "", None, facts) for one in (manager, head)]
        assert manager.outcomes(asked[:1]) + head.outcomes(asked[1:]) == ["refused not_allowed"] * 2
    hold: dict[str, Value] = {"reason": "court", "people": ()}
    assert head.outcomes([head.operation(f"{audit}/retention", "hold", "", None, hold)]) == ["refused not_allowed"]


def test_only_owner_and_officer_name_the_team_and_only_one_that_there_is(server: Server, peer: Laptop) -> None:
    officer, reader, boss = server.person("qa_officer"), server.person(), server.person("manager", "review")
    audit = peer.start()
    peer.give(audit, reader, "reader")
    assert named(officer, audit, "north") == "refused not_allowed"
    assert named(peer, audit, "nowhere") == "refused not_allowed"
    peer.finish(audit)

    assert (named(reader, audit, "north"), named(boss, audit, "north")) == ("refused not_allowed",) * 2
    assert named(server.person(), audit, "north") == "quarantined not_here"
    assert named(officer, audit, "north") == "applied"


def test_a_hold_takes_it_from_the_team_of_the_case_and_its_release_brings_it(server: Server, peer: Laptop) -> None:
    officer, second, manager, head = (
        server.person("qa_officer"), server.person("qa_officer"), server.person("manager"),
        server.person("head_of_service"),
    )  # fmt: skip
    audit = peer.start()
    named(peer, audit, "north")
    peer.finish(audit)
    assert (seen(manager), seen(head)) == ({"record"}, {"record"})
    hold = officer.operation(f"{audit}/retention", "hold", "", None, {"reason": "court", "people": ()})
    assert officer.outcomes([hold]) == ["applied"]
    gone = [("revoke", "record"), ("revoke", "retention")]
    assert (events(manager.pull()), events(head.pull())) == (gone, gone)
    assert named(peer, audit, "west") == "refused not_allowed"

    release: dict[str, Value] = {"holds": (hold.op_id,)}
    for one in (officer, second):
        assert one.outcomes([one.operation(f"{audit}/retention", "release", "", None, release)]) == ["applied"]

    assert "record" in seen(manager)
    assert "record" in seen(head)


def _content(laptop: Laptop, audit: str, op_id: str) -> dict[str, object]:
    """Return everything that a login gets out of an audit, by every call that answers with content."""
    ask = laptop.connection.execute
    heads = f'{{"{audit}/record": [1, "00"]}}'
    return {
        "pull": [row.stream for row in laptop.pull() if row.stream.startswith(audit)],
        "stream": [row for part in PARTS for row in ask("SELECT * FROM qa.stream(%s, 1, 99)", (f"{audit}/{part}",))],
        "have": ask("SELECT * FROM qa.have(%s::uuid[])", ([op_id],)).fetchall(),
        "blob": ask("SELECT * FROM qa.get_blob(%s, %s, 0)", (f"{audit}/record", b"\1" * 32)).fetchall(),
        "wanted": ask("SELECT * FROM qa.blobs_wanted(%s, %s)", (f"{audit}/record", [b"\1" * 32])).fetchall(),
        "lease": ask("SELECT * FROM qa.lease(%s, 5)", (audit,)).fetchall(),
        "aside": [row for row in ask("SELECT * FROM qa.aside()").fetchall() if row[1] == audit],
        "under_way": [one for one in drafts(laptop) if one == audit],
        "unknown": ask("SELECT unknown FROM qa.hello(1, null, %s::jsonb)", (heads,)).fetchall(),
    }


@pytest.mark.parametrize("is_signed", [False, True])
@pytest.mark.parametrize("role", ["auditor", "moderator", "manager", "head_of_service", "practitioner", "admin"])
def test_a_hostile_login_outside_gets_nothing_by_any_call(
    server: Server, peer: Laptop, role: str, *, is_signed: bool
) -> None:
    outsider = server.person(role, "west")
    audit = peer.start()
    named(peer, audit, "north")
    written = peer.operation(f"{audit}/record", value="a secret of the case")
    peer.push([written, *(peer.operation(f"{audit}/{part}") for part in ("lead", "restricted"))])
    if is_signed:
        peer.finish(audit)
    # What a hostile laptop would push to get in: its own team, itself, somebody else's word, a line of its own.
    tries = [
        outsider.operation(f"{audit}/record", "grant", "case_team", None, {"relation": "case", "team": "west"}),
        outsider.operation(f"{audit}/record", "grant", "", None, {"relation": "reader", "person": outsider.id}),
        outsider.operation(f"{audit}/record", "create", "audit"),
        outsider.operation(f"{audit}/record", "sign", "signed"),
    ]
    assert all(one.result in ("quarantined", "refused") for one in outsider.push(tries))

    found = _content(outsider, audit, written.op_id)

    absent = str(uuid.uuid4())
    of_nothing = _content(outsider, absent, absent)
    assert (found.pop("unknown"), of_nothing.pop("unknown")) == ([([f"{audit}/record"],)], [([f"{absent}/record"],)])
    assert found == of_nothing
    assert {name for name, said in found.items() if said} == {"wanted"}


def test_a_grant_that_says_nonsense_is_refused_and_stops_nothing_else(server: Server, peer: Laptop) -> None:
    audit = peer.start()
    nonsense: list[dict[str, Value]] = [
        {"relation": "case"}, {"relation": "case", "team": None}, {"relation": "case", "team": 7},
        {"relation": "case", "team": ("north", "west")}, {"relation": "case", "team": "north' OR true --"},
        {"relation": ("case",), "team": "north"},
    ]  # fmt: skip
    grants = [peer.operation(f"{audit}/record", "grant", "case_team", None, facts) for facts in nonsense]

    said = peer.outcomes([*grants, peer.operation(f"{audit}/record")])

    assert said == ["refused not_allowed"] * len(nonsense) + ["applied"]
    assert case_team(server, audit) == "none"


def test_a_laptop_that_waits_with_its_work_brings_it_once_the_team_is_named(server: Server, peer: Laptop) -> None:
    manager = server.person("manager")
    audit = str(uuid.uuid4())
    peer.start(audit)
    peer.finish(audit)
    late = manager.operation(f"{audit}/record", path="supervision/discussed_on")
    assert manager.outcomes([late]) == ["quarantined not_here"]

    named(peer, audit, "north")

    assert late.op_id in {row.op_id for row in peer.pull()}
