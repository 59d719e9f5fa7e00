"""Turns what is due for disposal into rows and into a preview, and orders with the words that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.look_after_due import DueLine, LookAfterDue, OrderLine, Preview
from qa_desktop.ui.background import Phrased, Worker
from qa_desktop.ui.presenters.holds import day_words, hold_words
from qa_desktop.ui.presenters.times import counted

NOT_FOR_YOU_WORDS = (
    "Only QA officers and heads of service look after how long audits are kept, and two of them have to order that one "
    "is disposed of. What is yours stays where it is until then."
)
NOT_FOR_YOU = ("You may not order disposals", NOT_FOR_YOU_WORDS)
NO_PERIODS_WORDS = (
    "Your authority's profile does not say how long audits are kept. Once it sets retention periods, audits appear "
    "here when theirs have ended."
)
NO_PERIODS = ("Nothing is due", NO_PERIODS_WORDS)
NOTHING_WORDS = (
    "Audits appear here when the time for which your authority keeps them has ended. Nothing is ever disposed of by "
    "itself."
)
NOTHING = ("Nothing is due", NOTHING_WORDS)
FIRST_WORDS = (
    "Nothing is deleted yet. A second QA officer or head of service sees your order with their next sync, and has to "
    "confirm it; then the audit is deleted on the server and on every laptop, and nobody can bring it back."
)
FIRST = (FIRST_WORDS, "An order cannot be taken back. Put the audit on hold where it turns out to be needed.")
SECOND_WORDS = (
    "You are the second person. Once the server has your order, the audit, its notes and everything that was written "
    "for it are deleted there and on every laptop. Nobody can bring it back."
)
SECOND = (SECOND_WORDS, "What stays is who ordered it, when and why.")
ORDERED_BY_TWO = "It is deleted here and everywhere by sync, once the server has both orders."
REASONS = {
    "third_party": "it names somebody who has nothing to do with it",
    "wrong_case": "it belongs to another case",
    "not_needed": "it is not needed",
    "court_order": "a court ordered it",
    "right_to_erasure": "somebody asked for it by right",
    "retention_ended": "its time has ended",
}
DONE = {
    Ordered.ASKED: "Ordered. A second QA officer or head of service has to confirm it before anything is deleted.",
    Ordered.CONFIRMED: "Two people have ordered it. It is deleted on the server and on every laptop by sync.",
    Ordered.ASKED_ALREADY: "You ordered this before. A second QA officer or head of service has to confirm it.",
}


class DueDesk(Protocol):
    """The services that the page needs."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def look_after_due(self) -> LookAfterDue:
        """Reads what is due, and orders."""
        ...


@dataclass(frozen=True, slots=True)
class DueRow:
    """One audit of the list."""

    audit: AuditId
    title: str
    caption: str
    state: str
    told: tuple[str, ...]
    """What is known of it, in sentences."""
    order: str = ""
    """What the button says; empty where this person cannot order it now."""
    release: str = ""
    hold: str = ""


@dataclass(frozen=True, slots=True)
class DueView:
    """What the page shows."""

    rows: tuple[DueRow, ...] = ()
    empty: tuple[str, str] = NOTHING
    """Heading and words where there are no rows."""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What the dialog says before anything is ordered."""

    title: str
    facts: tuple[str, ...]
    follows: tuple[str, ...]
    typed: str
    """What has to be typed."""
    action: str


class DuePresenter:
    """Reads on one worker, so that a long list keeps nobody from saving; writes on the database's own."""

    def __init__(self, desk: DueDesk, reading: Worker, database: Worker, page: QObject) -> None:
        self._desk = desk
        self._reading = reading
        self._database = database
        self._page = page

    def load(self, show: Callable[[DueView], None], problem: Callable[[QaDesktopError], None]) -> None:
        """Read what is due today."""
        self._reading.submit(lambda: due_view(self._desk), show, problem, page=self._page)

    def preview(
        self, audit_id: AuditId, show: Callable[[PreviewView], None], problem: Callable[[QaDesktopError], None]
    ) -> None:
        """Read what would go."""
        desk = self._desk

        def read() -> PreviewView:
            return preview_view(desk.look_after_due.preview(audit_id, local_day(desk.clock.now())))

        self._reading.submit(read, show, problem, page=self._page)

    def order(self, audit_id: AuditId, told: Callable[[str], None], problem: Callable[[QaDesktopError], None]) -> None:
        """Order or confirm the disposal, and say what follows."""
        self._database.submit(
            lambda: self._desk.look_after_due.order(audit_id), Phrased(told, DONE.__getitem__), problem
        )


def due_view(desk: DueDesk) -> DueView:
    """Return what is due today, or why nothing is shown."""
    service = desk.look_after_due
    if not service.may_order:
        return DueView(empty=NOT_FOR_YOU)
    rows = tuple(due_row(one) for one in service(local_day(desk.clock.now())))
    return DueView(rows, NOTHING if service.has_periods else NO_PERIODS)


def due_row(line: DueLine) -> DueRow:
    """Return one audit as a row."""
    is_over = len(line.ordered) > 1
    waits = (ORDERED_BY_TWO if is_over else "A second person has to confirm it.",) if line.ordered else ()
    told = [*_due_words(line), *_order_words(line), *waits, *(hold_words(one) for one in line.holds)]
    told += [f"“{one.why}”" for one in line.holds if one.why]
    asked = any(one.released_by for one in line.holds)
    release = "" if not line.holds or line.has_asked_release else "Confirm the release" if asked else "Release the hold"
    order = "" if line.holds or line.is_own or is_over else "Confirm disposal" if line.ordered else "Order disposal"
    return DueRow(
        audit=line.audit,
        title=line.title,
        caption=_caption(line),
        state=_state(line),
        told=tuple(told),
        order=order,
        release=release,
        hold="" if is_over else "Change who may look" if line.holds else "Put on hold",
    )


def preview_view(preview: Preview) -> PreviewView:
    """Return what is said before an audit's disposal is ordered or confirmed."""
    line = preview.line
    facts = [*_due_words(line), *_order_words(line)]
    if preview.auditor:
        facts.insert(0, f"Audited by {preview.auditor}.")
    if preview.entries:
        documents = counted(preview.documents, "document")
        facts.append(f"On this laptop: {counted(preview.entries, 'entry', 'entries')} and {documents}.")
    else:
        facts.append("It is not on this laptop: only its state is known here, never what it says.")
    follows = SECOND if line.ordered else FIRST
    return PreviewView(line.title, tuple(facts), follows, preview.typed, due_row(line).order or "Order disposal")


def _caption(line: DueLine) -> str:
    if line.due is None:
        return "Not due by itself"
    kind = line.due.period.kind.title
    closed = "changed last" if line.due.period.kind.value == "draft" else "signed"
    return f"{kind} · {closed} {day_words(line.due.closed)} · {_since(line)}"


def _since(line: DueLine) -> str:
    if line.due is None:
        return ""
    if line.due.ended is None:
        return f"look up {line.due.period.start.title}"
    return f"due since {day_words(line.due.ended)}"


def _state(line: DueLine) -> str:
    if line.holds:
        return "On hold"
    if len(line.ordered) > 1:
        return "Ordered by two people"
    if line.is_own:
        return "Ordered by you"
    return f"Ordered by {line.ordered[0].name}" if line.ordered else ""


def _due_words(line: DueLine) -> list[str]:
    due = line.due
    if due is None:
        return ["It is not due by itself."]
    years, months = divmod(due.period.months, 12)
    length = " and ".join(
        part for part in (counted(years, "year") if years else "", counted(months, "month") if months else "") if part
    )
    kept = f"{due.period.kind.title}, kept for {length} from {due.period.start.title} ({due.period.law})."
    if due.ended is None:
        return [kept, f"Nobody knows here when that began: look up {due.period.start.title} before you order anything."]
    return [kept, f"Due since {day_words(due.ended)}."]


def _order_words(line: DueLine) -> list[str]:
    if not line.ordered:
        return []
    why = " and ".join(REASONS.get(one, one) for one in line.reasons)
    return [f"Disposal ordered by {' and '.join(_ordered(one) for one in line.ordered)}, because {why}."]


def _ordered(one: OrderLine) -> str:
    return f"{one.name} on {day_words(local_day(one.at))}"
