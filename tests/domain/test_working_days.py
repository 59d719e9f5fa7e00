from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.working_days import (
    add_months,
    add_working_days,
    bank_holidays,
    easter_sunday,
    is_working_day,
    working_days_between,
)

PUBLISHED = {
    2021: [
        "2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28",
    ],
    2022: [
        "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19",
        "2022-12-26", "2022-12-27",
    ],
    2023: [
        "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25",
        "2023-12-26",
    ],
    2026: [
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
    ],
    2027: [
        "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
    ],
}  # fmt: skip


@pytest.mark.parametrize("year", sorted(PUBLISHED))
def test_bank_holidays_are_those_published_for_england(year: int) -> None:
    assert sorted(day.isoformat() for day in bank_holidays(year)) == PUBLISHED[year]


def test_easter_falls_where_the_church_calendar_says() -> None:
    assert [easter_sunday(year) for year in (1961, 2000, 2024, 2038)] == [
        date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31), date(2038, 4, 25)
    ]  # fmt: skip


def test_five_working_days_after_a_saturday_audit_end_on_the_friday() -> None:
    assert add_working_days(date(2026, 11, 21), 5) == date(2026, 11, 27)


def test_working_days_skip_christmas() -> None:
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 30)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_adding_and_counting_agree(start: date, amount: int) -> None:
    assert working_days_between(start, add_working_days(start, amount)) == amount


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_deadline_is_itself_a_working_day(start: date, amount: int) -> None:
    assert is_working_day(add_working_days(start, amount))


def test_counting_backwards_is_negative() -> None:
    assert working_days_between(date(2026, 11, 27), date(2026, 11, 20)) == -5


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-120, 120))
def test_months_land_in_the_month_that_was_counted(start: date, months: int) -> None:
    moved = add_months(start, months)
    assert moved.year * 12 + moved.month == start.year * 12 + start.month + months
    assert moved.day == start.day or (moved + timedelta(days=1)).day == 1
