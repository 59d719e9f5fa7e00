"""What the operations of an audit amount to, whatever their order."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qa_desktop.domain.after_signing import COVERED, coverage
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, Value
from qa_desktop.domain.projection import NEWER_CHANGES, Projection, by_path, project
from qa_desktop.domain.record import AuditState

ADA, BEN = PersonId("ada"), PersonId("ben")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def operation(name: str, path: str, value: Value, author: PersonId = ADA, seq: int = 1) -> Operation:
    return Operation(
        op_id=OperationId(name),
        stream=Stream(AuditId("audit")),
        kind="set",
        path=path,
        base=None,
        author=author,
        incarnation=f"{author}-1",
        seq=seq,
        schema=1,
        client_time=NOON + timedelta(minutes=seq),
        facts={"v": value},
        body=None,
        salt=b"",
        commit=b"",
    )


CREATED = replace(operation("created", "audit", None), kind="create")


def grade(name: str, value: str, base: str | None = None, seq: int = 2) -> Operation:
    return replace(operation(name, "overall/grade", value, seq=seq), base=OperationId(base) if base else None)


def shown(*operations: Operation) -> Value:
    """Return the grade that is shown, and insist that the order of arrival plays no part."""
    values = {by_path(_projected(order).fields)["overall/grade"].value for order in itertools.permutations(operations)}
    assert len(values) == 1
    return values.pop()


def _projected(operations: tuple[Operation, ...]) -> Projection:
    projection = project((CREATED, *operations))
    assert projection is not None
    return projection


def test_there_is_no_audit_before_its_beginning() -> None:
    assert project([grade("a", "good")]) is None


def test_an_edit_replaces_what_it_names_as_its_base() -> None:
    assert shown(grade("a", "good"), grade("b", "inadequate", base="a"), grade("c", "outstanding", base="b")) == (
        "outstanding"
    )


def test_no_clock_decides_between_two_edits_of_the_same_base() -> None:
    early, late = grade("b", "inadequate", base="a", seq=3), grade("c", "outstanding", base="a", seq=900)
    backwards = replace(early, client_time=late.client_time), replace(late, client_time=early.client_time)

    assert shown(grade("a", "good"), early, late) == shown(grade("a", "good"), *backwards)


def test_of_two_lines_of_edits_the_longer_one_shows() -> None:
    one_line = [grade("b", "inadequate", base="a")]
    other_line = [grade("c", "x", base="a"), grade("d", "outstanding", base="c")]

    assert shown(grade("a", "good"), *one_line, *other_line) == "outstanding"


def test_edits_that_name_each_other_are_no_endless_loop() -> None:
    circle = grade("b", "x", base="c"), grade("c", "y", base="b")

    assert shown(grade("a", "good"), *circle) == "good"
    assert "overall/grade" not in by_path(_projected(circle).fields)


def test_what_a_newer_release_wrote_makes_the_audit_read_only() -> None:
    newer_kind = replace(grade("b", "x"), kind="teleport")
    newer_schema = replace(grade("c", "x"), schema=2)

    assert _projected((newer_kind,)).read_only_reason == NEWER_CHANGES
    assert _projected((newer_schema,)).read_only_reason == NEWER_CHANGES
    assert not _projected((grade("a", "good"),)).read_only_reason


def test_only_the_makers_signature_closes_the_audit() -> None:
    by_ben = replace(operation("s", "signed", True, author=BEN, seq=3), kind="sign")

    assert _projected((by_ben,)).state is AuditState.DRAFT
    assert _projected((replace(by_ben, author=ADA),)).state is AuditState.SIGNED


def sign(covered: tuple[str, ...] = (), seq: int = 10) -> Operation:
    return replace(operation("signed", "signed", True, seq=seq), kind="sign", facts={COVERED: covered})


def test_an_edit_after_the_signature_is_not_shown() -> None:
    assert shown(grade("a", "good", seq=2), sign(seq=3), grade("b", "changed", base="a", seq=4)) == "good"


def test_somebody_elses_edit_is_shown_only_where_the_signature_covers_it() -> None:
    by_ben = replace(grade("b", "agreed with Ben", base="a"), author=BEN, incarnation="ben-1", seq=5)

    assert shown(grade("a", "good"), by_ben, sign()) == "good"
    assert shown(grade("a", "good"), by_ben, sign(coverage([(BEN, "ben-1", 5)]))) == "agreed with Ben"


@pytest.mark.parametrize("covered", [("",), ("ben|ben-1|x",), ("ben|ben-1",), ("|||",)])
def test_a_coverage_that_cannot_be_read_covers_nothing(covered: tuple[str, ...]) -> None:
    by_ben = replace(grade("b", "Ben's", base="a"), author=BEN, incarnation="ben-1", seq=5)

    assert shown(grade("a", "good"), by_ben, sign(covered)) == "good"


@pytest.mark.parametrize(
    ("state_when_signed", "is_shown"), [("signed", False), ("declined", False), ("absent", False), ("later", True)]
)
def test_only_who_was_to_sign_later_may_still_sign(state_when_signed: str, *, is_shown: bool) -> None:
    line = operation("a", "signature/practitioner/state", state_when_signed, seq=2)
    name = operation("b", "signature/practitioner/name", "Pat", seq=20)

    fields = by_path(_projected((line, sign(), name)).fields)

    assert ("signature/practitioner/name" in fields) == is_shown


@pytest.mark.parametrize("path", ["filing/note/done", "followup/f/outcome", "action/a/done"])
def test_what_happens_after_signing_is_shown(path: str) -> None:
    assert path in by_path(_projected((sign(), operation("a", path, "x", seq=20))).fields)


def test_where_two_streams_hold_one_path_the_record_shows() -> None:
    restricted = replace(grade("a", "restricted"), stream=Stream(AuditId("audit"), "restricted"))
    record = grade("z", "record")

    assert shown(restricted, record) == "record"
