"""Says what came too late for an audit: what waits on the server to be taken in, and what no signature covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import OperationId
from qa_desktop.services.show_late import LateEntry
from qa_desktop.services.take_in import LateWork
from qa_desktop.ui.presenters.times import counted, when

BECOMES = {
    False: "Taken in, it joins the audit. Where you both wrote the same field, both are kept for you to settle.",
    True: "Taken in, it is kept as written after the signature. The signed note stays as it is.",
}
"""What follows, by whether the audit is signed."""
SIGNS = {
    False: " The signature among them counts then.",
    True: " A QA officer then says which of the signatures holds.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one person wrote without having a part in the audit any more."""

    author: str
    title: str
    words: str
    """Why it waits and what follows; empty where nothing is to decide."""
    changes: tuple[str, ...]
    """Field and time of each change."""
    op_ids: tuple[OperationId, ...]
    wanted: bool = False
    """Whether it is taken in with the next sync already."""
    left: bool = False
    """Whether it was seen here and left waiting."""

    @property
    def is_new(self) -> bool:
        """Whether somebody has to look at it."""
        return not (self.wanted or self.left)


@dataclass(frozen=True, slots=True)
class LateLine:
    """One entry that no signature covers."""

    field: str
    words: str
    caption: str
    """Whose it is, and when it was written and received."""


def waiting_view(work: LateWork, now: datetime, *, is_signed: bool) -> Waiting:
    """Return what is said of one person's late work."""
    number = len(work.op_ids)
    changes = counted(number, "change")
    told = tuple(f"{one.field}, received {when(one.at, now)}" for one in work.changes)
    if work.wanted:
        title = f"What {work.author} wrote late ({changes}) is taken in with the next sync"
        return Waiting(work.author, title, "", told, work.op_ids, wanted=True)
    signature = ", a signature among them," if work.has_signature else ""
    verb = "waits" if number == 1 else "wait"
    if work.left:
        title = f"{changes} by {work.author}{signature} still {verb} to be taken in"
        return Waiting(work.author, title, "You left this waiting. Nothing is lost.", told, work.op_ids, left=True)
    words = (
        f"When this arrived, {work.author} had no part in the audit any more. It is kept on the server and not in the "
        f"audit yet. {BECOMES[is_signed]}{SIGNS[is_signed] if work.has_signature else ''}"
    )
    title = f"{changes} by {work.author}{signature} {verb} to be taken in"
    return Waiting(work.author, title, words, told, work.op_ids)


def notice_words(waiting: tuple[Waiting, ...]) -> str:
    """Say above every page of the audit that something waits; empty where nothing new does."""
    return ". ".join(one.title for one in waiting if one.is_new)


def late_line(entry: LateEntry, now: datetime) -> LateLine:
    """Return the line of a late entry."""
    received = f"received {when(entry.received_at, now)}" if entry.received_at else "not received yet"
    return LateLine(entry.field, entry.words, f"{entry.author}, written {when(entry.written_at, now)}, {received}")
