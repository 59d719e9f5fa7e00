"""Leaves out of a text what no office document may hold: control characters, halves of a pair, what is no character."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """Return the text with a sign in the place of each character that may not stand in XML."""
    return _FORBIDDEN.sub(UNKNOWN, text)
