"""Turns what the store knows into what the home page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.home_work import ALL, MINE, MOST_COUNTED, TEAM, HomeWork, HomeWorkLine
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import AuditSummary, GivenPart, HomeData
from qa_desktop.ui.background import Job, Worker, page_of
from qa_desktop.ui.presenters.times import counted, long_day, short_day, when
from qa_desktop.ui.presenters.unsent_line import unsent_line

if TYPE_CHECKING:
    from qa_desktop.domain.allocation import Allocation

SHOWN_DRAFTS = 6
SHOWN_WORK = 6
SHOWN_SIGNED = 4
SHOWN_ALLOCATED = 6
ON_HOLD = "On hold"
_WORK_TITLES = {MINE: "Due from your audits", TEAM: "Due in your team", ALL: "Needs you"}


class HomeDesk(Protocol):
    """The services that the home page needs."""

    @property
    def home(self) -> Callable[[], HomeData]:
        """Read what the home page shows."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One line of a card on the home page."""

    audit_id: AuditId
    title: str
    caption: str
    due: str = ""
    """As "due 30 Nov"; empty where nothing is due."""
    overdue: bool = False
    step: str = ""
    """The page of the audit to open; empty for where the work stopped."""
    form: str = ""
    """Whose form it is, where two people audit the case."""

    @property
    def name(self) -> str:
        """What buttons name it, so that two forms of one case are told apart by ear too."""
        return f"{self.title}, {self.form}" if self.form else self.title


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """So much due work of one sort, which the list of due work shows."""

    title: str
    number: str
    which: str
    """As `Which` of the list names it."""
    kind: str
    """As `WorkKind` names it; empty for every kind."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page shows."""

    day: str
    lead: str
    drafts: tuple[HomeRow, ...]
    more_drafts: int
    work: tuple[HomeRow, ...]
    work_title: str
    work_groups: tuple[WorkGroup, ...]
    signed: tuple[HomeRow, ...]
    signed_this_month: str
    sync_line: str
    allocated: tuple[HomeRow, ...] = ()
    """Each row's id is the allocation's."""
    more_allocated: int = 0


def home_view(data: HomeData, now: datetime) -> HomeView:
    """Return what the page shows at a moment."""
    today = local_day(now)
    return HomeView(
        day=long_day(today),
        lead=_lead(len(data.drafts), data.work.overdue),
        drafts=tuple(_draft_row(audit, data, now) for audit in data.drafts[:SHOWN_DRAFTS]),
        more_drafts=max(0, len(data.drafts) - SHOWN_DRAFTS),
        work=tuple(_work_row(line, today) for line in data.work.lines[:SHOWN_WORK]),
        work_title=_WORK_TITLES[data.work.scope],
        work_groups=tuple(_groups(data.work)),
        signed=tuple(_signed_row(audit, data, now) for audit in data.signed[:SHOWN_SIGNED]),
        signed_this_month=counted(data.signed_this_month, "audit"),
        sync_line=unsent_line(data.unsent, now).words,
        allocated=tuple(_allocated_row(one, data, today) for one in data.allocated[:SHOWN_ALLOCATED]),
        more_allocated=max(0, len(data.allocated) - SHOWN_ALLOCATED),
    )


def audit_title(audit: AuditSummary) -> str:
    """Name an audit in one line."""
    return f"{audit.subject} · {audit.tool_title}" if audit.subject else audit.tool_title


def progress(audit: AuditSummary) -> str:
    """Say how far an audit is."""
    if not audit.all_sections:
        return ""
    return f"{audit.complete_sections} of {audit.all_sections} complete"


class HomePresenter:
    """Reads the home page's data on the worker and hands the view to whoever shows it."""

    def __init__(self, desk: HomeDesk, worker: Worker, show: Callable[[HomeView], None]) -> None:
        self._desk = desk
        self._worker = worker
        self._show = show
        self._job: Job[HomeData] | None = None

    def load(self) -> None:
        """Read again; an answer still under way is dropped."""
        self.stop()
        self._job = self._worker.submit(self._desk.home, self._take, page=page_of(self._show))

    def stop(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.cancel()

    def _take(self, data: HomeData) -> None:
        self._show(home_view(data, self._desk.clock.now()))


def _lead(drafts: int, overdue: int) -> str:
    parts = [counted(drafts, "audit") + " to carry on" if drafts else "No audit is open"]
    if overdue:
        parts.append(f"{_at_most(overdue)} overdue")
    return ". ".join(parts) + "."


def _draft_row(audit: AuditSummary, data: HomeData, now: datetime) -> HomeRow:
    stopped = f"stopped at {audit.place}, {when(audit.changed_at, now)}" if audit.place else when(audit.changed_at, now)
    held = ON_HOLD if audit.is_held else ""
    given = _given_words(data.given.get(audit.id), now)
    parts = (held, _waiting_words(data, audit.id), given, progress(audit), stopped)
    return HomeRow(audit.id, audit_title(audit), " · ".join(part for part in parts if part))


def _given_words(given: GivenPart | None, now: datetime) -> str:
    """Say from whom the audit came: an audit that one begins oneself was given by nobody."""
    if given is None:
        return ""
    giver = given.giver or "a colleague"
    if given.relation == Relation.OWNER.value:
        return f"Handed to you by {giver}, {when(given.at, now)}"
    return f"Shared with you by {giver} as {Relation(given.relation).title.lower()}"


def _signed_row(audit: AuditSummary, data: HomeData, now: datetime) -> HomeRow:
    held = ON_HOLD if audit.is_held else ""
    parts = (held, _waiting_words(data, audit.id), audit.form, f"Signed, last changed {when(audit.changed_at, now)}")
    return HomeRow(audit.id, audit_title(audit), " · ".join(part for part in parts if part), form=audit.form)


def _waiting_words(data: HomeData, audit_id: AuditId) -> str:
    """Say that others wrote something that is to be taken in."""
    number = data.waiting.get(audit_id, 0)
    if not number:
        return ""
    return f"▲ {counted(number, 'late change waits', 'late changes wait')} to be taken in"


def _work_row(line: HomeWorkLine, today: date) -> HomeRow:
    caption = " · ".join(part for part in (line.subject, line.form, line.whose) if part)
    words = _due_words(date.fromisoformat(line.due), today) if line.due else ("", False)
    return HomeRow(line.audit_id, line.what, caption, *words, step=line.step, form=line.form)


def _groups(work: HomeWork) -> Iterator[WorkGroup]:
    """Yield what stands above the single lines, each where there is any of it."""
    told = (
        ("Safety concerns", work.of_kind.get("concern", 0), "all", "concern"),
        ("Overdue", work.overdue, "overdue", ""),
        ("Due within a week", work.this_week, "week", ""),
        ("Not told yet", work.of_kind.get("telling", 0), "all", "telling"),
        ("Advice asked", work.of_kind.get("advice", 0), "all", "advice"),
        ("To talk through in supervision", work.of_kind.get("supervision", 0), "all", "supervision"),
        ("Tasks from answers", work.of_kind.get("follow_up", 0), "all", "follow_up"),
        ("Improvement actions", work.of_kind.get("improvement", 0), "all", "improvement"),
    )
    for title, number, which, kind in told:
        if number:
            yield WorkGroup(title, _at_most(number), which, kind)
    if work.poor:
        yield WorkGroup(work.poor, "", "poor", "")


def _at_most(number: int) -> str:
    return f"{MOST_COUNTED} or more" if number >= MOST_COUNTED else str(number)


def _allocated_row(one: Allocation, data: HomeData, today: date) -> HomeRow:
    from qa_desktop.ui.presenters.answers import answer_words  # noqa: PLC0415 - not for a first page without any

    title = f"{one.subject} · {one.tool_title}"
    said = answer_words(data.answers.get(one.id), today, lambda _: "a colleague")
    caption = " · ".join(part for part in (said, one.practitioner, one.note) if part)
    if one.due is None:
        return HomeRow(AuditId(one.id), title, caption)
    return HomeRow(AuditId(one.id), title, caption, *_due_words(one.due, today))


def _due_words(day: date, today: date) -> tuple[str, bool]:
    """Return "due 30 Nov" or how long it is overdue, and whether it is."""
    late = (today - day).days
    if late > 0:
        return f"{counted(late, 'day')} overdue", True
    return ("due today" if late == 0 else f"due {short_day(day, today)}"), False
