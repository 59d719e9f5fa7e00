"""Reads days as lists write them: the day before the month, as in Britain, whatever the language of the computer."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?$")
_IN_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_WITH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[ -](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_CENTURY = 2000


class NoDayError(ValueError):
    """What stands in the place of a day is none."""


def day_of(text: str) -> date | None:
    """Return the day, a time of the day left out; None where nothing is written. Raise NoDayError where it is none."""
    text = _TIME.sub("", text.strip())
    if not text:
        return None
    try:
        if found := _IN_NUMBERS.fullmatch(text):
            return date(_year(found[4]), int(found[3]), int(found[1]))
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _WITH_NAME.fullmatch(text):
            return date(_year(found[3]), _month(found[2].lower()), int(found[1]))
    except ValueError as error:
        raise NoDayError from error
    raise NoDayError


def _year(digits: str) -> int:
    """Return the year; one of two digits is of this century."""
    return int(digits) if len(digits) > 2 else _CENTURY + int(digits)  # noqa: PLR2004 - as they are written


def _month(name: str) -> int:
    """Return the number of a month by its name, whole or in three letters; raise ValueError where there is none."""
    name = name[:3] if name in {*_NAMES, "sept"} else name
    return _MONTHS.index(name) + 1
