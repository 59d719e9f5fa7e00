"""A letter as plain values: to somebody without e-mail, to be printed (PRACTICE P-43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. Its heading holds no name and no grade, as the subject of an e-mail."""

    to: str
    day: date
    heading: str
    before: tuple[str, ...]
    """The paragraphs, from how the person is greeted on."""
    points: tuple[str, ...] = ()
    """What is listed after them."""
    after: tuple[str, ...] = ()
    sender: str = ""
