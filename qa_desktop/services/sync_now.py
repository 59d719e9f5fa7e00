"""Sync once: exchange everything with the server, then bring the lists up to date; it stands in nobody's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from qa_desktop.clock import Clock
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Outcome, RunReport, Summarised, Unsummarised
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Phase, Progress, Watch
from qa_desktop.errors import InputProblem, NetworkProblem
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import Crowded, NotAdmitted, Stopped, Transport

AT_ONCE = 50
"""How many audits' lines are written in one go: the window's own writing waits for no more than that."""


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
        self._open = open_audit
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
            return report
        try:
            watch.line_opened(line.hang_up)
            engine = Engine(self._sync, line, self._store.owner.id, self._clock, is_stopped)
            engine.tell = watch.tell
            report = engine.run()
        finally:
            line.close()
        self._summarise()
        return report

    def _summarise(self) -> None:
        """Bring the lists up to date with what arrived."""
        after = ""
        while waiting := self._sync.to_summarise(after, AT_ONCE):
            self._sync.summarise(tuple(self._worked_out(waiting)))
            after = waiting[-1].audit

    def _worked_out(self, waiting: Sequence[Unsummarised]) -> Iterator[Summarised]:
        """Yield what can be worked out; an audit whose tool is not here, or is newer, waits."""
        for one in waiting:
            with suppress(InputProblem):
                summary = summary_of(self._open(one.audit))
                yield Summarised(one, summary, len(conflicts(self._sync.contested(one.audit))))


def _outcome(problem: NetworkProblem) -> Outcome:
    if isinstance(problem, NotAdmitted):
        return Outcome.NOT_ADMITTED
    if isinstance(problem, Crowded):
        return Outcome.CROWDED
    return Outcome.BROKEN_OFF if isinstance(problem, Stopped) else Outcome.UNREACHABLE
