"""Fetches due work page by page for its list, and does what is asked for a line of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.domain.home_work import POOR
from qa_desktop.domain.observed_practice import ObservedPractice
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.work_due import Closing, WorkKind
from qa_desktop.domain.work_list import WEEK, Scope, WorkFilter, WorkLine
from qa_desktop.services.list_work import ListWork
from qa_desktop.ui.background import Job, Worker
from qa_desktop.ui.presenters.audit_handover import write_file
from qa_desktop.ui.presenters.times import counted, short_day
from qa_desktop.ui.widgets.two_line_list import TwoLines

PAGE = 100
OVERSEES = frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE, Role.MODERATOR})


class Which(Enum):
    """Which of the work is listed."""

    ALL = "all"
    OVERDUE = "overdue"
    WEEK = "week"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class WorkQuestion:
    """What the page asks for."""

    scope: Scope = Scope.ALL
    which: Which = Which.ALL
    kind: WorkKind | None = None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the list."""

    line: WorkLine
    title: str
    caption: str
    due: str
    is_overdue: bool

    @property
    def spoken(self) -> str:
        """Everything in one line."""
        closing = Closing(self.line.closing).words
        return ", ".join(part for part in (self.title, self.caption, self.due, closing) if part)

    @property
    def lines(self) -> TwoLines:
        """What the list paints."""
        return TwoLines(self.title, self.caption, f"■ {self.due}" if self.is_overdue else self.due)

    @property
    def can_be_marked(self) -> bool:
        """Whether a person closes it, and nothing else."""
        return self.line.closing == Closing.MARK.value

    @property
    def may_want_record(self) -> bool:
        """Whether a record of its own may look after it: a date, or a comment, because of a poor grade."""
        return self.line.overall in POOR and self.line.kind in (WorkKind.DATE, WorkKind.TELLING)


class WorkDesk(Protocol):
    """The services that the list needs."""

    @property
    def work(self) -> ListWork:
        """Due work."""
        ...

    @property
    def owner(self) -> Person:
        """Whose profile it is."""
        ...


Show = Callable[[tuple[WorkRow, ...], bool], None]


class DueWorkPresenter:
    """Asks for the next page after the last row; an answer to an older question, or for a page gone, is dropped."""

    def __init__(self, desk: WorkDesk, worker: Worker, show: Show, page: QObject) -> None:
        self._desk = desk
        self._worker = worker
        self._show = show
        self._page = page
        self._wanted = WorkFilter()
        self._job: Job[tuple[WorkLine, ...]] | None = None

    def ask(self, question: WorkQuestion) -> None:
        """Ask from the beginning."""
        self._wanted = filter_of(question, self._desk.work.today)
        self.more()

    def more(self) -> None:
        """Ask for the page after the last row."""
        self.stop()
        wanted = self._wanted
        self._job = self._worker.submit(lambda: self._desk.work(wanted), self._take, page=self._page)

    def stop(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.cancel()

    def mark_done(self, row: WorkRow, then: Callable[[], None]) -> None:
        """Note that a task was done today."""
        self._worker.submit(lambda: self._desk.work.mark_done(row.line), lambda _: then(), page=self._page)

    def save_calendar(self, path: str, then: Callable[[str], None]) -> None:
        """Write the days of everything that was asked for into a calendar file."""
        wanted = replace(self._wanted, after=None)

        def work() -> str:
            return write_file(Path(path), self._desk.work.calendar(wanted)).name

        self._worker.submit(work, then, page=self._page)

    def _take(self, lines: tuple[WorkLine, ...]) -> None:
        if lines:
            self._wanted = replace(self._wanted, after=lines[-1])
        today = self._desk.work.today
        self._show(tuple(row_of(line, today) for line in lines), len(lines) == PAGE)


def usual_scope(desk: WorkDesk) -> Scope:
    """Return whose work a person sees first: a manager their team's, who oversees all of it, else their own."""
    if desk.owner.role in OVERSEES:
        return Scope.ALL
    return Scope.TEAM if desk.owner.role is Role.MANAGER and desk.work.has_team else Scope.MINE


def filter_of(question: WorkQuestion, today: date) -> WorkFilter:
    """Return what the store is asked for a question."""
    before = {Which.OVERDUE: today, Which.WEEK: today + WEEK + timedelta(days=1)}.get(question.which)
    return WorkFilter(
        scope=question.scope,
        kind=question.kind,
        before=before,
        since=today if question.which is Which.WEEK else None,
        poor_only=question.which is Which.POOR,
        limit=PAGE,
    )


def row_of(line: WorkLine, today: date) -> WorkRow:
    """Return a line as the list shows it."""
    named = f"{line.subject} · {line.tool_title}" if line.subject else line.tool_title
    caption = " · ".join(part for part in (named, line.form, line.whose) if part)
    return WorkRow(line, line.what, caption, due_words(line.due, today), line.is_overdue(today))


def observed_lines(found: tuple[ObservedPractice, ...], today: date) -> tuple[TwoLines, ...]:
    """Return how often each practitioner was observed, as the list shows it."""
    return tuple(_observed_line(one, today) for one in found)


def _observed_line(one: ObservedPractice, today: date) -> TwoLines:
    last = "never observed" if one.last is None else f"last on {short_day(one.last, today)}"
    due = "overdue" if one.due is None else due_words(one.due, today)
    caption = f"{one.in_a_year} of {one.expected} in the last twelve months · {last}"
    return TwoLines(one.practitioner, caption, f"■ {due}" if one.is_overdue else due)


def due_words(day: date | None, today: date) -> str:
    """Return "due 30 Nov", "due today" or how long it is overdue; empty without a day."""
    if day is None:
        return ""
    late = (today - day).days
    if late > 0:
        return f"{counted(late, 'day')} overdue"
    return "due today" if late == 0 else f"due {short_day(day, today)}"
