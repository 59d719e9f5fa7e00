"""What is said of unsent work before anything is known of a server: apart, since the first page waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from qa_desktop.domain.record import Unsent
from qa_desktop.ui.presenters.times import age, counted

ALL_SAVED = "All saved on this laptop · "


class SyncTone(IntEnum):
    """How loudly the line speaks."""

    CALM = 0
    CAUTION = 1
    PROBLEM = 2


@dataclass(frozen=True, slots=True)
class SyncLineView:
    """What the top bar shows."""

    words: str
    tone: SyncTone = SyncTone.CALM
    can_sync: bool = False


def unsent_line(unsent: Unsent, now: datetime) -> SyncLineView:
    """Return the line while no server is known: nothing can be sent, so the age alone raises no alarm."""
    if not unsent.count:
        return SyncLineView(f"{ALL_SAVED}nothing waiting to be sent")
    items, since = unsent_items(unsent, now)
    return SyncLineView(f"{ALL_SAVED}{items} not yet sent{since}")


def unsent_items(unsent: Unsent, now: datetime) -> tuple[str, str]:
    """Return how much is only on this laptop, and since when: "3 items" and ", oldest 2 days"."""
    since = f", oldest {age(unsent.oldest, now)}" if unsent.oldest else ""
    return counted(unsent.count, "item"), since
