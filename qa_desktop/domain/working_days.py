"""Working days in England: Monday to Friday without the bank holidays, for any year."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5
PROCLAIMED = frozenset({date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)})
"""Single bank holidays by proclamation. A later one joins this list when it is proclaimed."""
MOVED_SPRING = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
MOVED_EARLY_MAY = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}


def is_working_day(day: date) -> bool:
    """Tell whether a day is Monday to Friday and no bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, amount: int) -> date:
    """Return the day that many working days after `start`, before it where negative; the start is not counted."""
    day = start
    left = abs(amount)
    while left > 0:
        day += timedelta(days=1 if amount > 0 else -1)
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and with `end`; negative where `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year, with substitute days."""
    easter = easter_sunday(year)
    fixed = {_substituted(date(year, 1, 1)), easter - timedelta(days=2), easter + timedelta(days=1)}
    fixed.add(MOVED_EARLY_MAY.get(year, _first_monday(year, 5)))
    fixed.add(MOVED_SPRING.get(year, _last_monday(year, 5)))
    fixed.add(_last_monday(year, 8))
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if christmas.weekday() >= SATURDAY or boxing.weekday() >= SATURDAY:
        fixed |= _substituted_christmas(christmas, boxing)
    else:
        fixed |= {christmas, boxing}
    return frozenset(fixed | {day for day in PROCLAIMED if day.year == year})


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - moon - year_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def add_months(start: date, months: int) -> date:
    """Return the same day of a later (or earlier) month, or that month's last day."""
    years, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_index + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def _substituted(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _substituted_christmas(christmas: date, boxing: date) -> set[date]:
    first = _substituted(christmas)
    second = _substituted(boxing)
    if second == first:
        second += timedelta(days=1)
    return {first, second} if boxing.weekday() != 0 else {boxing, boxing + timedelta(days=1)}


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
