"""Tells two forms of one case apart in lists: plain values, read before anything heavy is loaded."""

from __future__ import annotations

TITLES = {"lead": "Lead auditor", "peer": "Peer auditor", "moderation": "Moderator"}
"""Who fills in the form, by the part that it has in a case that two people audit."""


def whose_form(part: str, name: str) -> str:
    """Return whose form it is in words; empty where nobody else audited the case, or the part is none of these."""
    title = TITLES.get(part, "")
    return f"{title}: {name}" if title and name else title
