"""Reads a day that somebody gave to a command."""

from __future__ import annotations

from datetime import date

from qa_desktop.errors import InputProblem


def given_day(typed: str | None) -> date | None:
    """Return the day; None where none was given. Raise InputProblem where it is none."""
    try:
        return None if typed is None else date.fromisoformat(typed)
    except ValueError as error:
        raise InputProblem(f"“{typed}” is no day. Write it as 2027-01-31.") from error
