"""What lead and peer of a case read of the other form, over every role, state and way of asking (P-20)."""

from __future__ import annotations

import uuid

import pytest

from qa_desktop.domain.operation import Value
from tests.sync.server.laptops import Laptop, Server

PAIR = "01a1fe85-6f00-7356-81ce-a80fa367cbf0"
STREAMS = ("record", "lead", "peer", "moderation", "restricted", "retention")
STATES = ("draft", "revealed", "signed", "held_draft", "held_signed", "disposed")
ROLES = ("auditor", "moderator", "manager", "qa_officer", "head_of_service")
"""Those to whom a form may be given."""


def allocated(officer: Laptop, person: Laptop, pair: str = PAIR) -> None:
    facts: dict[str, Value] = {"allocation": str(uuid.uuid4()), "pair": pair, "part": "peer", "state": "open"}
    stream = f"allocations:{person.id}/allocations"
    begun = officer.operation(stream, "set", f"allocation/{facts['allocation']}", None, facts)
    assert officer.outcomes([begun]) == ["applied"]


def locked(one: Laptop, other: Laptop, audit: str, pair: str = PAIR) -> None:
    facts: dict[str, Value] = {"person": other.id, "relation": "reader", "pair": pair}
    assert one.outcomes([one.operation(f"{audit}/record", "grant", "", None, facts)]) == ["applied"]


def can_read(server: Server, person: Laptop, audit: str) -> set[tuple[str, str]]:
    """Return in which states which streams of an audit may be read, whatever state it is in."""
    of_each = "qa.person p, qa.audit a, unnest('{%s}'::text[]) s, unnest('{%s}'::text[]) n"
    asked = of_each % (",".join(STATES), ",".join(STREAMS))
    whole = "jsonb_populate_record(a, jsonb_build_object('state', s))"
    where = f"p.id = '{person.id}' AND a.id = '{audit}' AND qa.can_read(p, {whole}, n)"
    found = server.sql(f"SELECT s || ' ' || n FROM {asked} WHERE {where}")  # noqa: S608 - names of ours
    return {(state, stream) for state, stream in (line.split() for line in found.splitlines())}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_alone_reads_nothing_of_the_other_form_before_both_have_locked(server: Server, role: str) -> None:
    officer, lead = server.person("qa_officer"), server.person("manager")
    peer, third = server.person(role), server.person(role)
    allocated(officer, peer)
    led = lead.start()
    before = can_read(server, peer, led)

    locked(lead, peer, led)

    usual = can_read(server, third, led)
    assert before == usual
    assert can_read(server, peer, led) == (usual if role == "qa_officer" or not usual else set())
    assert (("signed", "record") in usual) is (role in ("manager", "head_of_service", "qa_officer"))


@pytest.mark.parametrize("role", ["manager", "head_of_service"])
def test_nothing_of_it_is_pulled_asked_after_or_read_as_a_stream_and_all_of_it_comes_with_the_lock(
    server: Server, role: str
) -> None:
    officer, lead, peer = server.person("qa_officer"), server.person("manager"), server.person(role)
    third = server.person(role)
    allocated(officer, peer)
    peered, led = peer.start(), lead.start()
    written = lead.operation(f"{led}/record")
    assert lead.outcomes([written]) == ["applied"]
    locked(lead, peer, led)
    lead.finish(led)

    pulled = [row.stream for row in peer.pull()]
    asked = peer.call("have", [written.op_id])
    streamed = peer.connection.execute("SELECT * FROM qa.stream(%s, 1, 100)", (f"{led}/record",)).fetchall()
    of_a_third = [row.kind for row in third.pull() if row.stream == f"{led}/record"]
    locked(peer, lead, peered)
    after = list(dict.fromkeys(row.kind for row in peer.pull() if row.stream == f"{led}/record"))

    assert f"{led}/record" not in pulled
    assert (asked, streamed) == (None, [])
    assert of_a_third == ["create", "set", "grant", "sign"]
    assert after == ["create", "set", "grant", "sign"]


@pytest.mark.parametrize("said", ["nothing", "another pair", "somebody else"])
def test_without_an_allocation_by_an_officer_nobody_is_held_back(server: Server, said: str) -> None:
    officer, lead, manager = server.person("qa_officer"), server.person(), server.person("manager")
    if said == "another pair":
        allocated(officer, manager, "another")
    if said == "somebody else":
        allocated(officer, server.person())
    led = lead.start()

    locked(lead, manager, led)
    lead.finish(led)

    assert f"{led}/record" in {row.stream for row in manager.pull()}
