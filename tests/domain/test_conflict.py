"""Conflicts are a pure function of the log: no clock, no order of arrival, nothing but bases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind, Stream, Value, pack_body
from qa_desktop.domain.projection import late_entries, project

MOMENT = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
RECORD = Stream(AuditId("audit-1"))
CREATE = Operation(
    OperationId("create"),
    RECORD,
    "create",
    "audit",
    None,
    PersonId("ada"),
    "laptop",
    1,
    1,
    MOMENT,
    {},
    None,
    b"s",
    b"c",
)


def text(name: str, value: str, base: str | None = None, path: str = "answer/q1/comment") -> Operation:
    return replace(
        CREATE,
        op_id=OperationId(name),
        kind="set",
        path=path,
        base=None if base is None else OperationId(base),
        seq=2,
        body=pack_body({"v": value}),
    )


def grade(name: str, value: str, base: str | None = None) -> Operation:
    return replace(text(name, "", base, "overall/grade"), body=None, facts={"v": value})


def resolve(name: str, value: str, *heads: str, path: str = "answer/q1/comment") -> Operation:
    facts: dict[str, Value] = {"settles": tuple(heads)}
    return replace(text(name, value, heads[0], path), kind=OperationKind.RESOLVE.value, facts=facts)


def names(operations: tuple[Operation, ...]) -> list[str]:
    return [one.op_id for one in operations]


def test_a_line_of_edits_is_no_conflict() -> None:
    assert conflicts([CREATE, text("a", "1"), text("b", "2", "a"), text("c", "3", "b")]) == ()


def test_two_edits_of_the_same_base_conflict_and_show_what_was_there_before() -> None:
    (conflict,) = conflicts([CREATE, text("a", "1"), text("b", "mine", "a"), text("c", "theirs", "a")])

    assert conflict.base is not None
    assert (conflict.base.op_id, names(conflict.heads)) == ("a", ["b", "c"])
    assert conflict.both_texts == "mine\n\ntheirs"


def test_two_first_edits_conflict_and_have_no_base() -> None:
    (conflict,) = conflicts([CREATE, grade("a", "good"), grade("b", "inadequate")])

    assert conflict.base is None
    assert not conflict.is_text


def test_the_same_words_twice_are_no_conflict() -> None:
    assert conflicts([CREATE, text("a", "same"), text("b", "same")]) == ()


def test_a_text_that_holds_the_other_is_not_said_twice() -> None:
    (conflict,) = conflicts([CREATE, text("a", "seen alone"), text("b", "seen alone, and with the mother")])

    assert conflict.both_texts == "seen alone, and with the mother"


def test_an_edit_of_one_side_settles_nothing() -> None:
    (conflict,) = conflicts([CREATE, text("a", "1"), text("b", "2"), text("c", "3", "b")])

    assert names(conflict.heads) == ["a", "c"]


def test_a_resolve_settles_the_heads_that_it_names_and_no_other() -> None:
    three = [CREATE, text("a", "1"), text("b", "2"), text("c", "3")]

    (left,) = conflicts([*three, resolve("r", "1 and 2", "a", "b")])

    assert names(left.heads) == ["c", "r"]
    assert conflicts([*three, resolve("r", "all", "a", "b", "c")]) == ()


def test_what_was_resolved_is_shown_however_long_the_other_side_is() -> None:
    long_side = [text("b", "2"), text("c", "3", "b"), text("d", "4", "c")]
    projection = project([CREATE, text("a", "1"), *long_side, resolve("r", "settled", "a", "d")])

    assert projection is not None
    assert projection.fields[RECORD, "answer/q1/comment"].value == "settled"


def test_two_who_settle_at_once_conflict_again() -> None:
    both = [CREATE, text("a", "1"), text("b", "2")]

    (again,) = conflicts([*both, resolve("r", "this", "a", "b"), resolve("s", "that", "a", "b")])

    assert names(again.heads) == ["r", "s"]


def test_what_was_written_past_a_signature_is_a_late_entry_and_no_conflict() -> None:
    sign = replace(CREATE, op_id=OperationId("sign"), kind="sign", path="signed", seq=3)
    late = replace(text("b", "late"), author=PersonId("oli"), incarnation="other")

    log = [CREATE, text("a", "1"), sign, late]

    assert conflicts(log) == ()
    assert names(late_entries(log)) == ["b"]


OPERATIONS = st.lists(
    st.tuples(st.sampled_from("xyz"), st.integers(0, 7), st.booleans(), st.integers(0, 7)), min_size=1, max_size=8
)


@given(OPERATIONS, st.randoms(use_true_random=False), st.integers(-5000, 5000))
def test_neither_order_nor_clock_decides(written: list[tuple[str, int, bool, int]], chance: object, days: int) -> None:
    log = [CREATE]
    for number, (value, base, settles, other) in enumerate(written):
        name = None if base >= number else f"op{base}"
        if settles and name is not None and other < number:
            log.append(resolve(f"op{number}", value, name, f"op{other}"))
        else:
            log.append(text(f"op{number}", value, name))
    shuffled = [replace(one, client_time=MOMENT + timedelta(days=days)) for one in log]
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random

    found = {(one.path, frozenset(names(one.heads))) for one in conflicts(log)}

    assert {(one.path, frozenset(names(one.heads))) for one in conflicts(shuffled)} == found
    ours, theirs = project(log), project(shuffled)
    assert ours is not None
    assert theirs is not None
    assert {place: one.value for place, one in ours.fields.items()} == {
        place: one.value for place, one in theirs.fields.items()
    }


def test_what_two_people_left_as_it_is_before_signing_is_nothing_to_settle() -> None:
    path = "check/summary/strengths/postcode"

    assert conflicts([CREATE, grade("g1", "good"), text("d1", "op-1", path=path), text("d2", "op-2", path=path)]) == ()
