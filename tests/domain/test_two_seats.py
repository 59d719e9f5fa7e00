"""Two people choose a grade apart: what is hidden until when, and what is left of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.two_seats import SKIPPED, FirstChoices, Moment, Seat, TwoSeats, difference, scale_at
from tests.ui.audit_bench import audit_of, small_tool, staged_tool

GRADE = paths.answer("q.1")


def chosen(first: str, second: str, path: str = GRADE) -> TwoSeats:
    return TwoSeats(path).choose(first).hand_over().choose(second)


def test_the_practitioner_chooses_first_and_the_laptop_is_handed_over() -> None:
    begun = TwoSeats(GRADE)
    handed = begun.choose("G")

    assert (begun.turn, handed.turn, handed.hand_over().turn) == (Seat.PRACTITIONER, None, Seat.AUDITOR)
    assert handed.moment is Moment.HAND_OVER


def test_nothing_is_revealed_before_both_had_their_turn() -> None:
    handed = TwoSeats(GRADE).choose("G")

    assert [one.revealed for one in (TwoSeats(GRADE), handed, handed.hand_over())] == [{}, {}, {}]
    assert chosen("G", "RI").revealed == {Seat.PRACTITIONER: "G", Seat.AUDITOR: "RI"}


@pytest.mark.parametrize(
    ("first", "second", "agreed", "differ"),
    [("G", "G", "G", False), ("G", "RI", "", True), (SKIPPED, "RI", "", False), ("G", SKIPPED, "", False)],
)
def test_two_agree_differ_or_skip(first: str, second: str, agreed: str, *, differ: bool) -> None:
    seats = chosen(first, second)

    assert (seats.agreed, seats.differ) == (agreed, differ)


def test_nobody_chooses_out_of_turn() -> None:
    handed = TwoSeats(GRADE).choose("G")

    assert handed.choose("I") == handed
    assert chosen("G", "RI").choose("I") == chosen("G", "RI")
    assert TwoSeats(GRADE).hand_over() == TwoSeats(GRADE)


def test_there_are_two_seats_for_a_grade_and_for_nothing_else() -> None:
    audit = audit_of(small_tool())
    offered = {path: scale_at(audit, path) is not None for path in (GRADE, paths.OVERALL_GRADE, "answer/f.yes/value")}

    assert offered == {GRADE: True, paths.OVERALL_GRADE: True, "answer/f.yes/value": False}
    assert scale_at(audit, paths.answer("q.1", "comment")) is None
    assert scale_at(audit_of(staged_tool()), paths.OVERALL_GRADE) is None
    assert scale_at(audit_of(small_tool(), signed=True), GRADE) is None


def test_grades_of_lead_and_peer_have_their_own_way() -> None:
    single = small_tool().sections[0]
    paired = replace(single, items=(replace(single.items[0], side_by_side=True),))

    assert scale_at(audit_of(small_tool(sections=(paired,))), GRADE) is None


def test_a_difference_that_remains_leaves_the_auditors_grade_and_both_views() -> None:
    values = difference(audit_of(small_tool()), chosen("G", "RI"), "d1")

    assert values == {
        GRADE: "RI",
        "disagreement/d1/about": "q.1",
        "disagreement/d1/advice": "none",
        "disagreement/d1/auditor_view": "Requires improvement",
        "disagreement/d1/practitioner_view": "Good",
    }
    overall = difference(audit_of(small_tool()), chosen("G", "RI", paths.OVERALL_GRADE), "d1")
    assert overall["disagreement/d1/about"] == "overall"


def test_choices_are_kept_only_as_preparation_and_gone_when_thrown_away() -> None:
    first = FirstChoices()
    first.remember(TwoSeats(paths.answer("m.1")).choose("G"))
    assert not first

    first.remember(chosen("G", SKIPPED))
    first.remember(chosen("I", "RI", paths.OVERALL_GRADE))
    kept = first.to_keep()
    first.throw_away()

    assert kept == {
        "prep/q.1/first_practitioner": "G",
        "prep/overall/first_practitioner": "I",
        "prep/overall/first_auditor": "RI",
    }
    assert all(paths.stream_name(path, "ada", is_private=False) == "private:ada" for path in kept)
    assert not first
    assert first.to_keep() == {}
