"""A push of which nothing needs a second look is kept by a shorter way: it leaves the same as the longer one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from qa_desktop.domain.operation import Operation
from tests.sync.server.laptops import Columns, Laptop, Result, Server, columns

ONCE = ("authors", "incarnations", "schemas")
LEFT = (
    "SELECT json_agg(json_build_array(s.name, o.rev, o.op_id, o.kind, o.path, o.base, o.author, o.incarnation, o.seq, "
    "o.schema, o.client_ms, o.facts, o.body, o.salt, o.commit, o.signature, o.digest, o.head, o.relayer, o.begins, "
    "s.rev, s.head, s.bytes, (SELECT json_agg(json_build_array(f.audience, f.event, f.from_rev, f.to_rev, f.bytes) "
    "ORDER BY f.seq) FROM qa.feed f WHERE f.stream_no = s.no)) ORDER BY s.name, o.rev) "
    "FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no"
)
EMPTIED = (
    "ALTER TABLE qa.op DISABLE TRIGGER ALL; ALTER TABLE qa.stream DISABLE TRIGGER ALL; DELETE FROM qa.op; "
    "DELETE FROM qa.feed; DELETE FROM qa.shown; DELETE FROM qa.stream; DELETE FROM qa.access; DELETE FROM qa.audit; "
    "ALTER TABLE qa.op ENABLE TRIGGER ALL; ALTER TABLE qa.stream ENABLE TRIGGER ALL; "
)
NO_LONGER_WAY = "ALTER FUNCTION qa.keep_pushed RENAME TO kept_pushed; "
NO_SHORTER_WAY = (
    "ALTER FUNCTION qa.kept_pushed RENAME TO keep_pushed; ALTER FUNCTION qa.keep_plain RENAME TO kept_plainly; "
    "CREATE FUNCTION qa.keep_plain(pusher qa.person, asked qa.judged[], names text[], op_ids uuid[], streams int[], "
    "kinds int[], paths text[], bases uuid[], seqs bigint[], times bigint[], facts text[], words bytea, "
    "salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[], digests bytea[], places int[], "
    "OUT is_kept bool, OUT revs bigint[], OUT heads bytea[]) LANGUAGE plpgsql AS "
    "$$ BEGIN is_kept := false; END $$"
)


def as_the_client_sends(operations: Sequence[Operation]) -> Columns:
    """Return the columns with what is the same for all said once."""
    arrays = columns(operations)
    return {name: column[:1] if name in ONCE else column for name, column in arrays.items()}


def push(laptop: Laptop, operations: Sequence[Operation]) -> list[Result]:
    return laptop.push_columns(as_the_client_sends(operations))


def an_audit(laptop: Laptop, audit: str) -> list[Operation]:
    begin = laptop.operation(f"{audit}/record", "create", "audit")
    words = [laptop.operation(f"{audit}/{part}", path=f"answer/a.{n}") for n in range(6) for part in ("record", "lead")]
    return [begin, *words]


def test_the_shorter_way_leaves_what_the_longer_one_does(server: Server) -> None:
    laptop, audit = server.person(), str(uuid.uuid4())
    operations = an_audit(laptop, audit)
    later = [laptop.operation(f"{audit}/record", path=f"answer/b.{n}") for n in range(5)]

    server.sql(NO_LONGER_WAY)
    said = [*push(laptop, operations), *push(laptop, later)]
    left = server.sql(LEFT)
    server.sql(EMPTIED + NO_SHORTER_WAY)
    again = [*push(laptop, operations), *push(laptop, later)]

    assert [one.result for one in said] == ["applied"] * 18
    assert said == again
    assert server.sql(LEFT) == left


def test_what_is_here_already_is_a_duplicate_and_the_rest_is_kept(server: Server) -> None:
    laptop, audit = server.person(), str(uuid.uuid4())
    operations = an_audit(laptop, audit)
    push(laptop, operations[:4])

    said = push(laptop, operations)

    assert [one.result for one in said] == ["duplicate"] * 4 + ["applied"] * 9
    assert server.sql("SELECT count(*) FROM qa.op") == "13"


def test_an_operation_twice_in_a_call_is_kept_once(server: Server) -> None:
    laptop, audit = server.person(), str(uuid.uuid4())
    operations = an_audit(laptop, audit)

    said = push(laptop, [*operations, operations[-1]])

    assert [one.result for one in said] == ["applied"] * 13 + ["duplicate"]


def test_a_stream_that_goes_by_two_numbers_is_one(server: Server) -> None:
    laptop = server.person()
    audit = laptop.start()
    arrays = as_the_client_sends([laptop.operation(f"{audit}/record") for _ in range(4)])
    arrays["names"].append(f"{audit}/record")
    arrays["streams"][2:] = [len(arrays["names"])] * 2

    said = laptop.push_columns(arrays)

    assert [(one.result, one.rev) for one in said] == [("applied", rev) for rev in (2, 3, 4, 5)]


def test_a_second_beginning_of_an_audit_is_refused_alone(server: Server) -> None:
    laptop, audit = server.person(), str(uuid.uuid4())
    operations = [*an_audit(laptop, audit), laptop.operation(f"{audit}/record", "create", "audit")]

    said = push(laptop, operations)

    assert [one.result for one in said] == ["applied"] * 13 + ["refused"]


def test_words_that_do_not_fit_their_sum_are_refused_alone(server: Server) -> None:
    laptop, audit = server.person(), str(uuid.uuid4())
    arrays = as_the_client_sends(an_audit(laptop, audit))
    arrays["bodies"][5] = b"other words"

    said = laptop.push_columns(arrays)

    assert [one.reason for one in said if one.result != "applied"] == ["commitment"]


def test_an_audit_of_somebody_else_waits_whole(server: Server) -> None:
    laptop, other = server.person(), server.person()
    audit = other.start()

    said = push(laptop, [laptop.operation(f"{audit}/record") for _ in range(3)])

    assert [one.result for one in said] == ["quarantined"] * 3
    assert server.sql("SELECT count(*) FROM qa.op") == "1"
