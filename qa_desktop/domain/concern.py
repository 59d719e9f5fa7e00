"""A safety concern and its telephone calls as plain values, and what may stand in their fields (R-086, P-30)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_moment

CONCERN, CALL = "concern", "call"
"""The groups of the fields."""
TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)


class CallState(Enum):
    """How a call ended."""

    TOLD = "told"
    NO_ANSWER = "no_answer"


class ConcernState(Enum):
    """How far telling is, the most pressing first."""

    NOBODY_TOLD = "nobody_told"
    NOBODY_REACHED = "nobody_reached"
    TOLD = "told"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        """What lists say."""
        return {
            "nobody_told": "Safety concern: nobody told yet",
            "nobody_reached": "Safety concern: called, nobody reached yet",
            "told": "Safety concern: told",
            "taken_back": "Safety concern: taken back",
        }[self.value]

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to be told."""
        return self in (ConcernState.NOBODY_TOLD, ConcernState.NOBODY_REACHED)


@dataclass(frozen=True, slots=True)
class Call:
    """One telephone call."""

    id: str
    who: str = ""
    state: CallState | None = None
    on: date | None = None
    time: str = ""
    """Local time as "14:32"."""
    decided: str = ""
    """What they decided; where nobody answered, what was done then."""

    def needs(self) -> tuple[tuple[str, str], ...]:
        """Return what the record of the call still lacks, as (what to enter, field)."""
        then = "what you did then" if self.state is CallState.NO_ANSWER else "what they decided"
        asked = (
            ("who was called", "who", self.who.strip()),
            ("whether they were told", "state", self.state),
            ("on which day", "on", self.on),
            ("at what time", "time", self.time.strip()),
            (then, "decided", self.decided.strip()),
        )
        return tuple((words, field) for words, field, given in asked if not given)


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern with its calls, in the order in which they were made."""

    id: str
    raised: datetime
    what: str = ""
    apart: bool = False
    """Whether it stays out of the note."""
    taken_back: str = ""
    """Why it was raised by mistake; empty where it stands."""
    calls: tuple[Call, ...] = ()

    @property
    def state(self) -> ConcernState:
        """How far telling is."""
        if self.taken_back.strip():
            return ConcernState.TAKEN_BACK
        if any(call.state is CallState.TOLD for call in self.calls):
            return ConcernState.TOLD
        return ConcernState.NOBODY_REACHED if self.calls else ConcernState.NOBODY_TOLD


def elapsed_words(since: datetime, now: datetime) -> str:
    """Return how long ago something was, as "12 minutes", "1 hour 5 minutes" or "2 days"."""
    minutes = max(0, (now - since) // timedelta(minutes=1))
    if minutes < 1:
        return "less than a minute"
    hours, days = minutes // 60, minutes // (60 * 24)
    if days >= 2:  # noqa: PLR2004 - one day is said in hours
        return f"{days} days"
    told = [_counted(hours, "hour")] if hours else []
    rest = minutes % 60
    return " ".join([*told, *([_counted(rest, "minute")] if rest else [])])


def check_moment(value: Value) -> str | None:
    """Return what is wrong with a moment; None where nothing is."""
    return None if as_moment(value) else "give a moment with its time zone, such as 2026-11-21T14:32:00+00:00"


def check_time(value: Value) -> str | None:
    """Return what is wrong with the time of a call; None where nothing is."""
    fits = isinstance(value, str) and TIME.fullmatch(value.strip()) is not None
    return None if fits else "give the time as 14:32"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
