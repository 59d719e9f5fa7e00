"""The authority's own places on the server: the programme, the officers' desk, and answers to allocations."""

from __future__ import annotations

import hashlib
import json
import uuid

import pytest

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move
from tests.sync.server.laptops import Laptop, Server

DESK, PROGRAMME = "organisation/desk", "organisation/programme"
OTHERS = ("auditor", "moderator", "manager", "head_of_service", "practitioner", "admin")
DRAW = b"a record of a draw"


def seen(laptop: Laptop) -> list[tuple[str, str]]:
    return [(row.event, row.stream) for row in laptop.pull()]


def document(laptop: Laptop, stream: str) -> str:
    """Put an operation that names a document, and the document; return the operation's id."""
    told = laptop.operation(stream, "document", "draw/1", None, {"document": hashlib.sha256(DRAW).hexdigest()})
    assert laptop.outcomes([told]) == ["applied"]
    assert laptop.call("put_blob", stream, hashlib.sha256(DRAW).digest(), 0, 1, DRAW) == "complete"
    return told.op_id


def test_everybody_reads_the_programme_and_officers_write_it(server: Server) -> None:
    olga, everybody = server.person("qa_officer"), [server.person(role) for role in OTHERS]

    written = [one.outcomes([one.operation(PROGRAMME, path="entry/1")]) for one in everybody]

    assert written == [["refused not_allowed"]] * len(OTHERS)
    assert olga.outcomes([olga.operation(PROGRAMME, path="entry/1")]) == ["applied"]
    assert [seen(one) for one in everybody] == [[("op", PROGRAMME)]] * len(OTHERS)


@pytest.mark.parametrize("role", OTHERS)
def test_the_desk_is_closed_to_everybody_but_officers_by_every_call(server: Server, role: str) -> None:
    olga, other_officer, mallory = server.person("qa_officer"), server.person("qa_officer"), server.person(role)
    told = uuid.UUID(document(olga, DESK))
    digest = hashlib.sha256(DRAW).digest()

    carried = olga.operation(DESK, path="draw/2")

    assert seen(mallory) == []
    assert mallory.call("have", [told]) is None
    assert mallory.connection.execute("SELECT * FROM qa.stream(%s, 0, 100)", (DESK,)).fetchall() == []
    assert mallory.connection.execute("SELECT * FROM qa.get_blob(%s, %s, 0)", (DESK, digest)).fetchall() == []
    assert mallory.call("put_blob", DESK, digest, 0, 1, DRAW) == "refused"
    assert mallory.outcomes([mallory.operation(DESK, path="draw/1"), carried]) == ["refused not_allowed"] * 2
    assert seen(other_officer) == [("op", DESK)]
    assert other_officer.call("have", [told]) == str(told)


def test_an_absent_desk_and_a_forbidden_one_are_answered_alike(server: Server) -> None:
    olga, mallory = server.person("qa_officer"), server.person()
    head = json.dumps({DESK: [1, "00" * 32]})

    before = _hello(mallory, head)
    olga.push([olga.operation(DESK, path="draw/1")])

    assert before == _hello(mallory, head) == ([], [DESK])


def _hello(laptop: Laptop, heads: str) -> object:
    row = laptop.connection.execute("SELECT mismatched, unknown FROM qa.hello(1, null, %s)", (heads,)).fetchone()
    assert row is not None
    return row[0], row[1]


def test_whoever_becomes_an_officer_is_told_of_the_desk_and_whoever_is_none_any_more_called_back(
    server: Server,
) -> None:
    olga, new = server.person("qa_officer"), server.person("manager")
    olga.push([olga.operation(DESK, path="draw/1"), olga.operation(PROGRAMME, path="entry/1")])
    before = seen(olga), seen(new)
    with administering(server.dsn) as connection:
        move(connection, olga.access.login, role="manager")
        move(connection, new.access.login, role="qa_officer")

    after = seen(olga), seen(new)

    assert [sorted(one) for one in before] == [[("op", DESK), ("op", PROGRAMME)], [("op", PROGRAMME)]]
    assert after == ([("revoke", DESK)], [("op", DESK)])
    assert olga.connection.execute("SELECT * FROM qa.stream(%s, 0, 100)", (DESK,)).fetchall() == []


def test_answers_are_the_persons_own_and_read_by_those_who_read_the_allocations(server: Server) -> None:
    server.team("south", service="West")
    olga, anna, ben = server.person("qa_officer"), server.person(), server.person()
    near, far = server.person("manager"), server.person("manager", "south")
    head, far_head = server.person("head_of_service"), server.person("head_of_service", "south")
    place = f"allocations:{anna.id}/answers"

    for other in (olga, near, head, ben):  # a place begins with its person's own answer, and with nobody else's
        assert other.outcomes([other.operation(place, path="check/x")]) == ["quarantined not_here"]
    early = anna.operation(place, path="check/x", facts={"v": "2026-11-20"})
    assert anna.outcomes([early]) == ["applied"]
    assert olga.outcomes([olga.operation(f"allocations:{anna.id}/allocations", path="allocation/x")]) == ["applied"]
    assert anna.outcomes([anna.operation(place, path="answer/y")]) == ["applied"]
    assert anna.outcomes([anna.operation(place, "document", "answer/y")]) == ["refused not_allowed"]
    for other, reason in ((olga, "refused not_allowed"), (near, "refused not_allowed"), (ben, "quarantined not_here")):
        assert other.outcomes([other.operation(place, path="answer/x")]) == [reason]

    assert [place in {stream for _, stream in seen(one)} for one in (olga, anna, near, head)] == [True] * 4
    assert [seen(one) for one in (ben, far, far_head)] == [[]] * 3
