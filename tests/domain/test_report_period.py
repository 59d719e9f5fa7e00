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


@pytest.mark.parametrize("text", ["", "October", "2026-13", "2026-00", "2026-Q5", "26-10", "0000", "2026-W", "W41"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InputProblem, match="Write a month"):
        ReportPeriod.parse(text)


@pytest.mark.parametrize(
    ("text", "name", "first", "last", "words"),
    [
        ("2026-W41", "2026-W41", (2026, 10, 5), (2026, 10, 11), "Week 41, 5 to 11 October 2026"),
        ("2026-w53", "2026-W53", (2026, 12, 28), (2027, 1, 3), "Week 53, 28 December 2026 to 3 January 2027"),
        ("2027-W01", "2027-W01", (2027, 1, 4), (2027, 1, 10), "Week 1, 4 to 10 January 2027"),
        ("2025-W01", "2025-W01", (2024, 12, 30), (2025, 1, 5), "Week 1, 30 December 2024 to 5 January 2025"),
        ("2026-10-05/2026-10-11", "2026-W41", (2026, 10, 5), (2026, 10, 11), "Week 41, 5 to 11 October 2026"),
        ("2026-10-05", "2026-10-05--2026-11-15", (2026, 10, 5), (2026, 11, 15), "5 October to 15 November 2026"),
        (
            "2026-12-07/2027-01-03",
            "2026-12-07--2027-01-03",
            (2026, 12, 7),
            (2027, 1, 3),
            "7 December 2026 to 3 January 2027",
        ),
    ],
)
def test_a_week_or_several(
    text: str, name: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str
) -> None:
    period = ReportPeriod.parse(text)

    assert (period.name, period.first, period.last, period.words) == (name, date(*first), date(*last), words)
    assert ReportPeriod.parse(period.name) == period
    assert period.months == 0


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2026-W13", datetime(2026, 3, 23, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        ("2026-W43", datetime(2026, 10, 18, 23, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)),
    ],
)
def test_a_week_in_which_the_clocks_change_is_an_hour_shorter_or_longer(
    text: str, begins: datetime, ends: datetime
) -> None:
    start, end = ReportPeriod.parse(text).moments

    assert (start.astimezone(UTC), end.astimezone(UTC)) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-W53", "“2025-W53” is no week: 2025 has the weeks W01 to W52."),
        ("2026-W54", "“2026-W54” is no week: 2026 has the weeks W01 to W53."),
        ("2026-10-06", "Weeks begin on a Monday, as on 5 October 2026; 6 October 2026 is none."),
        ("2026-10-05/2026-11-14", "is not one to six whole weeks. Six weeks from 5 October 2026 on last until 15 Nov"),
        ("2026-10-05/2026-11-22", "is not one to six whole weeks"),
        ("2026-10-05/2026-09-27", "is not one to six whole weeks"),
        ("2026-02-30", "“2026-02-30” names a day that there is not. Write a month"),
    ],
)
def test_weeks_that_there_are_not_are_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(InputProblem) as refused:
        ReportPeriod.parse(text)

    assert said in refused.value.sentence
