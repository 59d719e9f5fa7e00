"""Rows of the feed say what differs from row to row: what a laptop reads out of them is what was written."""

import sqlite3
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature

from qa_desktop.domain.arrivals import FEED_COLUMNS, RawPage
from qa_desktop.domain.exchange import FeedEntry, FeedEvent, OwnPlaced, Placed
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Operation, Stream, chain_head, commitment
from qa_desktop.sync.client.feed_rows import entries_from
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from tests.sync.server.laptops import Laptop, Server

A_FEW = 50
"""How many lines of the feed the server looks at together."""


def page_of(laptop: Laptop, mine: str = "") -> RawPage:
    with laptop.new_connection() as connection:
        page = PostgresTransport(connection).pull(None, 1000, mine)
    assert page is not None
    return page


def entries(laptop: Laptop, mine: str = "") -> tuple[FeedEntry, ...]:
    return entries_from(page_of(laptop, mine).rows)


def placed(found: tuple[FeedEntry, ...]) -> list[Placed]:
    return [one.placed for one in found if one.placed is not None]


def own(found: tuple[FeedEntry, ...]) -> list[OwnPlaced]:
    return [one.own for one in found if one.own is not None]


def operations(found: tuple[FeedEntry, ...]) -> list[Operation]:
    return [one.operation for one in placed(found)]


def every_kind(laptop: Laptop, audit: str) -> list[Operation]:
    """Write operations that differ in all that a row leaves out where it can."""
    record, lead = f"{audit}/record", f"{audit}/lead"
    first = laptop.operation(record, path="answer/a.1/comment", value="über dem Strich")
    salt = b"s" * 64
    return [
        first,
        laptop.sign(replace(laptop.operation(record), base=first.op_id)),
        laptop.operation(lead, path="grade/overall", facts={"v": "good", "list": ("a", "b"), "n": None}),
        laptop.operation(record, "resolve", "answer/a.1/comment", facts={"settles": (first.op_id,)}),
        laptop.sign(replace(laptop.operation(record), body=None, salt=salt, commit=commitment(salt, None))),
        laptop.operation(lead, "document", "document/x", facts={"document": "00" * 32}),
        laptop.sign(replace(laptop.operation(record), schema=7, incarnation="another life", seq=90_000)),
        laptop.operation(record, path=""),
    ]


def test_what_is_read_out_of_the_rows_is_what_was_written_of_every_kind(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    written = every_kind(anna, audit)
    assert set(anna.outcomes(written)) == {"applied"}

    found = placed(entries(anna))

    assert {one.operation.op_id: one.operation for one in found[1:]} == {one.op_id: one for one in written}
    for name in ("record", "lead"):
        ones = [one for one in found if one.operation.stream == Stream.parse(f"{audit}/{name}")]
        assert [one.rev for one in ones] == list(range(1, len(ones) + 1))
        assert chain_head(one.operation for one in ones) == ones[-1].head
    assert {one.relayer for one in found} == {anna.id}


def test_authors_and_relayers_that_take_turns_are_told_apart(server: Server) -> None:
    anna, pia, olga = server.person(), server.person(), server.person("qa_officer")
    audit = anna.start()
    anna.give(audit, pia, "peer")
    anna.finish(audit)
    by_turns = [(anna, pia)[n % 2].operation(f"{audit}/record", path=f"answer/a.{n}/comment") for n in range(6)]
    assert set(olga.outcomes(by_turns)) == {"applied"}
    assert pia.outcomes([pia.operation(f"{audit}/record")]) == ["applied"]

    found = placed(entries(olga))

    assert [one.operation for one in found[3:9]] == by_turns
    assert [one.relayer for one in found] == [anna.id] * 3 + [olga.id] * 6 + [pia.id]
    times = [one.received_at for one in found]
    assert times == sorted(times)


def test_what_was_sent_together_says_once_what_it_shares_and_its_head_at_the_end(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    together = [anna.operation(f"{audit}/record", path=f"answer/a.{n}/comment") for n in range(20)]
    PostgresTransport(anna.connection).push(together)

    rows = page_of(anna).rows

    assert [n for n, row in enumerate(rows) if row[0] is not None] == [0, 1]
    assert [n for n, row in enumerate(rows) if row[-1] is not None] == [0, 20]
    assert all(row[FEED_COLUMNS.index("commitment")] is None for row in rows)


def test_rows_can_be_kept_as_they_came_and_read_without_the_server(server: Server) -> None:
    anna = server.person()
    anna.push(every_kind(anna, anna.start()))
    page = page_of(anna, anna.incarnation)
    store = sqlite3.connect(":memory:")
    store.execute(f"CREATE TABLE kept ({', '.join(FEED_COLUMNS)})")
    store.executemany("INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", page.rows)

    kept = store.execute("SELECT * FROM kept ORDER BY rowid").fetchall()

    assert kept == list(page.rows)
    assert entries_from(kept) == entries_from(page.rows)
    store.close()


def test_a_redacted_operation_comes_with_its_commitment_and_the_chain_holds(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    written = [anna.operation(f"{audit}/record", path=f"answer/a.{n}/comment") for n in range(3)]
    anna.push(written)
    server.sql(
        f"UPDATE qa.op SET body = NULL, salt = NULL, redacted_at = now() WHERE op_id = '{written[1].op_id}'"  # noqa: S608 - ours
    )

    found = placed(entries(anna))

    assert found[2].operation == replace(written[1], body=None, salt=b"")
    assert chain_head(one.operation for one in found) == found[-1].head


def test_words_that_were_changed_on_the_server_fail_their_signature_and_the_head(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    written = anna.operation(f"{audit}/record", path="changed")
    anna.push([written, anna.operation(f"{audit}/record")])
    server.sql(
        "ALTER TABLE qa.op DISABLE TRIGGER only_redaction; UPDATE qa.op SET body = 'other words' WHERE path = 'changed'"
    )

    found = placed(entries(anna))
    whole = PostgresTransport(anna.connection).stream(Stream.parse(f"{audit}/record"), 1, 1000)

    with pytest.raises(InvalidSignature):
        anna.key.public_key().verify(written.signature, found[1].operation.envelope())
    assert chain_head(one.operation for one in found) != found[-1].head
    # What repairs a stream says the commitment, so that only this operation is not believed.
    assert [chain_head(one.operation for one in whole[:n]) for n in (1, 2, 3)] == [one.head for one in whole]
    assert not whole[1].operation.body_is_intact


def test_own_work_of_this_incarnation_comes_by_its_name_alone(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    here = [anna.operation(f"{audit}/record", path=f"answer/a.{n}/comment") for n in range(4)]
    elsewhere = anna.sign(replace(anna.operation(f"{audit}/record"), incarnation="the other laptop"))
    anna.push([*here, elsewhere, anna.operation(f"{audit}/record")])

    found = entries(anna, anna.incarnation)

    assert operations(found) == [elsewhere]
    assert [one.op_id for one in own(found)[1:5]] == [one.op_id for one in here]
    elsewhere_at = 6
    assert [one.rev for one in own(found)] == [1, 2, 3, 4, 5, 7]
    assert {(one.author, one.incarnation, one.relayer) for one in own(found)} == {(anna.id, anna.incarnation, anna.id)}
    record = PostgresTransport(anna.connection).stream(Stream.parse(f"{audit}/record"), 1, 1000)
    assert [one.head for one in own(found)] == [one.head for one in record if one.rev != elsewhere_at]


def test_a_named_incarnation_shortens_nothing_of_anybody_else(server: Server) -> None:
    anna, olga = server.person(), server.person("qa_officer")
    audit = anna.start()
    anna.finish(audit)

    found = entries(olga, anna.incarnation)

    assert [one.kind for one in operations(found)] == ["create", "sign"]
    assert own(found) == []


def test_a_page_goes_on_behind_many_lines_that_may_not_be_read_any_more(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audits = [f"audit-{n}" for n in range(A_FEW + 10)]
    begun = [anna.operation(f"{one}/record", "create", "audit") for one in audits]
    anna.push([*begun, *(anna.part("grant", one, pia, "peer") for one in audits)])
    anna.push([anna.part("withdraw", one, pia, "peer") for one in audits])
    last = anna.start()
    anna.give(last, pia, "peer")

    found = entries(pia)

    assert [one.event for one in found[: len(audits)]] == [FeedEvent.REVOKE] * len(audits)
    assert [one.stream.audit for one in found[len(audits) :]] == [last] * 2
    assert found[-1].at == page_of(pia).reached


def test_many_small_lines_are_read_page_by_page_and_none_is_missed(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    written = [anna.operation(f"{audit}/record", path=f"answer/a.{n}/comment") for n in range(2 * A_FEW + 5)]
    for one in written:
        assert anna.outcomes([one]) == ["applied"]
    line = PostgresTransport(anna.connection)

    pages, position = [], None
    while page := line.pull(position, A_FEW + 1):
        pages.append(entries_from(page.rows))
        position = page.reached

    assert [len(one) for one in pages] == [A_FEW + 1, A_FEW + 1, 4]
    assert [one.operation.op_id for page in pages for one in placed(page)][1:] == [one.op_id for one in written]
    assert all(one.head for page in pages for one in placed(page))


def test_identities_that_are_no_text_stay_as_they_are(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    low, high = (OperationId(f"0000000{n}-0000-0000-0000-00000000000{n}") for n in (0, 9))
    anna.push([anna.sign(replace(anna.operation(f"{audit}/record"), op_id=one)) for one in (low, high)])

    assert [one.op_id for one in operations(entries(anna))][1:] == [low, high]
