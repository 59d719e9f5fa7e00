"""Text that stays text in a spreadsheet: nothing that begins a formula, and nothing that no sheet can hold."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""With which a spreadsheet takes a text for a formula, some of them in their wide forms; and the quote itself."""
_BEGINS = frozenset(BEGINNINGS)
QUOTE = "'"


def unprintable(text: str) -> str:
    """Return a text with a visible mark for each character that no sheet can hold."""
    return text if text.isprintable() else _UNPRINTABLE.sub("�", text)


def safe(text: str) -> str:
    """Return a text with a quote before it where a spreadsheet might take it for a formula.

    Taking one quote from the beginning of every text that begins with one gives back what it was.
    """
    return f"{QUOTE}{text}" if text[:1] in _BEGINS else text


def as_written(text: str) -> str:
    """Return what `safe` made of a text as it was written."""
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(BEGINNINGS) else text
