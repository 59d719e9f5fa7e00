"""Sync once: exchange everything with the server, then bring the lists up to date; it stands in nobody's way."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.clock import Clock
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Phase, Progress, Watch
from qa_desktop.errors import NetworkProblem
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.take_in_arrived import TakeInArrived
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import Crowded, NotAdmitted, Stopped, Transport


class SyncNow:
    """Runs sync, one run at a time."""

    def __init__(
        self,
        store: LocalStore,
        sync: SyncStore,
        connect: Callable[[Callable[[], bool]], Transport],
        open_audit: OpenAudit,
        clock: Clock,
    ) -> None:
        self._store = store
        self._sync = sync
        self._connect = connect
        self._take_in = TakeInArrived(sync, open_audit)
        self._clock = clock

    def __call__(self, is_stopped: Callable[[], bool], watch: Watch = UNWATCHED) -> RunReport:
        """Sync and return how it went; the history keeps it. Raise InputProblem where no server is set up.

        `is_stopped` is asked between the steps. The line may be slow: call this where nobody waits.
        """
        started = self._clock.now()
        watch.tell(Progress(Phase.CONNECTING))
        try:
            line = self._connect(is_stopped)
        except NetworkProblem as problem:
            report = RunReport(started, self._clock.now(), _outcome(problem), words=problem.sentence)
            self._sync.note_run(report)
            self._take_in(is_stopped, watch)
            return report
        try:
            watch.line_opened(line.hang_up)
            engine = Engine(self._sync, line, self._store.owner.id, self._clock, is_stopped)
            engine.tell = watch.tell
            report = engine.run()
        finally:
            line.close()
        self._take_in.bring_lists_up_to_date()
        return report


def _outcome(problem: NetworkProblem) -> Outcome:
    if isinstance(problem, NotAdmitted):
        return Outcome.NOT_ADMITTED
    if isinstance(problem, Crowded):
        return Outcome.CROWDED
    return Outcome.BROKEN_OFF if isinstance(problem, Stopped) else Outcome.UNREACHABLE
