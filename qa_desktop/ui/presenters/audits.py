"""Fetches audits page by page for the list, newest request first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.clock import Clock
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditState, AuditSummary
from qa_desktop.ui.background import Job, Worker
from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.presenters.home import audit_title, progress
from qa_desktop.ui.presenters.times import when

PAGE = 100
Show = Callable[[tuple[AuditRow, ...], bool], None]


class AuditsDesk(Protocol):
    """The services that the list needs."""

    @property
    def list_audits(self) -> Callable[[SummaryFilter], tuple[AuditSummary, ...]]:
        """Read a page of audits."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


class AuditsPresenter:
    """Asks for the next page after the last row; an answer to an older question, or for a page gone, is dropped."""

    def __init__(self, desk: AuditsDesk, worker: Worker, show: Show, page: QObject) -> None:
        self._desk = desk
        self._worker = worker
        self._show = show
        self._page = page
        self._state: AuditState | None = None
        self._text = ""
        self._last: AuditSummary | None = None
        self._job: Job[tuple[AuditSummary, ...]] | None = None

    def ask(self, text: str, state: AuditState | None) -> None:
        """Ask from the beginning for audits that hold the text, in a state or in any."""
        self._text, self._state, self._last = text.strip(), state, None
        self.more()

    def more(self) -> None:
        """Ask for the page after the last row."""
        self.stop()
        wanted = SummaryFilter(state=self._state, text=self._text, after=self._last, limit=PAGE)
        self._job = self._worker.submit(lambda: self._desk.list_audits(wanted), self._take, page=self._page)

    def stop(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.cancel()

    def _take(self, audits: tuple[AuditSummary, ...]) -> None:
        if audits:
            self._last = audits[-1]
        now = self._desk.clock.now()
        self._show(tuple(self.row_of(audit, now) for audit in audits), len(audits) == PAGE)

    @staticmethod
    def row_of(audit: AuditSummary, now: datetime) -> AuditRow:
        """Return an audit's line in the list."""
        changed = when(audit.changed_at, now)
        caption = " · ".join(part for part in (audit.form, audit.practitioner, progress(audit), changed) if part)
        state = "On hold" if audit.is_held else "Signed" if audit.state is AuditState.SIGNED else "Draft"
        overall = audit.overall.replace("_", " ").capitalize()
        return AuditRow(audit.id, audit_title(audit), caption, state, overall)
