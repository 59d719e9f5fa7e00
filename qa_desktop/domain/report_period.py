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
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


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
    def months(self) -> int:
        """How many months it has."""
        return (self.last.year - self.first.year) * YEAR + self.last.month - self.first.month + 1

    @property
    def words(self) -> str:
        """The period as people write it: October 2026, July to September 2026, 2026."""
        first, last = (MONTH_NAMES[day.month - 1] for day in (self.first, self.last))
        if self.months == YEAR:
            return str(self.first.year)
        return f"{first} {self.first.year}" if first == last else f"{first} to {last} {self.first.year}"

    def is_named_in(self, text: str) -> bool:
        """Tell whether a text names the period, in one of the ways in which people write it."""
        written = " ".join(text.casefold().replace("-", " ").replace("–", " ").split())
        year, quarter = self.first.year, (self.first.month - 1) // QUARTER + 1
        names = [self.words, self.words.replace(" to ", " "), self.name]
        if self.months == QUARTER:
            names += [
                f"Q{quarter} {year}",
                f"{year} Q{quarter}",
                f"Quarter {quarter} {year}",
                f"Quarter {quarter} of {year}",
            ]
        return any(" ".join(name.casefold().replace("-", " ").split()) in written for name in names)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the period and the first one after it, as people in London live them."""
        ends = (self.first, self.last + timedelta(days=1))
        start, end = (datetime.combine(day, time(), LONDON) for day in ends)
        return start, end
