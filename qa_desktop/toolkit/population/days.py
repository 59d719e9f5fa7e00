"""Reads days as lists write them: the day before the month, as in Britain."""

from __future__ import annotations

import re
from datetime import date, datetime

_SHAPES = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%Y/%m/%d")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?$")


class NoDayError(ValueError):
    """What stands in the place of a day is none."""


def day_of(text: str) -> date | None:
    """Return the day, a time of the day left out; None where nothing is written. Raise NoDayError where it is none."""
    text = _TIME.sub("", text.strip())
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for shape in _SHAPES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NoDayError
