"""What an old owner wrote comes late: kept, shown to whom it concerns, and taken in by a person, never by itself."""

import hashlib
import uuid
from dataclasses import replace
from typing import NamedTuple

import pytest

from qa_desktop.domain.operation import Operation
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import leave
from tests.sync.server.laptops import Laptop, Server


class Handed(NamedTuple):
    """An audit that went to Ben while Anna was away; Olga is the officer."""

    audit: str
    anna: Laptop
    ben: Laptop
    olga: Laptop
    late: Operation


@pytest.fixture
def handed(server: Server) -> Handed:
    anna, ben, olga = server.person(), server.person(), server.person("qa_officer")
    audit = anna.start()
    late = anna.operation(f"{audit}/record", value="written on the train")
    olga.give(audit, ben, "owner")
    assert anna.outcomes([late]) == ["quarantined not_here"]
    return Handed(audit, anna, ben, olga, late)


def aside(laptop: Laptop) -> list[str]:
    return [str(row[0]) for row in laptop.connection.execute("SELECT op_id FROM qa.aside()").fetchall()]


def take_in(laptop: Laptop, *operations: Operation) -> list[object]:
    ids = [uuid.UUID(one.op_id) for one in operations]
    return [row[1] for row in laptop.connection.execute("SELECT * FROM qa.take_in(%s)", (ids,)).fetchall()]


def notices(laptop: Laptop) -> object:
    return laptop.connection.execute("SELECT me ->> 'aside' FROM qa.hello(1, null, null)").fetchone()


def test_late_work_is_before_the_new_owner_and_the_officer_and_nobody_else(server: Server, handed: Handed) -> None:
    boss, mallory = server.person("manager"), server.person()

    assert aside(handed.ben) == aside(handed.olga) == [handed.late.op_id]
    assert aside(boss) == aside(mallory) == aside(handed.anna) == []
    assert [notices(one) for one in (handed.ben, handed.anna)] == [("1:1",), ("",)]


@pytest.mark.parametrize("who", ["ben", "olga"])
def test_what_is_taken_in_keeps_its_author_and_tells_who_brought_it(handed: Handed, who: str) -> None:
    taker: Laptop = getattr(handed, who)
    handed.ben.pull()

    assert take_in(taker, handed.late) == ["applied"]

    (row,) = handed.ben.pull()
    assert (row.operation, row.author, row.relayer) == (handed.late, handed.anna.id, taker.id)
    assert aside(taker) == []
    assert take_in(taker, handed.late) == []


def test_its_author_is_told_and_may_send_it_again_without_harm(server: Server, handed: Handed) -> None:
    ask = "SELECT op_id, taken FROM qa.quarantined()"
    assert handed.anna.connection.execute(ask).fetchall() == [(handed.late.op_id, False)]

    take_in(handed.ben, handed.late)

    assert handed.anna.connection.execute(ask).fetchall() == [(handed.late.op_id, True)]
    assert handed.anna.outcomes([handed.late]) == ["duplicate"]
    assert aside(handed.ben) == []
    assert server.sql("SELECT (sent).body IS NULL AND (sent).salt IS NULL FROM qa.quarantine") == "t"


def test_others_take_nothing_in(server: Server, handed: Handed) -> None:
    boss, mallory = server.person("manager"), server.person()

    for one in (boss, mallory, handed.anna):
        assert take_in(one, handed.late) == []
    assert aside(handed.ben) == [handed.late.op_id]


def test_what_a_stranger_pushes_into_a_guessed_audit_is_before_nobody(server: Server, handed: Handed) -> None:
    mallory = server.person()
    forged = mallory.operation(f"{handed.audit}/record", value="never said")
    mallory.outcomes([forged, replace(forged, op_id=forged.op_id.__class__(str(uuid.uuid4())), author=handed.anna.id)])

    assert aside(handed.ben) == [handed.late.op_id]
    assert take_in(handed.ben, forged) == []


def test_a_grant_or_a_disclosure_of_the_old_owner_is_never_taken_in(handed: Handed) -> None:
    grant = handed.anna.part("grant", handed.audit, handed.olga, "peer")
    reveal = handed.anna.operation(f"{handed.audit}/lead", "reveal")
    handed.anna.outcomes([grant, reveal])

    assert aside(handed.ben) == [handed.late.op_id]
    assert take_in(handed.ben, grant, reveal) == []


def test_a_signature_that_came_late_is_kept_beside_the_other(handed: Handed) -> None:
    sign = handed.anna.operation(f"{handed.audit}/record", "sign", "signed")
    handed.anna.outcomes([sign])
    handed.ben.finish(handed.audit)

    assert take_in(handed.olga, handed.late, sign) == ["applied", "applied"]

    assert [row.author for row in handed.olga.pull() if row.kind == "sign"] == [handed.ben.id, handed.anna.id]


def test_the_work_of_a_leaver_that_an_officer_carries_is_taken_in(server: Server, handed: Handed) -> None:
    found_later = handed.anna.operation(f"{handed.audit}/record", value="found on the old laptop")
    with administering(server.dsn) as connection:
        leave(connection, handed.anna.access.login)
    assert handed.olga.outcomes([found_later]) == ["quarantined not_here"]

    assert take_in(handed.olga, found_later) == ["applied"]


def test_the_document_of_what_was_taken_in_can_be_brought_by_its_author(handed: Handed) -> None:
    note = b"%PDF the note"
    sha = hashlib.sha256(note).digest()
    facts = {"document": sha.hex()}
    named = handed.anna.operation(f"{handed.audit}/record", "document", "", None, {**facts})
    handed.anna.outcomes([named])
    put = (f"{handed.audit}/record", sha, 0, 1, note)
    assert handed.anna.call("put_blob", *put) == "refused"

    take_in(handed.ben, named)

    assert handed.anna.call("put_blob", *put) == "complete"
    assert handed.anna.call("put_blob", f"{handed.audit}/record", b"x" * 32, 0, 1, note) == "refused"


def test_work_that_was_never_allowed_comes_back_when_the_part_does(handed: Handed) -> None:
    handed.ben.give(handed.audit, handed.anna, "peer")

    assert handed.late.op_id in {row.op_id for row in handed.ben.pull()}
    assert aside(handed.ben) == []


def test_what_waits_is_counted_as_it_comes_and_goes(server: Server, handed: Handed) -> None:
    more = [handed.anna.operation(f"{handed.audit}/{part}", value=part) for part in ("record", "lead", "record")]
    handed.anna.outcomes(more)
    seen = [notices(handed.ben), counted(server)]
    take_in(handed.olga, more[0])
    seen += [notices(handed.ben), counted(server)]
    handed.ben.give(handed.audit, handed.anna, "peer")
    handed.olga.outcomes([handed.olga.operation(f"{uuid.uuid4()}/record", value="of an audit that never comes")])
    seen += [notices(handed.ben), counted(server)]

    assert seen == [("4:4",), "t", ("3:4",), "t", ("",), "t"]


def counted(server: Server) -> str:
    """Tell whether the groups say of the quarantine what is in it."""
    return server.sql(
        "SELECT count(*) > 0 AND NOT EXISTS ("
        "SELECT audit, author, pusher, kind, part, count(*) FROM qa.quarantine WHERE taken_at IS NULL "
        "GROUP BY 1, 2, 3, 4, 5 "
        "EXCEPT SELECT audit, author, pusher, kind, part, waiting FROM qa.aside_group) FROM qa.aside_group"
    )


def test_an_empty_server_answers_at_once(server: Server) -> None:
    anna, olga = server.person(), server.person("qa_officer")

    assert (aside(anna), aside(olga), take_in(olga)) == ([], [], [])
