"""Values that are worked out from dates and numbers: ages, days between, how late, sums and percentages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.working_days import add_months, working_days_between

Entered = str | int | float | bool | tuple[str, ...] | None
"""What stands in a field; several texts where a repeated section asks for it several times."""
WHOLE = 100
UNITS = {
    "age": ("year", "years"),
    "days_between": ("day", "days"),
    "working_days_between": ("working day", "working days"),
    "days_late": ("day late", "days late"),
}
COUNTS = "counts"
"""How often each grade was given; it takes graded questions on one scale, whose names only the tool knows."""
DIFFERENCES = "differences"
"""Which of several pairs of graded questions have different grades, as those of two auditors."""
NO_DIFFERENCE = "None"
SUM = "sum"
FROM_NUMBERS = (SUM, "percent")
"""Formulas that take numbers; all others take dates."""


def worked_out(formula: str, inputs: Sequence[Entered], meeting: date | None) -> int | float | None:
    """Return the value; None where something is missing or makes no sense.

    Where the second date is left out, an age and a delay run to the day of the meeting: a signed audit says the same
    for ever.
    """
    if formula in FROM_NUMBERS:
        return _from_numbers(formula, inputs)
    dates = [as_day(one if isinstance(one, str) else None) for one in inputs]
    open_ended = (formula == "age" and len(dates) == 1) or formula == "days_late"
    if open_ended:
        dates = [*dates[:1], dates[1] if len(dates) > 1 and dates[1] else meeting]
    if len(dates) != 2 or dates[0] is None or dates[1] is None:  # noqa: PLR2004 - every formula lies between two dates
        return None
    between = _BETWEEN.get(formula)
    return between(dates[0], dates[1]) if between else None


def computed_words(formula: str, value: float) -> str:
    """Return a value with its unit, as "12 years", "1 working day", "62.5%"."""
    if formula == "percent":
        return f"{value:g}%"
    if (formula, value) == ("age", 0):
        return "under 1 year"
    if (formula, value) == ("days_late", 0):
        return "Not late"
    one, many = UNITS.get(formula, ("", ""))
    return f"{value:g} {one if value == 1 else many}".strip()


def _from_numbers(formula: str, inputs: Sequence[Entered]) -> int | float | None:
    numbers = [_total(one) for one in inputs]
    given = [one for one in numbers if one is not None]
    if formula == SUM:
        return _tidy(sum(given)) if given else None
    part, whole = (*numbers, None, None)[:2]
    return None if part is None or not whole else _tidy(round(part / whole * WHOLE, 1))


def _total(entered: Entered) -> float | None:
    """Return a number, or the sum of the same one asked several times; None where none was given."""
    found = []
    for one in entered if isinstance(entered, tuple) else (entered,):
        try:
            found.append(float(one if one is not None else ""))
        except ValueError:
            continue
    return sum(found) if found else None


def _tidy(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _years(born: date, on: date) -> int | None:
    if born > on:
        return None
    years = on.year - born.year
    return years if add_months(born, 12 * years) <= on else years - 1


_BETWEEN: dict[str, Callable[[date, date], int | None]] = {
    "age": _years,
    "days_between": lambda start, end: (end - start).days,
    "working_days_between": working_days_between,
    "days_late": lambda due, done: max(0, (done - due).days),
}
FORMULAS = (*_BETWEEN, *FROM_NUMBERS, COUNTS, DIFFERENCES)
