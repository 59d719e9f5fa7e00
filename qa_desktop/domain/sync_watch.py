"""What a run of sync tells whoever watches it, and how they can break it off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """What a run is at."""

    CONNECTING = "connecting"
    RECEIVING = "receiving"
    TAKING_IN = "taking_in"
    ASKING = "asking"
    SENDING = "sending"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a phase has come. `of` is 0 where nobody knows."""

    phase: Phase
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Both are called on the thread of the run and must return at once."""

    tell: Callable[[Progress], None]
    line_opened: Callable[[Callable[[], None]], None]
    """Takes the way to hang up, which may be called on any thread and ends a call that gets no answer."""


UNWATCHED = Watch(lambda _: None, lambda _: None)
