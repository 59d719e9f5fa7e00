"""A calendar file (.ics) of whole days; what it says names nobody and tells no grade (PRACTICE P-43)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One entry."""

    key: str
    """Its own, and the same each time, so that a calendar replaces the entry."""
    subject: str
    on: date


def calendar_file(days: Iterable[CalendarDay], at: datetime) -> str:
    """Return the text of the file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//QA Desktop//Audit dates//EN"]
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.key}@qa-desktop",
            f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
            f"SUMMARY:{one.subject}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
