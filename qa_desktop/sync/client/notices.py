"""Exchanges what goes beside the operations, and asks for nothing that the greeting does not call for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from qa_desktop.domain.exchange import Me
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.sync.client.transport import NoticeLine

MOST_TAKEN_IN = 500
MOST_REPORTED = 1000
Line = Callable[[], NoticeLine]
"""Gives the line for the next step, or ends the run."""


def take_in_wanted(store: NoticeStore, line: Line) -> bool:
    """Take in what the owner of this profile said; tell whether there was anything."""
    wanted = store.wanted()
    for start in range(0, len(wanted), MOST_TAKEN_IN):
        line().take_in(wanted[start : start + MOST_TAKEN_IN])
    return bool(wanted)


def compare_set_aside(store: NoticeStore, line: Line, now: datetime) -> bool:
    """Learn what became of own work that the server keeps in quarantine; tell whether any of it left there."""
    known = store.set_aside_there()
    if not known:
        return False
    told = line().quarantined()
    taken = {op_id for op_id, is_taken in told.items() if is_taken}
    kept = told.keys() - taken
    store.compare_set_aside(kept, taken, now)
    return not kept >= set(known)


def fetch_notices(store: NoticeStore, line: Line, me: Me, *, took_in: bool) -> None:
    """Fetch what waits to be taken in, and the drafts, where the greeting says that they are others by now."""
    aside, under_way = store.marks()
    if me.aside != aside or took_in:
        # What was taken in changes the mark: the next greeting says the new one.
        store.replace_aside(line().aside(), "" if took_in else me.aside)
    if me.under_way != under_way:
        store.replace_under_way(line().under_way() if me.under_way else (), me.under_way)


def report_accesses(store: NoticeStore, line: Line, now: datetime) -> None:
    """Report what was looked at and taken away since the last time."""
    while records := store.unreported(MOST_REPORTED):
        line().report_access(records)
        store.reported(records, now)
