"""When what comes round is due, and when the steps of a timetable are: worked out, never entered."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qa_desktop.domain.authority_settings import Rhythm, Timetable, TimetableStep

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
YEAR = 12
WEEK = 7
_PERIOD = re.compile(r"([a-z]+)(?:\s+to\s+([a-z]+))?\s+(\d{4})", re.IGNORECASE)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def due_days(every: Rhythm | None, year: int) -> tuple[date, ...]:
    """Return when something that comes round is due in a year; none where the print says no more than words.

    So many months: by the end of each such stretch of the calendar year. So many weeks: counted from the first Monday.
    Years: by the end of the year.
    """
    if every is None:
        return ()
    if every.months:
        named = [MONTHS.index(one.casefold()) + 1 for one in every.months if one.casefold() in MONTHS]
        return tuple(month_end(date(year, month, 1)) for month in sorted(named))
    match every.unit if every.amount else "":
        case "months":
            return tuple(
                month_end(date(year, month, 1)) for month in range(every.amount or 1, YEAR + 1, every.amount or 1)
            )
        case "weeks":
            return tuple(_weekly(year, every.amount or 1))
        case "years":
            return (date(year, YEAR, 31),)
        case _:
            return ()


def period_of(text: str) -> tuple[date, date] | None:
    """Return the days of a printed period, as “March 2014” or “November to December 2013”; None where it is none."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None or found[1].casefold() not in MONTHS or (found[2] or "may").casefold() not in MONTHS:
        return None
    year, first = int(found[3]), MONTHS.index(found[1].casefold()) + 1
    last = MONTHS.index(found[2].casefold()) + 1 if found[2] else first
    begins = date(year, first, 1)
    ends = date(year + (last < first), last, 1)
    return begins, month_end(ends)


@dataclass(frozen=True, slots=True)
class StageDate:
    """When a step of a timetable is; both days are None where that hangs on something that is not known."""

    step: TimetableStep
    first: date | None
    last: date | None
    words: str
    """When it is, as the settings say it."""

    def is_between(self, first: date, last: date) -> bool:
        """Tell whether any of its days lies between two days, both included."""
        return self.first is not None and self.last is not None and self.first <= last and self.last >= first


def stages(timetable: Timetable, begins: date, known: Mapping[str, date] | None = None) -> tuple[StageDate, ...]:
    """Return when the steps are, counted from the day on which the work itself begins (R-130 to R-136).

    What runs during the work lasts for as long as its step says, else until its end. `known` holds days of things that
    are no steps, by a word that names them, as “prioritisation workshop”.
    """
    length = next((_days(one.time) for one in timetable.steps if one.when == "during" and _days(one.time)), 1)
    ends = begins + timedelta(days=length - 1)
    found: dict[str, StageDate] = {}
    for step in timetable.steps:
        found[step.id] = _stage(step, (begins, ends), timetable, found, known or {})
    return tuple(found.values())


def _stage(
    step: TimetableStep,
    work: tuple[date, date],
    timetable: Timetable,
    before: Mapping[str, StageDate],
    known: Mapping[str, date],
) -> StageDate:
    begins, ends = work
    words = _words(step)
    if step.when == "during":
        return StageDate(step, *((begins, ends) if _days(step.time) else (ends, ends)), words)
    days = _days(step.time)
    if step.when == "before":
        return StageDate(step, begins - timedelta(days=days), begins - timedelta(days=days), words)
    anchor = _anchor(step.of, ends, timetable, before, known)
    if anchor is None or not days:
        return StageDate(step, None, None, words)
    return StageDate(step, anchor, anchor + timedelta(days=days), words)


def _anchor(
    of: str, ends: date, timetable: Timetable, before: Mapping[str, StageDate], known: Mapping[str, date]
) -> date | None:
    """Return the day after which something runs: of another step, of the work itself, or one that is known."""
    named = of.casefold().removeprefix("the ")
    for word, day in known.items():
        if word.casefold() in named:
            return day
    for step in timetable.steps:
        if step.what.casefold().startswith(named):
            stage = before.get(step.id)
            return stage.last if stage is not None else None
    is_work = named in timetable.title.casefold() or named.split()[-1] in timetable.title.casefold()
    return ends if is_work else None


def _words(step: TimetableStep) -> str:
    time = step.time
    if time is None:
        return f"{step.when} {step.of}"
    amount = (
        f"{time.amount} {time.unit if time.amount != 1 else time.unit.removesuffix('s')}" if time.amount else time.words
    )
    return f"{amount} {step.when} {step.of}" if step.when != "during" else amount


def _days(time: Rhythm | None) -> int:
    if time is None or not time.amount:
        return 0
    return {"days": 1, "weeks": WEEK}.get(time.unit, 0) * time.amount


def _weekly(year: int, weeks: int) -> Iterator[date]:
    day = date(year, 1, 1)
    day += timedelta(days=-day.weekday() % WEEK)
    while day.year == year:
        yield day
        day += timedelta(weeks=weeks)
