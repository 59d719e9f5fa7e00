"""Values that are worked out from dates: ages, days and working days between; never entered by a person."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.working_days import add_months, working_days_between

UNITS = {
    "age": ("year", "years"),
    "days_between": ("day", "days"),
    "working_days_between": ("working day", "working days"),
}


def worked_out(formula: str, dates: tuple[date | None, ...], meeting: date | None) -> int | None:
    """Return the value in whole years, days or working days; None where a date is missing or makes no sense.

    An age with one date is the age on the day of the meeting: a signed audit says the same for ever.
    """
    given = dates if formula != "age" or len(dates) > 1 else (*dates, meeting)
    if len(given) != 2 or None in given:  # noqa: PLR2004 - every formula lies between two dates
        return None
    start, end = (day for day in given if day is not None)
    match formula:
        case "age":
            return _years(start, end) if start <= end else None
        case "days_between":
            return (end - start).days
        case "working_days_between":
            return working_days_between(start, end)
        case _:
            return None


def computed_words(formula: str, value: int) -> str:
    """Return a value with its unit, as "12 years", "1 working day"."""
    if formula == "age" and value == 0:
        return "under 1 year"
    one, many = UNITS.get(formula, ("", ""))
    return f"{value} {one if value == 1 else many}".strip()


def _years(born: date, on: date) -> int:
    years = on.year - born.year
    return years if add_months(born, 12 * years) <= on else years - 1
