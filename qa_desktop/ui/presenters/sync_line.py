"""The one line that tells what is only on this laptop: calm at first, louder once the authority's limit has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from qa_desktop.clock import local_day
from qa_desktop.domain.authority import USUAL_LIMIT_DAYS
from qa_desktop.domain.record import Unsent
from qa_desktop.domain.working_days import working_days_between
from qa_desktop.ui.presenters.times import age, counted, moment_words

LOUD_AFTER = 5
"""After so many times the limit it is a problem."""


class SyncTone(IntEnum):
    """How loudly the line speaks."""

    CALM = 0
    CAUTION = 1
    PROBLEM = 2


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the line is made from."""

    unsent: Unsent
    has_server: bool = False
    last_sync: datetime | None = None
    refused: int = 0
    to_settle: int = 0
    """Fields that two people wrote."""
    limit_days: int = USUAL_LIMIT_DAYS
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class SyncLineView:
    """What the top bar shows."""

    words: str
    tone: SyncTone = SyncTone.CALM
    can_sync: bool = False
    is_running: bool = False


def sync_line(facts: LineFacts, now: datetime) -> SyncLineView:
    """Return the line at a moment. Without a server nothing can be sent, so the age alone raises no alarm."""
    tone = unsent_tone(facts.unsent.oldest, now, facts.limit_days) if facts.has_server else SyncTone.CALM
    parts = [_unsent_words(facts, tone, now)]
    if facts.refused:
        parts.append(f"{counted(facts.refused, 'change')} refused")
    if facts.to_settle:
        parts.append(f"{counted(facts.to_settle, 'field')} to settle")
    if facts.is_running:
        parts.append("syncing now")
    elif facts.has_server:
        last = facts.last_sync
        parts.append(f"last sync {moment_words(last, now)}" if last else "not synced yet")
    if facts.refused or facts.to_settle:
        tone = max(tone, SyncTone.CAUTION)
    return SyncLineView(_mark(tone) + " · ".join(parts), tone, facts.has_server, facts.is_running)


def unsent_tone(oldest: datetime | None, now: datetime, limit_days: int = USUAL_LIMIT_DAYS) -> SyncTone:
    """Return how loudly to say that something has been on this laptop alone since `oldest`."""
    if oldest is None:
        return SyncTone.CALM
    days = working_days_between(local_day(oldest), local_day(now))
    if days > limit_days * LOUD_AFTER:
        return SyncTone.PROBLEM
    return SyncTone.CAUTION if days > limit_days else SyncTone.CALM


def _unsent_words(facts: LineFacts, tone: SyncTone, now: datetime) -> str:
    unsent = facts.unsent
    if not unsent.count:
        return "All saved on this laptop · " + ("everything sent" if facts.has_server else "nothing waiting to be sent")
    items = counted(unsent.count, "item")
    since = f", oldest {age(unsent.oldest, now)}" if unsent.oldest else ""
    if tone is SyncTone.CALM:
        return f"All saved on this laptop · {items} not yet sent{since}"
    return f"Only on this laptop: {items}{since}"


def _mark(tone: SyncTone) -> str:
    """Return a shape beside the colour."""
    return {SyncTone.CALM: "", SyncTone.CAUTION: "▲ ", SyncTone.PROBLEM: "■ "}[tone]
