"""The screens of sync filled with plain view data, for walking and for pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.handover import HandedOver
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Unsent
from qa_desktop.services.list_under_way import DraftLine
from qa_desktop.services.read_inbox import InboxEntry
from qa_desktop.services.show_conflicts import FieldConflict, Written
from qa_desktop.services.show_late import LateEntry
from qa_desktop.services.sync_state import AuditStanding, HandedFile, RefusedChange, SyncFacts
from qa_desktop.services.take_in import LateWork, WaitingChange
from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.conflict import ConflictPage
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.pages.sync import SyncPage
from qa_desktop.ui.presenters.audit_sharing import Candidate, Held, SharingView
from qa_desktop.ui.presenters.conflict import conflict_view
from qa_desktop.ui.presenters.inbox import EXPLAINED, NoteRow, ReceivedView, draft_row, inbox_row
from qa_desktop.ui.presenters.late_work import late_line, waiting_view
from qa_desktop.ui.presenters.received_decisions import Decision
from qa_desktop.ui.presenters.sync import sync_view
from qa_desktop.ui.widgets.two_line_list import TwoLines

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
AUDIT = AuditId("audit-1")
TITLE = "48-2207 · Live case file audit"


def run(hours_ago: float, outcome: Outcome = Outcome.DONE, **more: int | str) -> RunReport:
    """Return a run that took three seconds."""
    began = NOON - timedelta(hours=hours_ago)
    return replace(RunReport(began, began + timedelta(seconds=3), outcome), **more)  # type: ignore[arg-type]  # as given


RUNS = (
    run(1, Outcome.UNREACHABLE, words="audits.example.org does not answer. Check whether the VPN is on."),
    run(20, sent=41, received=120, documents=2),
    run(44, sent=7, refused=2, waiting=1),
)
STANDINGS = (
    AuditStanding(AUDIT, TITLE, unsent=3, oldest=NOON - timedelta(days=2), documents=1),
    AuditStanding(AuditId("audit-2"), "51-0093 · Tier 2 audit", unsent=12, oldest=NOON - timedelta(days=4)),
    AuditStanding(AuditId("audit-3"), "47-7714 · Peer audit", to_settle=2),
    AuditStanding(AuditId("audit-4"), "44-1180 · Re-audit", refused=2, unsent=1, oldest=NOON - timedelta(days=12)),
)
REFUSED = (
    RefusedChange(OperationId("op-1"), AUDIT, TITLE, "3.1 What grade do you agree on?", "not_allowed", NOON),
    RefusedChange(OperationId("op-2"), AUDIT, TITLE, "Overall judgement: reason", "not_allowed", NOON),
    RefusedChange(OperationId("op-3"), AUDIT, TITLE, "Strengths", "unsendable", NOON),
)
FACTS = SyncFacts("audits.example.org", Unsent(16, NOON - timedelta(days=12)), STANDINGS, REFUSED, RUNS)
WITH_FILES = replace(
    FACTS,
    audits=(replace(STANDINGS[0], quarantined=2), replace(STANDINGS[1], handed=24)),
    handed=HandedOver(24, NOON - timedelta(days=1), "Olu Officer"),
    handovers=(
        HandedFile((TITLE,), "Olu Officer", NOON - timedelta(hours=3), None, ""),
        HandedFile((TITLE, TITLE), "age1qxyzabcde…", NOON - timedelta(days=2), NOON - timedelta(days=1), "Olu Officer"),
    ),
)
BEFORE = "The plan names two goals. The social worker visits every two weeks."
MINE = "The plan names three goals. The social worker visits every two weeks, and the child is seen alone."
THEIRS = "The plan names two goals. The social worker visits weekly."


def written(op_id: str, author: str, words: str, hours_ago: float, *, is_mine: bool = False) -> Written:
    """Return what one person wrote."""
    return Written(OperationId(op_id), author, is_mine, NOON - timedelta(hours=hours_ago), words, words)


TEXT_CONFLICT = FieldConflict(
    audit_id=AUDIT,
    audit_title=TITLE,
    stream="record",
    path="answer/q.3/comment",
    field="3.1 What grade do you agree on? Why this grade?",
    base=written("op-0", "Ana Auditor", BEFORE, 50, is_mine=True),
    heads=(written("op-2", "Tariq Teamlead", THEIRS, 5), written("op-1", "Ana Auditor", MINE, 3, is_mine=True)),
    is_text=True,
    both=f"{THEIRS}\n\n{MINE}",
)
CHOICE_CONFLICT = FieldConflict(
    audit_id=AUDIT,
    audit_title=TITLE,
    stream="record",
    path="overall/grade",
    field="Overall judgement",
    base=None,
    heads=(
        written("op-2", "Tariq Teamlead", "Requires improvement", 5),
        written("op-1", "Ana Auditor", "Good", 3, is_mine=True),
    ),
    is_text=False,
    both="",
)
HISTORY = tuple(
    TwoLines(f"3.{number} What grade do you agree on?", "Requires improvement", "Ana Auditor, today 11:40")
    for number in range(1, 30)
)
ANN = LateWork(
    AUDIT,
    TITLE,
    "Ann Bell",
    (OperationId("op-7"), OperationId("op-8")),
    NOON - timedelta(hours=20),
    has_signature=False,
    wanted=False,
    changes=(
        WaitingChange("3.1 What grade do you agree on? Why this grade?", NOON - timedelta(hours=20)),
        WaitingChange("Areas for development", NOON - timedelta(hours=19)),
    ),
)
MANY = replace(
    ANN,
    author="Oluwaseun Adebayo-Featherstonehaugh",
    op_ids=tuple(OperationId(f"op-{number}") for number in range(20, 44)),
    has_signature=True,
    changes=tuple(WaitingChange(f"{number}.1 What grade do you agree on?", NOON) for number in range(24)),
)
SHARING = SharingView(
    "Ada Auditor",
    (("Ben Bell", "Peer auditor"), ("Mira Moderator", "Moderator")),
    may_give=True,
    waiting=tuple(
        waiting_view(one, NOON, is_signed=True)
        for one in (ANN, MANY, replace(ANN, author="Cat Cole", left=True), replace(ANN, author="Dev Dal", wanted=True))
    ),
    late=tuple(
        late_line(LateEntry("Ben Bell", field, words, NOON - timedelta(hours=4), received), NOON)
        for field, words, received in (
            ("3.1 What grade do you agree on?", "Requires improvement", NOON - timedelta(hours=3)),
            ("3.1 What grade do you agree on? Why this grade?", f"{THEIRS} {THEIRS} {THEIRS}", NOON),
            ("Strengths", "Nothing", None),
            ("Areas for development", "Read the chronology back with the family.", NOON),
            ("Action: what", "Ask the school for its own record of the meeting.", NOON),
            ("Action: by when", "27 November 2026", NOON),
        )
    ),
)
PEOPLE = tuple(
    Candidate(PersonId(name), name, role, frozenset(Relation))
    for name, role in (("Ben Bell", "Auditor"), ("Oluwaseun Adebayo-Featherstonehaugh", "QA officer"))
)
HELD = (
    Held(PersonId("ben"), "Ben Bell", Relation.PEER, "Peer auditor, since yesterday 16:20, given by you"),
    Held(
        PersonId("olu"),
        "Oluwaseun Adebayo-Featherstonehaugh",
        Relation.MODERATOR,
        "Moderator, since 12 Nov, given by Marguerite Throckmorton-Villiers",
    ),
)
RECEIVED = ReceivedView(
    AUDIT,
    TITLE,
    "Bracknell Forest",
    (EXPLAINED[InboxNeed.INADEQUATE], EXPLAINED[InboxNeed.DISAGREEMENT]),
    (NoteRow(DocumentId("d1"), "Archive note, today 11:57", b""), NoteRow(DocumentId("d2"), "Case note, today", b"")),
    HISTORY,
    late=SHARING.late,
    decisions=(
        Decision(
            "2 changes by Ada Auditor wait to be taken in. When this arrived, Ada Auditor had no part in the audit any "
            "more. It is kept on the server and not in the audit yet.",
            "Take in what Ada Auditor wrote",
            ("Strengths, received yesterday 16:20", "Areas for development, received yesterday 16:20"),
        ),
        Decision("Signed by Ada Auditor, yesterday 16:25, received today 09:10.", "Ada Auditor's signature holds"),
        Decision("Signed by Ben Bell, today 11:40.", "Ben Bell's signature holds"),
    ),
)


def sync() -> Page:
    page = SyncPage()
    page.show_sync(sync_view(FACTS, NOON))
    page.drift.set_text("The clock of this laptop is 12 minutes ahead of the server's.")
    page.tell("The changes go with the next sync.")
    return page


def sync_with_files() -> Page:
    page = SyncPage()
    page.show_sync(sync_view(WITH_FILES, NOON, running=True))
    page.busy.show()
    page.show_progress("Sending, 120 of 400", 120, 400)
    return page


def sync_without_server() -> Page:
    page = SyncPage()
    page.show_sync(sync_view(SyncFacts("", Unsent(0, None)), NOON))
    return page


def conflict_of_texts() -> Page:
    page = ConflictPage()
    page.show_conflict(conflict_view(TEXT_CONFLICT, 1, 3, NOON))
    page.options[-1].setChecked(True)
    return page


def conflict_of_choices() -> Page:
    page = ConflictPage()
    page.show_conflict(conflict_view(CHOICE_CONFLICT, 1, 1, NOON))
    page.settle_button.click()
    return page


def inbox_rows(summaries: tuple[InboxEntry, ...]) -> tuple[AuditRow, ...]:
    return tuple(inbox_row(entry, NOON) for entry in summaries)


def empty_inbox() -> Page:
    page = InboxPage()
    page.show_rows((), False)
    return page


def inbox_of_drafts() -> Page:
    page = InboxPage()
    page.offer_holds()
    page.which.setCurrentIndex(3)
    page.ask()
    line = DraftLine(
        AUDIT,
        "Live Case File Audit",
        PersonId("ben"),
        "Oluwaseun Adebayo-Featherstonehaugh",
        "Under way",
        NOON - timedelta(days=9),
        NOON,
    )
    page.show_rows((draft_row(line, NOON),), False)
    page.list.setCurrentIndex(page.model.index(0))
    return page


def received() -> Page:
    page = ReceivedPage()
    page.show_audit(RECEIVED)
    return page


SYNC_PAGES: dict[str, Callable[[], Page]] = {
    "sync": sync,
    "sync with files": sync_with_files,
    "sync without a server": sync_without_server,
    "conflict of texts": conflict_of_texts,
    "conflict of choices": conflict_of_choices,
    "inbox with nothing in it": empty_inbox,
    "inbox of drafts": inbox_of_drafts,
    "received": received,
}
