"""Turns what came in into rows of the inbox, and one of them into a page that can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.field_words import field_title, value_words
from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.inbox import InboxNeed, InboxOnly, InboxQuestion
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role, StoredDocument
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.erase_entries import EraseEntries
from qa_desktop.services.list_under_way import DraftLine
from qa_desktop.services.note_access import Access
from qa_desktop.services.read_inbox import InboxEntry, InboxPage, ReadInbox
from qa_desktop.services.sharing import Sharing
from qa_desktop.services.show_history import LogEntry
from qa_desktop.services.show_late import LateEntry
from qa_desktop.ui.background import Job, Worker, page_of
from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.presenters.draft_concerns import concern_words
from qa_desktop.ui.presenters.holds import HoldView, hold_view
from qa_desktop.ui.presenters.home import audit_title
from qa_desktop.ui.presenters.late_work import LateLine, late_line
from qa_desktop.ui.presenters.received_decisions import Decision, decide, decisions, stale_note
from qa_desktop.ui.presenters.times import when
from qa_desktop.ui.widgets.two_line_list import TwoLines

READERS = frozenset({Role.QA_OFFICER, Role.MANAGER, Role.HEAD_OF_SERVICE})
"""Who has an inbox: the roles to which signed audits come (PRACTICE P-20)."""

NEEDS = {
    InboxNeed.ON_HOLD: "On hold",
    InboxNeed.INADEQUATE: "Inadequate",
    InboxNeed.REQUIRES_IMPROVEMENT: "Requires improvement",
    InboxNeed.DISAGREEMENT: "Disagreement open",
    InboxNeed.MODERATION: "To moderate",
    InboxNeed.LATE_ENTRIES: "Entries after signing",
    InboxNeed.SEVERAL_SIGNATURES: "Signed twice",
    InboxNeed.NEWER_CHANGES: "Needs a newer QA Desktop",
    InboxNeed.NOT_WHOLE: "Not all of it has arrived",
    InboxNeed.DELETED_WORDS: "A note may show deleted words",
}
EXPLAINED = {
    InboxNeed.ON_HOLD: "It is on hold: nothing in it can be changed or deleted until two people have released it.",
    InboxNeed.INADEQUATE: "Signed as Inadequate. The tool says who is told, and by when.",
    InboxNeed.REQUIRES_IMPROVEMENT: "Signed as Requires improvement. The actions are in its plan.",
    InboxNeed.DISAGREEMENT: "Auditor and practitioner do not agree on a grade. The advice of the QA team is open.",
    InboxNeed.MODERATION: "Lead and peer differ. A moderator settles the final grade and the action plan.",
    InboxNeed.LATE_ENTRIES: "Something was written that no signature covers. It is kept, and is no part of the note.",
    InboxNeed.SEVERAL_SIGNATURES: "It was signed more than once. Both signatures are kept; say which one holds.",
    InboxNeed.NEWER_CHANGES: "It holds changes made with a newer QA Desktop. Update to see all of it.",
    InboxNeed.DELETED_WORDS: "A note of it was sealed by somebody who had not heard that words had been deleted.",
    InboxNeed.NOT_WHOLE: "The tool with which it was made has not arrived. It comes with one of the next syncs.",
}
HISTORY = {
    "create": "Started",
    "go_on": "Went on with a newer version of the tool",
    "sign": "Signed",
    "document": "Document kept",
    "redact": "Redacted",
    "grant": "Handed over or shared",
    "withdraw": "A part taken back",
    "settle": "Said which signature holds",
    "reveal": "First grade locked",
    "hold": "Put on hold",
    "release": "Release of the hold asked for",
    "dispose": "Disposal asked for",
}
NOTE_DELETED = (
    "Two people can have words deleted for good, and every note that holds them. The auditor or a QA officer makes the "
    "note anew without them: in the audit, on the page where it is signed."
)
ON_HOLD = " · came while on hold"
KINDS = {"filing_note": "Case note", "archive_note": "Archive note", "scan": "Scan"}


class InboxDesk(Protocol):
    """The services that the inbox needs."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def inbox(self) -> ReadInbox:
        """Read what came in."""
        ...

    @property
    def open_audit(self) -> Callable[[AuditId], Audit]:
        """Read an audit."""
        ...

    @property
    def documents_of(self) -> Callable[[AuditId], tuple[StoredDocument, ...]]:
        """Return the documents of an audit."""
        ...

    @property
    def sharing(self) -> Sharing:
        """Record who looked at what."""
        ...

    @property
    def erase(self) -> EraseEntries:
        """Order that words be deleted."""
        ...

    @property
    def audit_log(self) -> Callable[[AuditId], tuple[LogEntry, ...]]:
        """Return everything that was written, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One document of an audit."""

    id: DocumentId
    title: str
    pdf: bytes
    """Empty where it is no PDF."""


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """One audit that came in, to read."""

    audit_id: AuditId
    title: str
    lead: str
    needs: tuple[str, ...]
    notes: tuple[NoteRow, ...]
    history: tuple[TwoLines, ...]
    """Newest first."""
    decisions: tuple[Decision, ...] = ()
    no_note: str = ""
    """Why there is no note; empty where it has not arrived yet."""
    hold: HoldView | None = None
    """What is said of holds; None for those who neither place nor release them."""
    late: tuple[LateLine, ...] = ()
    """What no signature covers."""


class InboxPresenter:
    """Asks page by page; an answer to an older question is dropped."""

    def __init__(
        self,
        desk: InboxDesk,
        worker: Worker,
        show: Callable[[tuple[AuditRow, ...], bool], None],
        page: QObject,
        caught_up: Callable[[], None] = lambda: None,
    ) -> None:
        """`caught_up` is called once it is known of every audit why it needs somebody, where it was not before."""
        self._page = page
        self._desk = desk
        self._worker = worker
        self._show = show
        self._caught_up = caught_up
        self._catching: Job[int] | None = None
        self._question = InboxQuestion()
        self._job: Job[InboxPage] | None = None
        self._drafts: Job[tuple[DraftLine, ...]] | None = None

    def ask(self, text: str, only: InboxOnly) -> None:
        """Ask from the beginning."""
        self._question = InboxQuestion(only, text.strip())
        self.more()

    def more(self) -> None:
        """Ask for the next page."""
        for job in (self._job, self._drafts):
            if job is not None:
                job.cancel()
        question = self._question
        self._job = self._worker.submit(lambda: self._desk.inbox(question), self._take, page=self._page)

    def ask_under_way(self, text: str) -> None:
        """Ask for the drafts of others whose tool or auditor holds these letters."""
        for job in (self._job, self._drafts):
            if job is not None:
                job.cancel()
        words = text.strip().casefold()

        def take(lines: tuple[DraftLine, ...]) -> None:
            now = self._desk.clock.now()
            found = (one for one in lines if words in f"{one.tool} {one.auditor}".casefold())
            self._show(tuple(draft_row(one, now) for one in found), False)

        self._drafts = self._worker.submit(self._desk.sharing.under_way, take, page=self._page)

    def _take(self, page: InboxPage) -> None:
        now = self._desk.clock.now()
        self._question = replace(self._question, after=page.go_on)
        self._show(tuple(inbox_row(entry, now) for entry in page.entries), page.go_on is not None)
        if page.behind and self._catching is None:
            self._catch_up(page.behind)

    def _catch_up(self, before: int) -> None:
        """Let a round be worked off behind what somebody asks for meanwhile, and another as long as fewer are left."""

        def go_on(left: int) -> None:
            self._catching = None
            if 0 < left < before:
                self._catch_up(left)
            elif not left:
                self._caught_up()

        self._catching = self._worker.submit(self._desk.inbox.catch_up, go_on, page=self._page)


class ReceivedPresenter:
    """Reads one audit that came in, and remembers that it was looked at."""

    def __init__(self, desk: InboxDesk, worker: Worker) -> None:
        self._desk = desk
        self._worker = worker
        self._is_noted = False

    def note_shown(self, audit_id: AuditId) -> None:
        """Record that a note was opened."""
        self._worker.submit(lambda: self._desk.sharing.note_access([audit_id], Access.NOTE_OPENED), lambda _: None)

    def load(
        self, audit_id: AuditId, show: Callable[[ReceivedView], None], problem: Callable[[QaDesktopError], None]
    ) -> None:
        """Read everything that the page shows."""

        def read() -> ReceivedView:
            desk = self._desk
            needs = desk.inbox.needs(audit_id)
            found = Received(
                desk.open_audit(audit_id),
                needs,
                desk.documents_of(audit_id),
                desk.audit_log(audit_id),
                desk.sharing.late(audit_id),
            )
            desk.inbox.mark_seen(audit_id)
            self._note(found)
            now = desk.clock.now()
            twice = InboxNeed.SEVERAL_SIGNATURES in needs
            return replace(
                received_view(found, now),
                decisions=(
                    *stale_note(desk.erase, audit_id),
                    *decisions(desk.sharing, audit_id, now, is_signed_twice=twice),
                ),
                hold=hold_view(desk.sharing.holds, audit_id),
            )

        self._worker.submit(read, show, problem, page=page_of(show))

    def _note(self, found: Received) -> None:
        """Record that the audit was looked at, and its note where one stands beside it; once, however often read."""
        if self._is_noted:
            return
        self._is_noted = True
        note_access, audit_id = self._desk.sharing.note_access, found.audit.id
        note_access([audit_id], Access.OPENED)
        if any(is_pdf(one) for one in found.documents):
            note_access([audit_id], Access.NOTE_OPENED)

    def decide(
        self,
        audit_id: AuditId,
        decision: Decision,
        done: Callable[[], None],
        problem: Callable[[QaDesktopError], None],
    ) -> None:
        """Do what was decided."""
        desk = self._desk

        def work() -> None:
            if decision.deletes:
                desk.erase.redact_stale(audit_id)
            else:
                decide(desk.sharing, audit_id, decision)

        self._worker.submit(work, lambda _: done(), problem)


def draft_row(line: DraftLine, now: datetime) -> AuditRow:
    """Return the line of a draft: nothing of what it says but that a safety concern was raised."""
    caption = f"By {line.auditor} · begun {when(line.begun, now)} · last change {when(line.changed, now)}"
    return AuditRow(line.audit_id, line.tool, caption, concern_words(line, now) or line.state, "")


def inbox_row(entry: InboxEntry, now: datetime) -> AuditRow:
    """Return an audit's line in the inbox."""
    summary = entry.summary
    caption = " · ".join((summary.form or f"By {entry.author}", f"last change {when(summary.changed_at, now)}"))
    needs = " · ".join(NEEDS[need] for need in entry.needs)
    return AuditRow(summary.id, audit_title(summary), caption, "● New" if entry.is_new else "", needs)


@dataclass(frozen=True, slots=True)
class Received:
    """Everything that was read of one audit."""

    audit: Audit
    needs: tuple[InboxNeed, ...]
    documents: tuple[StoredDocument, ...]
    log: tuple[LogEntry, ...]
    late: tuple[LateEntry, ...] = ()


def received_view(received: Received, now: datetime) -> ReceivedView:
    """Return what the page shows of one audit."""
    notes = tuple(
        NoteRow(
            one.id,
            f"{KINDS.get(one.kind, 'Document')}, {when(one.made_at, now)}",
            one.data if is_pdf(one) else b"",
        )
        for one in received.documents
    )
    audit = received.audit
    title = " · ".join(part for part in (audit.subject, audit.tool.title) if part)
    return ReceivedView(
        audit.id,
        title,
        audit.tool.authority,
        tuple(EXPLAINED[need] for need in received.needs),
        notes,
        tuple(_history_row(audit, entry, now) for entry in reversed(received.log)),
        late=tuple(late_line(one, now) for one in received.late),
        no_note=NOTE_DELETED if any(one.what.startswith("redact ") for one in received.log) else "",
    )


def is_pdf(document: StoredDocument) -> bool:
    """Tell whether a document can be shown."""
    return document.media_type == "application/pdf"


def _detail(value: Value) -> str:
    """Return the reason of an order, or the versions with which an audit was worked on."""
    if isinstance(value, tuple):
        return " → ".join(value)
    return value.replace("_", " ").capitalize() if isinstance(value, str) else ""


def _history_row(audit: Audit, entry: LogEntry, now: datetime) -> TwoLines:
    kind, _, path = entry.what.partition(" ")
    right = f"{entry.author}, {when(entry.at, now)}{ON_HOLD if entry.on_hold else ''}"
    if kind in HISTORY:
        return TwoLines(HISTORY[kind], _detail(entry.value), right)
    words = value_words(audit.tool, path, entry.value) if kind == "set" else "Settled"
    return TwoLines(field_title(audit.tool, path), words, right)
