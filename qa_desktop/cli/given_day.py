"""Reads a day or a month that somebody gave to a command."""

from __future__ import annotations

import re
from datetime import date

from qa_desktop.errors import InputProblem

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def given_day(typed: str | None) -> date | None:
    """Return the day; None where none was given. Raise InputProblem where it is none."""
    try:
        return None if typed is None else date.fromisoformat(typed)
    except ValueError as error:
        raise InputProblem(f"“{typed}” is no day. Write it as 2027-01-31.") from error


def given_month(typed: str | None) -> date | None:
    """Return the first day of the month; None where none was given. Raise InputProblem where it is none."""
    if typed is None:
        return None
    found = _MONTH.fullmatch(typed.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) == 0:  # noqa: PLR2004 - months of a year
        raise InputProblem("Write the month as 2026-11.")
    return date(int(found[1]), int(found[2]), 1)
