"""Turns what the store knows of sync into what its page shows, and carries out what the page asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.sync_watch import Progress
from qa_desktop.services.check_connection import LARGEST_DRIFT, drift_words
from qa_desktop.services.sync_state import AuditStanding, HandedFile, RefusedChange, SyncFacts
from qa_desktop.ui.background import Job, Phrased, Worker, only, page_of, sentence_of
from qa_desktop.ui.presenters.sync_line import LineFacts, sync_line, unsent_tone
from qa_desktop.ui.presenters.times import age, counted, when
from qa_desktop.ui.presenters.unsent_line import SyncTone

SHOWN_RUNS = 20

REFUSED = {
    "malformed": "The server could not read this change.",
    "commitment": "What arrived is not what was signed on this laptop.",
    "private": "This belongs to you alone and never leaves this laptop.",
    "not_allowed": "Your role does not allow this change on the server. Ask your QA officer.",
    "kind": "The server is older than this change. Try again once it was updated.",
    "unsendable": "The text holds a character that the server cannot keep. Write it anew, without it.",
}
OUTCOMES = {
    Outcome.DONE: "Everything went through",
    Outcome.UNREACHABLE: "The server could not be reached",
    Outcome.CROWDED: "The server had no room at that moment",
    Outcome.NOT_ADMITTED: "The server did not let this laptop in",
    Outcome.SUSPENDED: "Stopped, nothing was exchanged",
    Outcome.BROKEN_OFF: "The connection broke; what was left goes with the next sync",
}


class SyncDesk(Protocol):
    """The services that the page needs."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def sync_facts(self) -> Callable[[], SyncFacts]:
        """Read everything that is known."""
        ...

    @property
    def offer_again(self) -> Callable[[Sequence[OperationId]], None]:
        """Put refused changes back among those to send."""
        ...

    @property
    def save_refused(self) -> Callable[[Sequence[OperationId], Path], None]:
        """Write refused changes into a file that can be read and kept."""
        ...


@dataclass(frozen=True, slots=True)
class OnlyHereRow:
    """One audit of which something is not settled with the server."""

    audit_id: AuditId
    title: str
    caption: str
    tone: SyncTone
    to_settle: bool
    """Whether two people wrote the same field."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """The refused changes of one audit that were refused for one reason."""

    op_ids: tuple[OperationId, ...]
    title: str
    fields: str
    words: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run."""

    when: str
    words: str
    counts: str
    went_well: bool


@dataclass(frozen=True, slots=True)
class HandedRow:
    """One bundle that was made here."""

    title: str
    words: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SyncView:
    """What the page shows."""

    lead: str
    connection: str
    arrived: str
    """What came and is not checked yet; empty where nothing did."""
    has_server: bool
    drift: str
    only_here: tuple[OnlyHereRow, ...]
    refused: tuple[RefusedRow, ...]
    handed: tuple[HandedRow, ...]
    runs: tuple[RunRow, ...]
    running: bool


def line_facts(facts: SyncFacts, *, running: bool, progress: Progress | None = None) -> LineFacts:
    """Return what the line in the top bar is made from."""
    return LineFacts(
        unsent=facts.unsent,
        has_server=bool(facts.server),
        last_sync=facts.last_sync,
        refused=len(facts.refused),
        to_settle=sum(one.to_settle for one in facts.audits),
        limit_days=facts.limit_days,
        standing=facts.standing,
        is_running=running,
        progress=progress if running else None,
        waiting=sum(one.quarantined for one in facts.audits),
        handed=facts.handed,
        outcome=facts.runs[0].outcome if facts.runs else None,
        drift=facts.drift,
        arrived=facts.arrived.changes,
    )


def sync_view(facts: SyncFacts, now: datetime, *, running: bool = False) -> SyncView:
    """Return what the page shows at a moment."""
    return SyncView(
        lead=sync_line(line_facts(facts, running=running), now).words,
        connection=_connection(facts, now),
        arrived=_arrived(facts.arrived),
        has_server=bool(facts.server),
        drift=_drift(facts.drift),
        only_here=tuple(_only_here(one, facts, now) for one in facts.audits),
        refused=_refused(facts.refused, now),
        handed=tuple(_handed(one, now) for one in facts.handovers),
        runs=tuple(_run(run, now) for run in facts.runs[:SHOWN_RUNS]),
        running=running,
    )


class SyncPresenter:
    """Reads and changes on the database worker."""

    def __init__(self, desk: SyncDesk, worker: Worker, show: Callable[[SyncView], None]) -> None:
        self._desk = desk
        self._worker = worker
        self._show = show
        self._job: Job[SyncFacts] | None = None
        self.is_running: Callable[[], bool] = lambda: False

    def load(self) -> None:
        """Read again; an answer still under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._worker.submit(self._desk.sync_facts, self._take, page=page_of(self._show))

    def try_again(self, op_ids: tuple[OperationId, ...], then: Callable[[], None]) -> None:
        """Offer refused changes once more."""

        def done(_: None) -> None:
            self.load()
            then()

        self._worker.submit(lambda: self._desk.offer_again(op_ids), done)

    def save(self, op_ids: tuple[OperationId, ...], file: Path, tell: Callable[[str], None]) -> None:
        """Write refused changes into a file."""
        words = f"Saved to {file}. They stay here too."
        self._worker.submit(
            lambda: self._desk.save_refused(op_ids, file),
            Phrased(tell, only(words)),
            Phrased(tell, sentence_of),
        )

    def _take(self, facts: SyncFacts) -> None:
        self._show(sync_view(facts, self._desk.clock.now(), running=self.is_running()))


def _connection(facts: SyncFacts, now: datetime) -> str:
    if not facts.server:
        return "No server is set. Everything stays on this laptop; you can hand over audits as files."
    last = facts.runs[0] if facts.runs else None
    if last is None:
        return f"{facts.server}. There was no sync yet."
    words = f"{_ended(last).removesuffix('.')}."
    return f"{facts.server}. Last tried {when(last.ended_at, now)}: {words[:1].lower()}{words[1:]}"


def _arrived(arrived: Arrived) -> str:
    if not arrived.changes:
        return ""
    came = counted(arrived.changes, "change has arrived and is", "changes have arrived and are")
    return (
        f"{came} not checked yet. All is safe on this laptop, and shown once checked: with the next sync at the latest."
    )


def _drift(drift: timedelta | None) -> str:
    return "" if drift is None or abs(drift) <= LARGEST_DRIFT else drift_words(drift)


def _only_here(one: AuditStanding, facts: SyncFacts, now: datetime) -> OnlyHereRow:
    parts = []
    if one.unsent:
        since = f", oldest {age(one.oldest, now)}" if one.oldest else ""
        parts.append(f"{counted(one.unsent, 'item')} not yet sent{since}")
    if one.quarantined:
        waits = counted(one.quarantined, "change waits", "changes wait")
        parts.append(f"{waits} on the server until the audit is yours, or whoever has it takes them in")
    if one.handed:
        parts.append(f"{counted(one.handed, 'change')} handed over by file, not yet seen on the server")
    if one.documents:
        parts.append(f"{counted(one.documents, 'document')} not yet sent")
    if one.to_settle:
        parts.append(f"{counted(one.to_settle, 'field')} written by two people")
    if one.refused:
        parts.append(f"{counted(one.refused, 'change')} refused")
    if one.held:
        parts.append(f"{counted(one.held, 'change')} arrived and cannot be shown yet")
    tone = unsent_tone(one.oldest, now, facts.limit_days) if facts.server else SyncTone.CALM
    if one.to_settle or one.refused:
        tone = max(tone, SyncTone.CAUTION)
    return OnlyHereRow(one.audit_id, one.title, " · ".join(parts), tone, bool(one.to_settle))


def _handed(one: HandedFile, now: datetime) -> HandedRow:
    made = f"Made {when(one.made_at, now)} for {one.to}"
    if one.confirmed_at is None:
        words = f"{made}. No receipt yet, so it still counts as not sent."
    else:
        words = f"{made}, confirmed by {one.confirmed_by}: noted here {when(one.confirmed_at, now)}."
    return HandedRow(", ".join(one.titles), words, one.confirmed_at is not None)


def _refused(changes: tuple[RefusedChange, ...], now: datetime) -> tuple[RefusedRow, ...]:
    groups: dict[tuple[AuditId, str], list[RefusedChange]] = {}
    for change in changes:
        groups.setdefault((change.audit_id, change.reason), []).append(change)
    return tuple(
        RefusedRow(
            tuple(change.op_id for change in group),
            group[0].audit_title,
            _fields([change.field for change in group]) + f" · {when(group[0].at, now)}",
            REFUSED.get(reason, "The server did not take this change. Save it as a file and tell your QA team."),
        )
        for (_, reason), group in groups.items()
    )


def _fields(names: Sequence[str], most: int = 3) -> str:
    shown = list(dict.fromkeys(names))
    more = len(shown) - most
    return ", ".join(shown[:most]) + (f" and {more} more" if more > 0 else "")


def _run(run: RunReport, now: datetime) -> RunRow:
    seconds = (run.ended_at - run.started_at).total_seconds()
    took = "under a second" if seconds < 1 else counted(round(seconds), "second")
    counts = [took, f"{run.sent} sent", f"{run.received} received"]
    if run.documents:
        counts.append(counted(run.documents, "document"))
    if run.refused:
        counts.append(f"{run.refused} refused")
    if run.waiting:
        counts.append(f"{run.waiting} waiting")
    ended = when(run.ended_at, now)
    return RunRow(ended[:1].upper() + ended[1:], _ended(run), " · ".join(counts), _went_well(run))


def _went_well(run: RunReport) -> bool:
    return run.outcome is Outcome.DONE and not (run.refused or run.waiting)


def _ended(run: RunReport) -> str:
    if run.words or run.outcome is not Outcome.DONE or _went_well(run):
        return run.words or OUTCOMES[run.outcome]
    left = []
    if run.refused:
        left.append(counted(run.refused, "change was refused", "changes were refused"))
    if run.waiting:
        left.append(counted(run.waiting, "change waits for the next sync", "changes wait for the next sync"))
    return f"{' and '.join(left)}; everything else went through"
