import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import (
    Operation,
    Stream,
    Value,
    can_unpack,
    canonical_json,
    chain_head,
    commitment,
    pack_body,
    unpack_body,
)
from qa_desktop.domain.projection import is_known
from qa_desktop.domain.wording import DICTIONARIES

FIRST_DICTIONARY = 0x501F842B

texts = st.text(alphabet=st.characters(codec=None, categories=None), max_size=200)
values = st.one_of(
    texts, st.booleans(), st.integers(-(2**53), 2**53), st.none(), st.lists(texts, max_size=4).map(tuple)
)


def operation(value: Value = "Seen", *, salt: bytes = b"s" * 16) -> Operation:
    body = pack_body({"v": value})
    return Operation(
        OperationId("op1"), Stream(AuditId("audit")), "set", "overall/reason", None, PersonId("me"), "life", 1, 1,
        datetime(2026, 11, 21, 14, 32, tzinfo=UTC), {}, body, salt, commitment(salt, body), b"signature",
    )  # fmt: skip


@given(values)
def test_a_body_gives_back_what_was_packed(value: Value) -> None:
    assert unpack_body(pack_body({"v": value})) == {"v": value}


def test_a_value_in_the_facts_is_read_before_the_body() -> None:
    assert replace(operation(), facts={"v": "good"}).value == "good"


@given(st.lists(texts, min_size=6, max_size=6), st.none() | texts, st.dictionaries(texts, values, max_size=3))
def test_the_envelope_is_canonical_json_whatever_the_words(
    names: list[str], base: str | None, facts: dict[str, Value]
) -> None:
    op_id, audit, kind, path, author, life = names
    one = replace(
        operation(),
        op_id=OperationId(op_id), stream=Stream(AuditId(audit), "lead"), kind=kind, path=path,
        base=None if base is None else OperationId(base), author=PersonId(author), incarnation=life, facts=facts,
    )  # fmt: skip

    written = {
        "author": author, "base": base, "client_time": "2026-11-21T14:32:00.000+00:00", "commit": one.commit.hex(),
        "facts": facts, "incarnation": life, "kind": kind, "op_id": op_id, "path": path, "schema": 1, "seq": 1,
        "stream": f"{audit}/lead",
    }  # fmt: skip
    assert one.envelope() == canonical_json(written)


def test_the_commitment_holds_without_the_body() -> None:
    redacted = replace(operation(), body=None, salt=b"")
    assert redacted.envelope() == operation().envelope()
    assert redacted.body_is_intact
    assert redacted.value is None
    assert chain_head([redacted]) == chain_head([operation()])


def test_another_body_is_noticed() -> None:
    assert not replace(operation(), body=pack_body({"v": "Not seen"})).body_is_intact


def test_the_head_depends_on_order_and_on_every_operation() -> None:
    first, second = operation(), replace(operation(), op_id=OperationId("op2"), seq=2)
    heads = {chain_head([first, second]), chain_head([second, first]), chain_head([first]), chain_head([second])}
    assert len(heads) == 4


def test_a_head_can_be_carried_on() -> None:
    first, second = operation(), replace(operation(), op_id=OperationId("op2"))
    assert chain_head([second], start=chain_head([first])) == chain_head([first, second])


@pytest.mark.parametrize("damaged", [b"", b"nonsense", pack_body({"v": "x" * 2000})[:-9]])
def test_a_damaged_body_is_a_clear_error(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="body"):
        unpack_body(damaged)


def test_a_body_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="larger"):
        unpack_body(pack_body({"v": "a" * (9 * 1024 * 1024)}))


def test_streams_read_back_from_their_text() -> None:
    stream = Stream(AuditId("audit"), "private:me")
    assert Stream.parse(str(stream)) == stream
    assert stream.is_private


@pytest.mark.parametrize("text", ["", "audit", "/record", "audit/"])
def test_a_text_that_is_no_stream_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="stream"):
        Stream.parse(text)


def test_a_short_sentence_packs_well_and_names_its_dictionary() -> None:
    words: dict[str, Value] = {"v": "The chronology is not up to date, and the plan was not reviewed."}

    packed = pack_body(words)

    assert len(packed) < 0.75 * len(zlib.compress(canonical_json(words), 9))
    assert int.from_bytes(packed[2:6], "big") in DICTIONARIES


def test_dictionaries_that_bodies_were_packed_with_are_never_edited() -> None:
    assert set(DICTIONARIES) == {FIRST_DICTIONARY}


def test_a_body_packed_without_a_dictionary_is_read() -> None:
    assert unpack_body(zlib.compress(canonical_json({"v": "Seen"}), 1)) == {"v": "Seen"}


def test_a_body_of_a_newer_version_says_no_word_and_breaks_nothing() -> None:
    packer = zlib.compressobj(zdict=b"a dictionary of another version")
    body = packer.compress(canonical_json({"v": "Seen"})) + packer.flush()
    newer = replace(operation(), body=body, commit=commitment(b"s" * 16, body))

    assert not can_unpack(body)
    assert newer.value is None
    assert newer.body_is_intact
    assert not is_known(newer)
    with pytest.raises(ValueError, match="newer version"):
        unpack_body(body)
