"""Moments and ages in the words that people use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from qa_desktop.clock import LONDON, local_day

HOUR, DAY = 3600, 86400
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def short_day(day: date, today: date) -> str:
    """Return "12 Nov", with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def long_day(day: date) -> str:
    """Return "Saturday 21 November" in the window's short form: weekday, day, month."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def when(moment: datetime, now: datetime) -> str:
    """Return when something happened: "today 14:32", "yesterday 09:10", "12 Nov"."""
    day, today = local_day(moment), local_day(now)
    clock = moment.astimezone(LONDON).strftime("%H:%M")
    if day == today:
        return f"today {clock}"
    if day == today - timedelta(days=1):
        return f"yesterday {clock}"
    return short_day(day, today)


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a moment of the past in little room: "14:32", "Thu 16:05", "12 Nov"."""
    day, today = local_day(moment), local_day(now)
    clock = moment.astimezone(LONDON).strftime("%H:%M")
    if day == today:
        return clock
    if timedelta() < today - day < timedelta(days=7):
        return f"{WEEKDAYS[day.weekday()][:3]} {clock}"
    return short_day(day, today)


def age(since: datetime, now: datetime) -> str:
    """Return how long something has been so: "less than an hour", "5 hours", "2 days"."""
    seconds = max(0, (now - since).total_seconds())
    if seconds < HOUR:
        return "less than an hour"
    if seconds < DAY:
        return counted(int(seconds // HOUR), "hour")
    return counted(int(seconds // DAY), "day")


def counted(number: int, word: str, plural: str = "") -> str:
    """Return "1 day", "2 days"."""
    return f"{number} {word if number == 1 else plural or word + 's'}"
