"""The one line that tells what is only on this laptop: calm at first, louder once the authority's limit has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from qa_desktop.clock import local_day
from qa_desktop.domain.authority import USUAL_LIMIT_DAYS
from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.handover import HandedOver
from qa_desktop.domain.record import Unsent
from qa_desktop.domain.sync_watch import Phase, Progress
from qa_desktop.domain.working_days import working_days_between
from qa_desktop.services.check_connection import LARGEST_DRIFT
from qa_desktop.ui.presenters.times import counted, moment_words, short_day
from qa_desktop.ui.presenters.unsent_line import ALL_SAVED, SyncLineView, SyncTone, unsent_items

TROUBLE = {
    Outcome.UNREACHABLE: "server not reached",
    Outcome.CROWDED: "server busy",
    Outcome.NOT_ADMITTED: "the server does not let this laptop in",
    Outcome.SUSPENDED: "sync is stopped",
    Outcome.BROKEN_OFF: "the last sync broke off",
}
LOUD_TROUBLE = frozenset({Outcome.NOT_ADMITTED, Outcome.SUSPENDED})
"""What does not pass by itself."""

PHASES = {
    Phase.CONNECTING: "Connecting",
    Phase.RECEIVING: "Receiving",
    Phase.TAKING_IN: "Taking in",
    Phase.ASKING: "Comparing with the server",
    Phase.SENDING: "Sending",
    Phase.DOCUMENTS: "Carrying documents",
}

LOUD_AFTER = 5
"""After so many times the limit it is a problem."""


STANDINGS = {
    Standing.NEW: "this laptop needs its one-time code",
    Standing.PENDING: "this laptop waits for a second person to approve it",
    Standing.REVOKED: "this laptop is locked out",
}
"""What is said in the place of the last sync while nothing can be sent."""


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
    progress: Progress | None = None
    waiting: int = 0
    """Changes that the server keeps in quarantine; they are not among what is unsent."""
    handed: HandedOver | None = None
    outcome: Outcome | None = None
    """How the last run ended."""
    drift: timedelta | None = None
    arrived: int = 0
    """Changes that came from the server and are not checked yet."""
    standing: Standing = Standing.UNKNOWN


def sync_line(facts: LineFacts, now: datetime) -> SyncLineView:
    """Return the line at a moment. Without a server nothing can be sent, so the age alone raises no alarm."""
    tone = unsent_tone(facts.unsent.oldest, now, facts.limit_days) if facts.has_server else SyncTone.CALM
    parts = [_unsent_words(facts, tone, now)]
    if facts.waiting:
        parts.append(f"{counted(facts.waiting, 'change waits', 'changes wait')} on the server")
    if facts.refused:
        parts.append(f"{counted(facts.refused, 'change')} refused")
    if facts.to_settle:
        parts.append(f"{counted(facts.to_settle, 'field')} to settle")
    if facts.arrived and not facts.is_running:
        parts.append(f"{counted(facts.arrived, 'change')} arrived and not yet checked")
    if facts.is_running:
        parts.append(progress_words(facts.progress, facts.unsent.count).casefold())
    elif facts.has_server and facts.standing in STANDINGS:
        parts.append(STANDINGS[facts.standing])
    elif facts.has_server:
        last = facts.last_sync
        parts += [TROUBLE[facts.outcome]] if facts.outcome in TROUBLE else []
        parts.append(f"last sync {moment_words(last, now)}" if last else "not synced yet")
    if facts.has_server and facts.drift is not None and abs(facts.drift) > LARGEST_DRIFT:
        parts.append("this laptop's clock is wrong")
    stuck = facts.has_server and (facts.outcome in LOUD_TROUBLE or facts.standing in STANDINGS)
    if facts.refused or facts.to_settle or stuck:
        tone = max(tone, SyncTone.CAUTION)
    return SyncLineView(_mark(tone) + " · ".join(parts), tone, facts.has_server)


def progress_words(progress: Progress | None, unsent: int) -> str:
    """Return what a run is at: "Sending, 120 of 400"."""
    if progress is None:
        return "Syncing now"
    words = PHASES[progress.phase]
    if not progress.done:
        return words
    of = progress_total(progress, unsent)
    return f"{words}, {progress.done} of {of}" if of else f"{words}, {progress.done} so far"


def progress_total(progress: Progress, unsent: int) -> int:
    """Return how much there is of what the run is at; 0 where nobody knows."""
    if progress.of:
        return progress.of
    return max(unsent, progress.done) if progress.phase is Phase.SENDING else 0


def unsent_tone(oldest: datetime | None, now: datetime, limit_days: int = USUAL_LIMIT_DAYS) -> SyncTone:
    """Return how loudly to say that something has been on this laptop alone since `oldest`."""
    if oldest is None:
        return SyncTone.CALM
    days = working_days_between(local_day(oldest), local_day(now))
    if days > limit_days * LOUD_AFTER:
        return SyncTone.PROBLEM
    return SyncTone.CAUTION if days > limit_days else SyncTone.CALM


def _unsent_words(facts: LineFacts, tone: SyncTone, now: datetime) -> str:
    unsent, handed = facts.unsent, facts.handed
    if not unsent.count:
        return ALL_SAVED + _settled_words(facts, now)
    items, since = unsent_items(unsent, now)
    given = f" · {handed.changes} handed over by file" if handed else ""
    if tone is SyncTone.CALM:
        return f"{ALL_SAVED}{items} not yet sent{since}{given}"
    return f"Only on this laptop: {items}{since}{given}"


def _settled_words(facts: LineFacts, now: datetime) -> str:
    handed = facts.handed
    if handed is not None:
        day = short_day(local_day(handed.at), local_day(now))
        return f"handed over by file, confirmed by {handed.by} on {day}"
    if facts.refused or facts.waiting:
        return "nothing else waits to be sent"
    return "everything sent" if facts.has_server else "nothing waiting to be sent"


def _mark(tone: SyncTone) -> str:
    """Return a shape beside the colour."""
    return {SyncTone.CALM: "", SyncTone.CAUTION: "▲ ", SyncTone.PROBLEM: "■ "}[tone]
