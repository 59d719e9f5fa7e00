"""Takes in what a sync that ended early left waiting, without a line, and brings the lists up to date with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Summarised, Unsummarised
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Watch
from qa_desktop.errors import InputProblem
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of
from qa_desktop.sync.client.taking_in import take_in_alone

AT_ONCE = 50
"""How many audits' lines are written in one go: the window's own writing waits for no more than that."""


class TakeInArrived:
    """Takes in; a run of sync may be under way at the same time."""

    def __init__(self, sync: SyncStore, open_audit: OpenAudit) -> None:
        self._sync = sync
        self._open = open_audit

    def __call__(self, is_stopped: Callable[[], bool], watch: Watch = UNWATCHED) -> Arrived:
        """Take in what waits; return what has to wait for the next sync. Call this where nobody waits."""
        if self._sync.arrived().pages:
            take_in_alone(self._sync, is_stopped, watch.tell)
        self.bring_lists_up_to_date(is_stopped)
        return self._sync.arrived()

    def bring_lists_up_to_date(self, is_stopped: Callable[[], bool] = lambda: False) -> None:
        """Work out what lists show of the audits that changed, and what is to be done because of them."""
        after = ""
        while not is_stopped() and (waiting := self._sync.to_summarise(after, AT_ONCE)):
            self._sync.summarise(tuple(self._worked_out(waiting)))
            after = waiting[-1].audit

    def _worked_out(self, waiting: Sequence[Unsummarised]) -> Iterator[Summarised]:
        """Yield what can be worked out; an audit whose tool is not here, or is newer, waits."""
        for one in waiting:
            with suppress(InputProblem):
                summary = summary_of(self._open(one.audit))
                yield Summarised(one, summary, len(conflicts(self._sync.contested(one.audit))))
