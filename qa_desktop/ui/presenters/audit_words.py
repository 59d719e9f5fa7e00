"""Dates, times and counts as the audit screens say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from qa_desktop.clock import LONDON
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.wordcase import lower_first


def day_words(day: date | None) -> str:
    """Return a day as "Fri 27 November 2026"; empty where there is none."""
    return f"{day:%a} {day.day} {day:%B %Y}" if day else ""


def short_day(day: date | None) -> str:
    """Return a day as "Fri 27 Nov"; empty where there is none."""
    return f"{day:%a} {day.day} {day:%b}" if day else ""


def iso_day_words(day: str) -> str:
    """Return an ISO day as "27 Nov 2026"; what is none stays as it is."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{told.day} {told:%b %Y}"


def time_words(moment: datetime) -> str:
    """Return the local time of a UTC moment as "14:32"."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def count_words(number: int, one: str, many: str) -> str:
    """Return "1 thing" or "3 things"."""
    return f"{number} {one if number == 1 else many}"


def list_words(parts: Sequence[str]) -> str:
    """Return "A, B and C"."""
    if len(parts) < 2:  # noqa: PLR2004 - "and" needs two
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def section_word(tool: Tool, number: int) -> str:
    """Return the tool's word for a section, as "standard" or "standards"."""
    return lower_first(tool.words.section if number == 1 else tool.words.section_plural)
