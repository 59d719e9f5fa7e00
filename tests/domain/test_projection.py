"""What the operations of an audit amount to, whatever their order."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qa_desktop.domain.after_signing import COVERED, coverage
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, Value
from qa_desktop.domain.projection import KNOWN_KINDS, NEWER_CHANGES, Projection, by_path, late_entries, project
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


def going_on(name: str, to: str, author: PersonId = ADA, base: str | None = None, seq: int = 5) -> Operation:
    one = replace(operation(name, "tool", ("1", to), author, seq), kind="go_on")
    facts: dict[str, Value] = {**one.facts, "tool_id": "t", "tool_version": to, "tool_hash": f"hash of {to}"}
    return replace(one, facts=facts, base=OperationId(base) if base else None)


BEGUN = replace(CREATED, facts={"tool_id": "t", "tool_version": "1", "tool_hash": "hash of 1"})


def pinned(*operations: Operation) -> Value:
    """Return the version that is pinned, and insist that the order of arrival plays no part."""
    versions = set()
    for order in itertools.permutations(operations):
        projection = project((BEGUN, *order))
        assert projection is not None
        versions.add(projection.pinned.facts["tool_version"])
    assert len(versions) == 1
    return versions.pop()


def test_an_audit_keeps_the_version_that_it_began_with() -> None:
    assert pinned(grade("a", "good")) == "1"


def test_the_last_going_on_says_the_version() -> None:
    assert pinned(going_on("g", "2"), going_on("h", "3", base="g"), grade("a", "good")) == "3"


def test_two_goings_on_of_two_laptops_come_to_one_version_everywhere() -> None:
    one, other = going_on("g", "2"), replace(going_on("h", "3"), incarnation="ada-2")

    assert pinned(one, other) in ("2", "3")
    assert pinned(one, other, going_on("i", "4", base="g"), going_on("j", "5", base="i")) == "5"


@pytest.mark.parametrize(
    "odd",
    [
        going_on("g", "2", author=BEN),
        replace(going_on("g", "2"), path="elsewhere"),
        replace(going_on("g", "2"), stream=Stream(AuditId("audit"), "peer")),
        replace(going_on("g", "2"), facts={**going_on("g", "2").facts, "tool_id": "another"}),
        replace(going_on("g", "2"), facts={"tool_id": "t"}),
        operation("g", "tool", ("1", "2")),
    ],
)
def test_a_going_on_that_the_owner_did_not_write_in_form_changes_nothing(odd: Operation) -> None:
    projection = project((BEGUN, odd))

    assert pinned(odd) == "1"
    assert projection is not None
    assert "tool" not in by_path(projection.fields)


def test_a_going_on_past_the_signature_is_a_late_entry() -> None:
    covers = coverage([(ADA, "ada-1", 6)])
    sign = replace(operation("s", "signed", None, seq=7), kind="sign", facts={COVERED: covers})
    early = going_on("g", "2", seq=5)
    late = replace(going_on("h", "3", base="g", seq=1), incarnation="ada-2")

    assert pinned(early, sign, late) == "2"
    assert [one.op_id for one in late_entries((BEGUN, early, sign, late))] == ["h"]


def test_an_older_program_shows_an_audit_that_went_on_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_desktop.domain.projection.KNOWN_KINDS", KNOWN_KINDS - {"go_on"})

    projection = project((BEGUN, going_on("g", "2"), grade("a", "good")))

    assert projection is not None
    assert (projection.read_only_reason, projection.pinned.facts["tool_version"]) == (NEWER_CHANGES, "1")
