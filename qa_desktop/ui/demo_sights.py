"""What there is to look at while a month is played: pages of the window, by the way that leads to each."""

from __future__ import annotations

from enum import Enum


class Sight(Enum):
    """One page to take a picture of."""

    HOME = "home"
    WORK = "due-work"
    ACTIONS = "actions"
    INBOX = "inbox"
    TO_MODERATE = "to-moderate"
    SIDE_BY_SIDE = "side-by-side"
    QUOTAS = "quotas"
    ALLOCATED = "draw-and-allocate"
    PROGRAMME = "programme"
    OBSERVED = "observed"
