"""Every date that a framework prints, over month ends, leap years, bank holidays and changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.clock import local_day
from qa_desktop.domain.consequences import due_date
from qa_desktop.domain.tool_outcome import DeadlineRule
from qa_desktop.domain.working_days import bank_holidays
from tests.sample_audits import shipped_ids, shipped_tool

DAYS = st.dates(date(2012, 1, 1), date(2060, 1, 1))


def rule(tool_id: str, name: str) -> DeadlineRule:
    return next(one for one in shipped_tool(tool_id).deadlines if one.id == name)


@pytest.mark.parametrize(
    ("met", "due"),
    [
        ("2026-04-01", "2026-04-10"),  # Good Friday and Easter Monday
        ("2027-03-24", "2027-04-02"),  # Easter in March
        ("2025-12-24", "2026-01-05"),  # Christmas, Boxing Day and New Year on working days
        ("2026-12-24", "2027-01-05"),  # Boxing Day moved from a Saturday
        ("2027-12-24", "2028-01-05"),  # Christmas and Boxing Day on a weekend, New Year moved
        ("2020-05-05", "2020-05-13"),  # early May bank holiday moved to a Friday
        ("2022-05-30", "2022-06-08"),  # spring bank holiday moved, and the jubilee
        ("2022-09-15", "2022-09-23"),  # the funeral of the Queen
        ("2023-05-04", "2023-05-12"),  # the coronation
        ("2026-08-28", "2026-09-07"),  # summer bank holiday
        ("2028-02-25", "2028-03-03"),  # over a leap day
        ("2026-03-27", "2026-04-07"),  # over the change to summer time
        ("2026-10-23", "2026-10-30"),  # over the change to winter time
        ("2026-12-26", "2027-01-05"),  # from a Saturday that is a bank holiday
    ],
)
def test_r090_five_working_days_leave_out_weekends_and_bank_holidays(met: str, due: str) -> None:
    found = due_date(date.fromisoformat(met), rule("bra-live-audit", "immediate"))

    assert found.isoformat() == due


@pytest.mark.parametrize(
    ("met", "due"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2028-02-29", "2028-03-29"),
        ("2026-05-31", "2026-06-30"),
        ("2026-12-31", "2027-01-31"),
        ("2026-02-28", "2026-03-28"),
    ],
)
def test_r091_a_month_ends_on_the_same_day_or_on_the_last_of_a_shorter_month(met: str, due: str) -> None:
    assert due_date(date.fromisoformat(met), rule("bra-live-audit", "supervision")).isoformat() == due


@pytest.mark.parametrize(
    ("met", "due"),
    [("2026-11-30", "2027-02-28"), ("2027-11-30", "2028-02-29"), ("2028-02-29", "2028-05-29")],
)
def test_r097_the_re_audit_is_due_three_months_after_the_initial_audit(met: str, due: str) -> None:
    for tool_id in ("her-audit", "her-inadequate"):
        assert due_date(date.fromisoformat(met), rule(tool_id, "re-audit")).isoformat() == due


@given(DAYS)
def test_r092_r093_r094_r096_days_and_weeks_count_every_day(start: date) -> None:
    counted = (
        ("roc-thematic", "remedial", 5),
        ("slo-case-audit", "one-week", 7),
        ("her-audit", "submit", 21),
        ("her-audit", "review", 42),
        ("her-inadequate", "review", 42),
    )

    for tool_id, name, days in counted:
        assert due_date(start, rule(tool_id, name)) - start == timedelta(days=days)


@given(DAYS)
def test_r095_a_moderated_audit_is_back_on_the_fourth_friday_of_the_month_or_the_next(start: date) -> None:
    back = due_date(start, rule("her-moderation", "back"))

    assert back.weekday() == 4
    assert 22 <= back.day <= 28
    assert start <= back < start + timedelta(days=36)


@given(DAYS)
def test_r090_five_working_days_are_the_fifth_day_that_is_neither_weekend_nor_holiday(start: date) -> None:
    due = due_date(start, rule("bra-live-audit", "immediate"))
    between = [start + timedelta(days=number) for number in range(1, (due - start).days + 1)]

    worked = [day for day in between if day.weekday() < 5 and day not in bank_holidays(day.year)]

    assert (len(worked), worked[-1]) == (5, due)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31), date(2026, 1, 31), date(2026, 3, 29)])
def test_every_shipped_date_can_be_counted_from_any_day_and_never_runs_the_wrong_way(day: date) -> None:
    for tool_id in shipped_ids():
        for one in shipped_tool(tool_id).deadlines:
            due = due_date(day, one)
            assert due <= day if one.amount < 0 else due >= day, (tool_id, one.id)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),  # summer time: the next day has begun
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # the night in which an hour is left out
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # the night in which an hour comes twice
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_day_of_an_allocation_is_the_day_as_people_live_it(moment: datetime, day: date) -> None:
    form = rule("her-audit", "submit")

    assert due_date(local_day(moment), form) == day + timedelta(weeks=3)
