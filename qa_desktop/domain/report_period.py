"""The time of a report, as people write it: 2026-10, 2026-Q4, 2026, 2026-W41, or weeks as 2026-10-05/2026-11-15."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qa_desktop.clock import LONDON
from qa_desktop.domain.working_days import add_months
from qa_desktop.errors import InputProblem

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|[Qq]([1-4])))?")
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{2})")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:(?:/|--)(\d{4}-\d{2}-\d{2}))?")
YEAR, QUARTER = 12, 3
SIX_WEEKS, WEEK_DAYS = 6, 7
"""How many weeks a first day alone stands for (Slough, D-S06: every six weeks); the longest time told in weeks."""
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NUMBERS = ("", "week", "two weeks", "three weeks", "four weeks", "five weeks", "six weeks")
HOW = (
    "Write a month (2026-10), a quarter (2026-Q4), a year (2026), a week (2026-W41), or weeks by their first and last "
    "day (2026-10-05/2026-11-15)."
)


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The days from `first` to `last`, both of them in it."""

    name: str
    """As it is written in files and paths: the days of several weeks with -- between them."""
    first: date
    last: date
    weeks: int = 0
    """How many weeks it has; 0 for months, quarters and years."""

    @classmethod
    def parse(cls, text: str) -> ReportPeriod:
        """Return the period that a text names; raise InputProblem."""
        plain = text.strip()
        if (week := _WEEK.fullmatch(plain)) is not None:
            return cls._of_week(int(week[1]), int(week[2]))
        if (days := _DAYS.fullmatch(plain)) is not None:
            return cls._of_days(plain, days[1], days[2])
        found = _WRITTEN.fullmatch(plain)
        if found is None or int(found[1]) == 0:
            raise InputProblem(f"“{text}” is no period. {HOW}")
        month, quarter = int(found[2] or 0), int(found[3] or 0)
        first = date(int(found[1]), month or (quarter - 1) * QUARTER + 1 if month or quarter else 1, 1)
        months = 1 if month else QUARTER if quarter else YEAR
        return cls(plain.upper(), first, add_months(first, months) - timedelta(days=1))

    @classmethod
    def of_weeks(cls, monday: date, weeks: int) -> ReportPeriod:
        """Return so many weeks, one to six, from a Monday on."""
        last = monday + timedelta(days=weeks * WEEK_DAYS - 1)
        year, week, _ = monday.isocalendar()
        name = f"{year:04}-W{week:02}" if weeks == 1 else f"{monday.isoformat()}--{last.isoformat()}"
        return cls(name, monday, last, weeks)

    @classmethod
    def _of_week(cls, year: int, week: int) -> ReportPeriod:
        try:
            return cls.of_weeks(date.fromisocalendar(year, week, 1), 1)
        except (ValueError, OverflowError) as error:
            last = date(year, 12, 28).isocalendar().week if year else 52
            raise InputProblem(
                f"“{year:04}-W{week:02}” is no week: {year:04} has the weeks W01 to W{last:02}."
            ) from error

    @classmethod
    def _of_days(cls, text: str, first: str, last: str | None) -> ReportPeriod:
        try:
            start = date.fromisoformat(first)
            end = date.fromisoformat(last) if last else start + timedelta(days=SIX_WEEKS * WEEK_DAYS - 1)
        except (ValueError, OverflowError) as error:
            raise InputProblem(f"“{text}” names a day that there is not. {HOW}") from error
        if start.weekday():
            monday = start - timedelta(days=start.weekday())
            raise InputProblem(f"Weeks begin on a Monday, as on {_day(monday)}; {_day(start)} is none.")
        weeks, over = divmod((end - start).days + 1, WEEK_DAYS)
        if over or not 0 < weeks <= SIX_WEEKS:
            longest = start + timedelta(days=SIX_WEEKS * WEEK_DAYS - 1)
            raise InputProblem(
                f"“{text}” is not one to six whole weeks. Six weeks from {_day(start)} on last until {_day(longest)}."
            )
        return cls.of_weeks(start, weeks)

    @property
    def months(self) -> int:
        """How many months it has; 0 where it is told in weeks."""
        if self.weeks:
            return 0
        return (self.last.year - self.first.year) * YEAR + self.last.month - self.first.month + 1

    @property
    def every(self) -> str:
        """How long it is, in words: month, quarter, year, week, six weeks."""
        return NUMBERS[self.weeks] if self.weeks else {1: "month", QUARTER: "quarter"}.get(self.months, "year")

    @property
    def words(self) -> str:
        """The period as people write it: October 2026, July to September 2026, 2026; weeks by their days."""
        if self.weeks:
            days = days_words(self.first, self.last)
            return f"Week {self.first.isocalendar().week}, {days}" if self.weeks == 1 else days
        first, last = (MONTH_NAMES[day.month - 1] for day in (self.first, self.last))
        if self.months == YEAR:
            return str(self.first.year)
        return f"{first} {self.first.year}" if first == last else f"{first} to {last} {self.first.year}"

    def before_its_end(self, many: int, length: ReportPeriod) -> date:
        """Return the day that lies so many periods of another's length before the day after its last."""
        after = self.last + timedelta(days=1)
        if length.weeks:
            return after - timedelta(days=many * length.weeks * WEEK_DAYS)
        return add_months(after, -many * length.months)

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


def days_words(first: date, last: date) -> str:
    """Return days as people write them: 5 to 11 October 2026, 28 December 2026 to 3 January 2027."""
    if first.year != last.year:
        return f"{_day(first)} to {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTH_NAMES[first.month - 1]} to {_day(last)}"
    return f"{first.day} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
