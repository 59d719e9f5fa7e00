"""What becomes of operations that are pushed, one by one and beside each other."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Value, chain_head, commitment, pack_body
from tests.sync.server.laptops import Columns, Server, columns


def test_operations_come_back_as_they_were_signed(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    facts: list[dict[str, Value]] = [
        {},
        {"v": "requires_improvement"},
        {"v": -3},
        {"v": 2.5},
        {"v": 1.0},
        {"v": True},
        {"v": None},
        {"v": ("a", 'b"\\'), "é": "line\nbreak\x01\x7f ✓ 😀", "Z": "/"},
        {"settles": ()},
    ]
    sent = [anna.operation(f"{audit}/record", path='answer/ü"\\/✓', facts=one) for one in facts]

    assert anna.outcomes(sent) == ["applied"] * len(sent)

    got = anna.pull()[1:]
    assert [row.operation.envelope() for row in got] == [one.envelope() for one in sent]
    assert [(row.body, row.salt, row.commit, row.signature) for row in got] == [
        (one.body, one.salt, one.commit, one.signature) for one in sent
    ]


def test_revisions_are_dense_and_the_chain_is_the_one_a_laptop_computes(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    first = [anna.operation(f"{audit}/record") for _ in range(5)]
    second = [anna.operation(f"{audit}/{('record', 'lead')[n % 2]}") for n in range(6)]

    answers = anna.push(first) + anna.push(second)

    rows = anna.pull()
    record = sorted((row for row in rows if row.stream.endswith("/record")), key=lambda row: row.rev)
    lead = sorted((row for row in rows if row.stream.endswith("/lead")), key=lambda row: row.rev)
    assert [row.rev for row in record] == list(range(1, 10))
    assert [row.rev for row in lead] == [1, 2, 3]
    for rows_of_stream in (record, lead):
        heads = [chain_head(row.operation for row in rows_of_stream[: n + 1]) for n in range(len(rows_of_stream))]
        assert [row.stream_head or head for row, head in zip(rows_of_stream, heads, strict=True)] == heads
        assert rows_of_stream[-1].stream_head is not None
    assert answers[-2].head == record[-1].stream_head


def test_the_same_operations_twice_are_duplicates(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    sent = [anna.operation(f"{audit}/record") for _ in range(3)]
    first = anna.push(sent)

    again = anna.push([*sent, sent[0]])

    assert [one.result for one in again] == ["duplicate"] * 4
    assert [(one.rev, one.head) for one in again[:3]] == [(one.rev, one.head) for one in first]
    assert server.sql("SELECT count(*) FROM qa.op") == "4"


def test_an_operation_twice_in_one_call_is_kept_once(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    one = anna.operation(f"{audit}/record")

    answers = anna.push([one, one])

    assert [(answer.result, answer.rev) for answer in answers] == [("applied", 2), ("duplicate", 2)]


def test_one_id_for_two_operations_of_a_call_goes_to_the_first(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    first = anna.operation(f"{audit}/record", value="first")
    second = anna.sign(replace(first, path="answer/other"))

    answers = anna.outcomes([anna.operation(f"{audit}/record"), first, second, first])

    assert answers == ["applied", "applied", "refused not_allowed", "duplicate"]
    assert anna.pull()[-1].operation.envelope() == first.envelope()


def test_what_is_refused_takes_its_id_from_nobody_in_the_same_call(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    good = anna.operation(f"{audit}/record")
    malformed = anna.sign(replace(good, path="x" * 513))
    forbidden = anna.sign(replace(good, kind="redact"))

    answers = anna.outcomes([malformed, forbidden, good])

    assert answers == ["refused malformed", "refused not_allowed", "applied"]


def test_a_stream_weighs_what_its_operations_hold(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    one = anna.operation(f"{audit}/record", value="some words")
    anna.push([one, one, anna.operation(f"{audit}/lead", facts={"v": 1})])
    anna.push([anna.operation(f"{audit}/record", value="more words")])

    weights = server.sql("SELECT string_agg(bytes::text, ' ' ORDER BY name) FROM qa.stream")

    assert weights == server.sql(
        "SELECT string_agg(w.bytes::text, ' ' ORDER BY w.name) FROM ("
        "SELECT s.name, sum(octet_length(coalesce(o.body, '')) + octet_length(o.facts) + 400) bytes "
        "FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no GROUP BY s.name) w"
    )


def test_a_text_that_is_said_twice_in_the_dictionary_names_one_stream(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    sent = [anna.operation(f"{audit}/record") for _ in range(4)]
    arrays = columns(sent)
    streams, authors = arrays["streams"], arrays["authors"]
    arrays["names"] += [f"{audit}/record", anna.id]
    streams[1::2] = [len(arrays["names"]) - 1] * 2
    authors[2:] = [len(arrays["names"])] * 2

    answers = anna.push_columns(arrays)

    assert [(one.result, one.rev) for one in answers] == [("applied", rev) for rev in range(2, 6)]
    rows = [row for row in anna.pull() if row.stream.endswith("/record")]
    assert [row.operation.envelope() for row in rows[1:]] == [one.envelope() for one in sent]
    assert rows[-1].stream_head == chain_head(row.operation for row in rows)


def test_a_taken_id_is_refused_and_the_first_stands(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    first = anna.operation(f"{audit}/record", value="mine")
    anna.push([first])
    body = pack_body({"v": "other"})
    other = anna.sign(replace(first, body=body, commit=commitment(first.salt, body)))

    assert anna.outcomes([other]) == ["refused not_allowed"]

    assert anna.pull()[-1].operation.value == "mine"


def test_what_holds_for_all_operations_may_be_said_once(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    sent = [anna.operation(f"{audit}/record") for _ in range(4)]
    arrays = columns(sent)
    for column in ("authors", "incarnations", "schemas", "seqs"):
        del arrays[column][1:]

    answers = anna.push_columns(arrays)

    assert [one.result for one in answers] == ["applied"] * 4
    assert [row.operation.envelope() for row in anna.pull()[1:]] == [one.envelope() for one in sent]


@pytest.mark.parametrize("column", ["authors", "incarnations", "schemas", "seqs"])
def test_a_null_that_is_said_once_refuses_each_operation(server: Server, column: str) -> None:
    anna = server.person()
    arrays = columns([anna.operation(f"{anna.start()}/record") for _ in range(2)])
    arrays[column] = [None]

    assert [one.reason for one in anna.push_columns(arrays)] == ["malformed"] * 2


COLUMNS = [
    "op_ids", "streams", "kinds", "paths", "authors", "incarnations", "seqs", "schemas", "times", "facts", "salts",
    "commits", "signatures",
]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_a_null_in_one_operation_stops_no_other(server: Server, column: str) -> None:
    anna = server.person()
    audit = anna.start()
    arrays = columns([anna.operation(f"{audit}/record") for _ in range(3)])
    arrays[column][1] = None

    answers = anna.push_columns(arrays)

    assert [one.result for one in answers] == ["applied", "refused", "applied"]
    assert answers[1].reason == "malformed"
    assert answers[2].rev == 3


def test_nothing_but_nulls_is_refused_one_by_one(server: Server) -> None:
    anna = server.person()
    arrays: Columns = {name: [None] * 3 for name in columns([])}

    assert [one.result for one in anna.push_columns(arrays)] == ["refused"] * 3


Spoil = Callable[[Columns], None]
SPOILT: dict[str, tuple[str, Spoil]] = {
    "facts that are no JSON": ("malformed", lambda c: c["facts"].__setitem__(1, "{nonsense")),
    "facts with spaces": ("malformed", lambda c: c["facts"].__setitem__(1, '{"v": 1}')),
    "facts out of order": ("malformed", lambda c: c["facts"].__setitem__(1, '{"b":1,"a":2}')),
    "facts with a key twice": ("malformed", lambda c: c["facts"].__setitem__(1, '{"a":1,"a":1}')),
    "facts with an escape too many": ("malformed", lambda c: c["facts"].__setitem__(1, '{"v":"\\u0041"}')),
    "facts that hold an object": ("malformed", lambda c: c["facts"].__setitem__(1, '{"v":{}}')),
    "facts that hold a number of another spelling": ("malformed", lambda c: c["facts"].__setitem__(1, '{"v":1e3}')),
    "facts with a list of numbers": ("malformed", lambda c: c["facts"].__setitem__(1, '{"v":[1]}')),
    "facts with a null character": ("malformed", lambda c: c["facts"].__setitem__(1, '{"v":"\\u0000"}')),
    "facts that are a list": ("malformed", lambda c: c["facts"].__setitem__(1, "[]")),
    "a stream that points nowhere": ("malformed", lambda c: c["streams"].__setitem__(1, 9999)),
    "a negative counter": ("malformed", lambda c: c["seqs"].__setitem__(1, -1)),
    "a time before all times": ("malformed", lambda c: c["times"].__setitem__(1, -(2**62))),
    "a time after all times": ("malformed", lambda c: c["times"].__setitem__(1, 2**62)),
    "a short salt": ("malformed", lambda c: c["salts"].__setitem__(1, b"short")),
    "an operation that replaces itself": ("malformed", lambda c: c["bases"].__setitem__(1, c["op_ids"][1])),
    "a changed body": ("commitment", lambda c: c["bodies"].__setitem__(1, b"other")),
    "no body": ("commitment", lambda c: c["bodies"].__setitem__(1, None)),
    "a kind of a later version": ("kind", lambda c: c["names"].__setitem__(1, "levitate")),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_bad_operation_gets_its_own_answer(server: Server, case: str) -> None:
    reason, spoil = SPOILT[case]
    anna = server.person()
    audit = anna.start()
    arrays = columns([anna.operation(f"{audit}/record") for _ in range(3)])
    if reason == "kind":
        arrays["names"].append("levitate")
        arrays["kinds"][1] = len(arrays["names"])
    else:
        spoil(arrays)

    answers = anna.push_columns(arrays)

    assert [(one.result, one.reason) for one in answers] == [("applied", ""), ("refused", reason), ("applied", "")]


def test_private_notes_are_refused(server: Server) -> None:
    anna = server.person()
    audit = anna.start()

    assert anna.outcomes([anna.operation(f"{audit}/private:{anna.id}")]) == ["refused private"]


def test_what_was_refused_is_kept_and_shown_to_who_pushed_it(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = anna.start()
    one = anna.operation(f"{audit}/moderation")
    anna.push([one])
    anna.push([one])

    shown = anna.connection.execute("SELECT op_id, stream, kind, reason FROM qa.refused()").fetchall()

    assert shown == [(one.op_id, f"{audit}/moderation", "set", "not_allowed")]
    assert ben.connection.execute("SELECT * FROM qa.refused()").fetchall() == []


def test_a_call_with_arrays_of_different_length_is_refused_whole(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    arrays = columns([anna.operation(f"{audit}/record") for _ in range(2)])
    arrays["salts"].pop()

    with pytest.raises(Exception, match="different length") as caught:
        anna.push_columns(arrays)

    assert getattr(caught.value, "sqlstate", "") == "QA003"


def test_an_audit_that_another_laptop_writes_is_busy_and_no_other(server: Server) -> None:
    anna = server.person()
    one, other = anna.start(), anna.start()
    with anna.new_connection() as second, second.transaction():
        second.execute("SELECT 1")
        writing = replace(anna, connection=second)
        writing.push([anna.operation(f"{one}/record")])

        results = anna.outcomes([anna.operation(f"{one}/record"), anna.operation(f"{other}/record")])

    assert results == ["busy busy", "applied"]


def test_an_operation_on_an_unknown_audit_waits_and_is_applied_when_the_audit_comes(server: Server) -> None:
    anna = server.person()
    audit = str(uuid.uuid4())
    early = anna.operation(f"{audit}/record", value="early")
    assert anna.outcomes([early]) == ["quarantined not_here"]
    assert anna.connection.execute("SELECT op_id FROM qa.quarantined()").fetchall() == [(early.op_id,)]

    anna.start(audit)

    assert [row.op_id for row in anna.pull()][-1] == early.op_id
    assert anna.connection.execute("SELECT op_id FROM qa.quarantined()").fetchall() == []
    assert anna.outcomes([early]) == ["duplicate"]


def test_a_second_beginning_is_refused(server: Server) -> None:
    anna = server.person()
    audit = anna.start()

    assert anna.outcomes([anna.operation(f"{audit}/record", "create", "audit")]) == ["refused not_allowed"]


def test_a_damaged_beginning_takes_no_id(server: Server) -> None:
    ben, anna = server.person(), server.person()
    audit = str(uuid.uuid4())
    bad = replace(ben.operation(f"{audit}/record", "create", "audit"), body=b"damaged")

    assert ben.outcomes([bad]) == ["refused commitment"]

    assert anna.start(audit) == audit


def test_redaction_takes_two_people_and_keeps_the_chain(server: Server) -> None:
    anna, olga, oscar = server.person(), server.person("qa_officer"), server.person("qa_officer")
    audit = anna.start()
    secret = anna.operation(f"{audit}/record", value="a name that must go")
    anna.push([secret])
    anna.finish(audit)

    def redact(who: str) -> list[str]:
        laptop = {"olga": olga, "oscar": oscar}[who]
        return laptop.outcomes(
            [laptop.operation(f"{audit}/record", "redact", "redact", facts={"target": secret.op_id})]
        )

    assert redact("olga") == ["applied"]
    assert redact("olga") == ["applied"]
    assert server.sql("SELECT count(*) FROM qa.op WHERE body IS NULL") == "0"
    assert redact("oscar") == ["applied"]

    rows = sorted(olga.pull(), key=lambda row: row.rev)
    gone = next(row for row in rows if row.op_id == secret.op_id)
    assert (gone.body, gone.salt) == (None, None)
    assert chain_head(row.operation for row in rows) == rows[-1].stream_head
    assert anna.outcomes([secret]) == ["duplicate"]


def test_an_unknown_author_is_answered_like_an_unknown_audit(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    strange = replace(anna.operation(f"{audit}/record"), author=PersonId("nobody"))

    assert anna.outcomes([strange]) == ["quarantined not_here"]


def test_whole_audits_in_field_size_operations_are_fast_on_a_new_server(server: Server) -> None:
    anna = server.person()
    batch = []
    for _ in range(40):
        audit = str(uuid.uuid4())
        batch.append(anna.operation(f"{audit}/record", "create", "audit"))
        batch += [anna.operation(f"{audit}/record", facts={"v": "good"}) for _ in range(48)]
        batch.append(anna.operation(f"{audit}/record", "sign", "signed"))
    anna.connection.execute("SET statement_timeout = '5s'")

    assert anna.outcomes(batch) == ["applied"] * 2000
