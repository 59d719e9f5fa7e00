"""By when an authority's settings want each of its audit tools looked through again (R-220)."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.rounds import due_days

INSTRUMENTS = "instruments"
"""The kind of what comes round that is about the tools themselves."""


def review_by_settings(settings: AuthoritySettings | None, tool_id: str, today: date) -> date | None:
    """Return the next day by which a check of the settings comes round that names the tool; None where none does."""
    checks = [one for one in settings.regular if one.kind == INSTRUMENTS] if settings else []
    named = [one.every for one in checks if tool_id in one.tools]
    days = (day for every in named for year in (today.year, today.year + 1) for day in due_days(every, year))
    return min((day for day in days if day >= today), default=None)
