"""Salts and bodies come as one: each finds its own again, and what does not fit its sizes is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest

from qa_desktop.domain.operation import Operation, chain_head, commitment
from tests.sync.server.laptops import PUSH, PUSH_ARRAYS_ALONE, Laptop, Server, columns, words_as_one


def with_body(anna: Laptop, audit: str, body: bytes | None, salt: bytes) -> Operation:
    one = anna.operation(f"{audit}/record")
    return anna.sign(replace(one, body=body, salt=salt, commit=commitment(salt, body)))


def of_all_shapes(anna: Laptop, audit: str) -> list[Operation]:
    """Return operations with bodies long, short, empty and absent, each with a salt of another length."""
    bodies = (b"first", None, b"", b"x" * 9_000, None, b"\0\xff", b"last")
    return [with_body(anna, audit, body, bytes([n]) * (16 + n)) for n, body in enumerate(bodies)]


def test_every_operation_finds_its_own_salt_and_body_again(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    sent = of_all_shapes(anna, audit)

    answers = anna.push(sent)

    assert [one.result for one in answers] == ["applied"] * len(sent)
    rows = anna.pull()
    assert [(row.body, row.salt, row.commit) for row in rows[1:]] == [(one.body, one.salt, one.commit) for one in sent]
    assert answers[-1].head == chain_head(row.operation for row in rows)


def test_one_size_may_hold_for_all_salts(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    sent = [with_body(anna, audit, body, bytes([len(body)]) * 16) for body in (b"a", b"bc", b"def")]
    arrays = columns(sent)
    told = words_as_one(arrays["salts"], arrays["bodies"])

    answers = anna.call_push(PUSH, {**arrays, **told, "salt_sizes": [16]})

    assert [one.result for one in answers] == ["applied"] * 3
    assert [row.body for row in anna.pull()[1:]] == [b"a", b"bc", b"def"]


def test_laptops_that_know_the_arrays_alone_are_understood_as_before(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = anna.start()
    sent = of_all_shapes(anna, audit)
    arrays = columns([*sent, ben.operation(f"{audit}/record")])
    arrays["commits"][1] = b"c" * 32

    answers = anna.call_push(PUSH_ARRAYS_ALONE, arrays)

    told = [one.result for one in answers]
    assert told == ["applied", "refused", *["applied"] * 5, "quarantined"]
    rows = anna.pull()
    kept = [one for one in sent if one is not sent[1]]
    assert [row.operation.envelope() for row in rows[1:]] == [one.envelope() for one in kept]
    assert [(row.body, row.salt) for row in rows[1:]] == [(one.body, one.salt) for one in kept]


def test_what_waits_and_what_is_refused_is_kept_with_its_own_words(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit, other = anna.start(), ben.start()
    sent = of_all_shapes(anna, audit)
    elsewhere = [anna.sign(replace(one, stream=anna.operation(f"{other}/record").stream)) for one in sent[2:5]]
    forbidden = [anna.sign(replace(one, kind="redact")) for one in sent[5:]]

    answers = anna.push([*sent[:2], *elsewhere, *forbidden])

    assert [one.result for one in answers] == ["applied"] * 2 + ["quarantined"] * 3 + ["refused"] * 2
    for table, ones in (("quarantine", elsewhere), ("refused", forbidden)):
        query = f"SELECT encode((sent).salt, 'hex'), encode((sent).body, 'hex') FROM qa.{table} ORDER BY no"  # noqa: S608 - names of ours
        kept = server.sql(query)
        assert kept.splitlines() == [f"{one.salt.hex()}|{(one.body or b'').hex()}" for one in ones]


Spoil = Callable[[dict[str, object]], None]
SPOILT: dict[str, Spoil] = {
    "too few": lambda told: told.update(words=b"x"),
    "too many": lambda told: told.update(words=b"x" * 10_000),
    "no words": lambda told: told.update(words=None),
    "less than nothing": lambda told: told.update(body_sizes=[-16, 16], salt_sizes=[16, 16], words=b"x" * 32),
    "a salt of less than nothing": lambda told: told.update(salt_sizes=[-1], words=b""),
    "more than can be": lambda told: told.update(body_sizes=[2**31 - 1] * 2, salt_sizes=[2**31 - 1] * 2),
    "sizes of some alone": lambda told: told.update(body_sizes=[1]),
    "no sizes": lambda told: told.update(body_sizes=None),
}


@pytest.mark.parametrize("case", SPOILT)
def test_words_that_do_not_fit_their_sizes_are_refused_whole(server: Server, case: str) -> None:
    anna = server.person()
    audit = anna.start()
    arrays = columns([anna.operation(f"{audit}/record") for _ in range(2)])
    told = words_as_one(arrays["salts"], arrays["bodies"])
    SPOILT[case](told)

    with pytest.raises(psycopg.Error) as caught:
        anna.call_push(PUSH, {**arrays, **told})

    assert caught.value.sqlstate == "QA003"
    assert server.sql("SELECT count(*) FROM qa.op") == "1"
