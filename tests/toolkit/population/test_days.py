"""Days are read as people in Britain write them, in whatever language the computer speaks."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.toolkit.population.days import NoDayError, day_of

DAY = date(2026, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/09/2026",
        "5/9/26",
        "5.9.2026",
        "05-09-2026",
        "2026-09-05",
        "2026/9/5",
        "5 September 2026",
        "5th September 2026",
        "05 Sep 2026",
        "5-Sept-26",
        "5-SEP-2026",
        "05/09/2026 14:30",
        "2026-09-05T14:30:00.000",
        "5/9/2026 2:30 PM",
    ],
)
def test_the_usual_ways_to_write_a_day_are_one_day(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize("text", ["lately", "09/2026", "31/02/2026", "5/13/2026", "5 Smarch 2026", "45905", "5/9.2026"])
def test_what_is_no_day_is_said_so(text: str) -> None:
    with pytest.raises(NoDayError):
        day_of(text)


def test_nothing_is_no_day_and_no_mistake() -> None:
    assert day_of("  ") is None
