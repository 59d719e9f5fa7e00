"""The month, quarter or year of a report, as people write it: 2026-10, 2026-Q4, 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qa_desktop.clock import LONDON
from qa_desktop.domain.working_days import add_months
from qa_desktop.errors import InputProblem

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|[Qq]([1-4])))?")
YEAR, QUARTER = 12, 3


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The days from `first` to `last`, both of them in it."""

    name: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> ReportPeriod:
        """Return the period that a text names; raise InputProblem."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or int(found[1]) == 0:
            raise InputProblem(f"“{text}” is no period. Write a month (2026-10), a quarter (2026-Q4) or a year (2026).")
        month, quarter = int(found[2] or 0), int(found[3] or 0)
        first = date(int(found[1]), month or (quarter - 1) * QUARTER + 1 if month or quarter else 1, 1)
        months = 1 if month else QUARTER if quarter else YEAR
        return cls(text.strip().upper(), first, add_months(first, months) - timedelta(days=1))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the period and the first one after it, as people in London live them."""
        ends = (self.first, self.last + timedelta(days=1))
        start, end = (datetime.combine(day, time(), LONDON) for day in ends)
        return start, end
