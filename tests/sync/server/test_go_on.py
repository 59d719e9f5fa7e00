"""Going on with a newer version on the server: the owner writes it, the tool comes as a blob, late work is taken in."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass

import pytest

from qa_desktop.domain.operation import Operation, Value
from tests.sync.server.laptops import Laptop, Server

TOOL = b"the second version"
TOOL_HASH = hashlib.sha256(TOOL).hexdigest()


def going_on(laptop: Laptop, audit: str, stream: str = "record") -> Operation:
    facts: dict[str, Value] = {"tool_hash": TOOL_HASH, "tool_id": "t", "tool_version": "2", "v": ("1", "2")}
    return laptop.operation(f"{audit}/{stream}", "go_on", "tool", facts=facts)


def put(laptop: Laptop, audit: str, data: bytes = TOOL) -> object:
    row = laptop.connection.execute(
        "SELECT qa.put_blob(%s, %s, 0, 1, %s)", (f"{audit}/record", hashlib.sha256(data).digest(), data)
    ).fetchone()
    assert row is not None
    return row[0]


@dataclass
class People:
    anna: Laptop
    peer: Laptop
    boss: Laptop
    olga: Laptop
    audit: str


@pytest.fixture
def people(server: Server) -> People:
    anna, peer, boss, olga = server.person(), server.person(), server.person("manager"), server.person("qa_officer")
    audit = anna.start()
    anna.give(audit, peer, "peer")
    return People(anna, peer, boss, olga, audit)


def test_the_owner_goes_on_in_the_record_and_nobody_else(people: People) -> None:
    audit = people.audit

    assert people.anna.outcomes([going_on(people.anna, audit)]) == ["applied"]
    assert people.anna.outcomes([going_on(people.anna, audit, "lead")]) == ["refused not_allowed"]
    for other in (people.peer, people.boss, people.olga):
        assert other.outcomes([going_on(other, audit)]) == ["refused not_allowed"]


def test_the_tool_comes_beside_it_to_whoever_reads_the_audit(people: People) -> None:
    people.anna.outcomes([going_on(people.anna, people.audit)])

    assert put(people.anna, people.audit) == "complete"
    got = people.peer.connection.execute(
        "SELECT data FROM qa.get_blob(%s, %s, 0)", (f"{people.audit}/record", bytes.fromhex(TOOL_HASH))
    ).fetchone()
    assert got == (TOOL,)


def test_after_handing_over_its_author_still_brings_the_tool_and_nothing_else(people: People) -> None:
    people.anna.outcomes([going_on(people.anna, people.audit)])
    people.anna.give(people.audit, people.peer, "owner")

    assert put(people.anna, people.audit) == "complete"
    assert put(people.anna, people.audit, b"something else") == "refused"


def test_what_the_old_owner_wrote_late_waits_until_the_new_one_takes_it_in(people: People) -> None:
    late = going_on(people.anna, people.audit)
    people.olga.give(people.audit, people.peer, "owner")

    assert people.anna.outcomes([late]) == ["quarantined not_here"]
    rows = people.peer.connection.execute("SELECT * FROM qa.take_in(%s)", ([uuid.UUID(late.op_id)],)).fetchall()
    assert [row[1] for row in rows] == ["applied"]
    assert late.op_id in {row.op_id for row in people.peer.pull()}


def test_behind_a_signature_it_is_kept_as_a_late_entry(people: People) -> None:
    sign = people.anna.operation(f"{people.audit}/record", "sign", "signed", facts={})
    assert people.anna.outcomes([sign]) == ["applied"]

    assert people.anna.outcomes([going_on(people.anna, people.audit)]) == ["applied"]
    assert "go_on" in {row.kind for row in people.olga.pull()}


def test_it_says_what_it_said_byte_for_byte(people: People) -> None:
    written = going_on(people.anna, people.audit)
    people.anna.outcomes([written])

    (row,) = [one for one in people.peer.pull() if one.kind == "go_on"]

    assert json.loads(row.facts)["v"] == ["1", "2"]
    assert (row.operation.signature, row.operation.commit) == (written.signature, written.commit)
