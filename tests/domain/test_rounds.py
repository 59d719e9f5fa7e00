"""When what comes round is due, and the steps of a timetable."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from qa_desktop.domain.authority_settings import Rhythm
from qa_desktop.domain.rounds import due_days, period_of


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (Rhythm(3, "months"), ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        (Rhythm(6, "months"), ["2026-06-30", "2026-12-31"]),
        (Rhythm(1, "years"), ["2026-12-31"]),
        (Rhythm(months=("July", "March")), ["2026-03-31", "2026-07-31"]),
        (Rhythm(words="at intervals"), []),
        (None, []),
    ],
)
def test_what_comes_round_is_due_by_the_end_of_its_stretch(every: Rhythm | None, days: list[str]) -> None:
    assert [day.isoformat() for day in due_days(every, 2026)] == days


def test_weeks_are_counted_from_the_first_monday() -> None:
    days = due_days(Rhythm(6, "weeks"), 2026)

    assert days[0] == date(2026, 1, 5)
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(weeks=6)}
    assert len(days) == 9


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("December 2013", ("2013-12-01", "2013-12-31")),
        ("November to December 2013", ("2013-11-01", "2013-12-31")),
        ("December to February 2014", ("2014-12-01", "2015-02-28")),
        ("at intervals", None),
    ],
)
def test_a_printed_period_is_read(text: str, days: tuple[str, str] | None) -> None:
    found = period_of(text)

    assert (None if found is None else tuple(day.isoformat() for day in found)) == days
