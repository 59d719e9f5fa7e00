"""What is worked out from dates and numbers."""

from datetime import date

import pytest

from qa_desktop.domain.computed import Entered, computed_words, worked_out

MEETING = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
    [
        ("days_late", ("2026-11-11",), 10),
        ("days_late", ("2026-11-11", None), 10),
        ("days_late", ("2026-11-11", "2026-11-13"), 2),
        ("days_late", ("2026-11-30",), 0),
        ("days_late", (None, "2026-11-13"), None),
        ("age", ("2014-11-22",), 11),
        ("age", ("2014-11-21", "2026-11-20"), 11),
        ("age", ("2027-01-01",), None),
        ("sum", (3, None, 2.5), 5.5),
        ("sum", (("3", "4", "x"), 1), 8),
        ("sum", (None, None), None),
        ("percent", (3, 8), 37.5),
        ("percent", (("3", "5"), ("8", "8")), 50),
        ("percent", (3, 0), None),
        ("percent", (None, 8), None),
    ],
)
def test_a_value_follows_from_what_was_entered(formula: str, inputs: tuple[Entered, ...], value: float | None) -> None:
    assert worked_out(formula, inputs, MEETING) == value


@pytest.mark.parametrize(
    ("formula", "value", "words"),
    [
        ("days_late", 0, "Not late"),
        ("days_late", 1, "1 day late"),
        ("percent", 37.5, "37.5%"),
        ("sum", 8, "8"),
        ("age", 0, "under 1 year"),
    ],
)
def test_a_value_is_said_with_its_unit(formula: str, value: float, words: str) -> None:
    assert computed_words(formula, value) == words
