"""How people write the period of a report."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.errors import InputProblem


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31)),
        (" 2026 ", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_a_quarter_or_a_year(text: str, first: date, last: date) -> None:
    period = ReportPeriod.parse(text)

    assert (period.first, period.last) == (first, last)


def test_it_begins_and_ends_when_people_in_london_say_so() -> None:
    start, end = ReportPeriod.parse("2026-10").moments

    assert start.astimezone(UTC) == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "October", "2026-13", "2026-00", "2026-Q5", "26-10", "0000", "2026-10-01"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InputProblem, match="Write a month"):
        ReportPeriod.parse(text)
