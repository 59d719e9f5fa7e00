"""Deadlines counted from any date, moved to the end of a month or quarter, and coming round again."""

from datetime import date

import pytest

from qa_desktop.domain import consequences
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.consequences import due_date, recurrence_words
from qa_desktop.domain.tool_outcome import DeadlineRule, Recurrence
from tests.domain.format_tools import format_audit
from tests.sample_audits import MOMENT

EVERY = "every: {amount: 3, unit: months}"
DEADLINE = f"{{id: d, label: Plan sent, from: begun, amount: -2, unit: weeks, owner: Head, {EVERY}}}"
RULE = ("signatures:", f"deadlines: [{DEADLINE}]\nsignatures:")


def rule(amount: int = 0, unit: str = "days", moved_to: str = "") -> DeadlineRule:
    return DeadlineRule("d", "D", amount, unit, "Head", moved_to=moved_to)


@pytest.mark.parametrize(
    ("moved_to", "day", "expected"),
    [
        ("end_of_week", date(2026, 11, 18), date(2026, 11, 20)),
        ("end_of_week", date(2026, 11, 20), date(2026, 11, 20)),
        ("end_of_week_4", date(2026, 11, 2), date(2026, 11, 27)),
        ("end_of_week_4", date(2026, 11, 28), date(2026, 12, 25)),
        ("end_of_month", date(2028, 2, 3), date(2028, 2, 29)),
        ("end_of_quarter", date(2026, 11, 18), date(2026, 12, 31)),
        ("start_of_next_quarter", date(2026, 11, 18), date(2027, 1, 1)),
        ("end_of_year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_date_is_moved_to_where_the_tool_says(moved_to: str, day: date, expected: date) -> None:
    assert due_date(day, rule(moved_to=moved_to)) == expected


def test_a_negative_number_counts_backwards_over_bank_holidays() -> None:
    assert due_date(date(2026, 12, 29), rule(-2, "working_days")) == date(2026, 12, 23)


def test_a_deadline_counts_from_a_date_that_was_entered() -> None:
    audit = format_audit({"header/begun/value": "2026-11-30"}, RULE)

    assert [one.on for one in consequences.deadlines(audit)] == [date(2026, 11, 16)]


def test_a_deadline_whose_date_is_not_entered_is_not_told() -> None:
    assert consequences.deadlines(format_audit({}, RULE)) == ()


def test_the_note_says_that_a_deadline_comes_round() -> None:
    note = compose_note(format_audit({"header/begun/value": "2026-11-30"}, RULE), NoteOccasion(MOMENT))

    assert [one.value for one in note.dates] == ["16 November 2026, then every 3 months"]


def test_something_that_comes_every_month_is_said_without_a_number() -> None:
    one = DeadlineRule("d", "D", 1, "months", "Head", every=Recurrence(1, "months"))

    assert recurrence_words(one) == "every month"
