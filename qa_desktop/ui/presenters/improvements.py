"""Fetches the improvement actions of a service page by page, begins the next plan, and drafts messages about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown, TrackedImprovement
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.chase_actions import ChaseActions, asked_lines
from qa_desktop.services.improvements import Improvements
from qa_desktop.services.list_improvements import ImprovementStanding
from qa_desktop.ui.background import Job, Worker
from qa_desktop.ui.presenters.due_work import due_words
from qa_desktop.ui.presenters.times import counted, short_day
from qa_desktop.ui.widgets.two_line_list import TwoLines

PAGE = 100


@dataclass(frozen=True, slots=True)
class ImprovementLine:
    """One line of the list."""

    one: TrackedImprovement
    title: str
    caption: str
    right: str

    @property
    def spoken(self) -> str:
        """Everything in one line."""
        return ", ".join(part for part in (self.title, self.caption, self.right) if part)

    @property
    def lines(self) -> TwoLines:
        """What the list paints."""
        return TwoLines(self.title, self.caption, self.right)


class ImprovementsDesk(Protocol):
    """The services that the list needs."""

    @property
    def improvements(self) -> Improvements:
        """Improvement actions."""
        ...

    @property
    def chase_actions(self) -> ChaseActions:
        """Words messages."""
        ...


Show = Callable[[tuple[ImprovementLine, ...], bool], None]
Problem = Callable[[QaDesktopError], None]


class ImprovementsPresenter:
    """Reads on one worker, so that a long list keeps nobody from saving; writes on the database's own."""

    def __init__(self, desk: ImprovementsDesk, reading: Worker, database: Worker, page: QObject) -> None:
        self._desk = desk
        self._reading = reading
        self._database = database
        self._page = page
        self._wanted = ImprovementQuestion(limit=PAGE)
        self._job: Job[tuple[TrackedImprovement, ...]] | None = None
        self._show: Show = lambda _rows, _more: None

    def ask(self, question: ImprovementQuestion, show: Show) -> None:
        """Ask from the beginning."""
        self._wanted, self._show = replace(question, after=None, limit=PAGE), show
        self.more()

    def more(self) -> None:
        """Ask for the page after the last row; an answer to an older question is dropped."""
        if self._job is not None:
            self._job.cancel()
        wanted, lines = self._wanted, self._desk.improvements.list
        self._job = self._reading.submit(lambda: lines(wanted), self._take, page=self._page)

    def load_standing(self, show: Callable[[ImprovementStanding], None]) -> None:
        """Count what there is of each."""
        self._reading.submit(self._desk.improvements.list.standing, show, page=self._page)

    def begin_next(self, one: TrackedImprovement, done: Callable[[Audit], None], problem: Problem) -> None:
        """Begin the plan that follows the one of a line, or go on with it."""
        begin = self._desk.improvements.begin_next
        self._database.submit(lambda: begin(one.audit), done, problem, page=self._page)

    def save_messages(self, folder: str, done: Callable[[str], None], problem: Problem, *, printed: bool) -> None:
        """Write a draft, or a letter to print, for each person of whom the list tells."""
        desk, wanted = self._desk, replace(self._wanted, after=None)

        def work() -> str:
            lines = desk.improvements.list
            drafts = desk.chase_actions.messages(asked_lines(lines.all(wanted)), lines.today)
            return desk.chase_actions.saved_words(drafts, Path(folder), printed=printed)

        self._reading.submit(work, done, problem, page=self._page)

    def _take(self, found: tuple[TrackedImprovement, ...]) -> None:
        if found:
            self._wanted = replace(self._wanted, after=found[-1])
        today = self._desk.improvements.list.today
        self._show(tuple(line_of(one, today) for one in found), len(found) == PAGE)


def line_of(one: TrackedImprovement, today: date) -> ImprovementLine:
    """Return an improvement action as the list shows it."""
    who = one.owner if one.owner == one.who else f"{one.who} ({one.owner})"
    plan = " · ".join(part for part in (one.plan, one.service) if part)
    draft = "" if one.is_signed else "plan not signed yet"
    impact = one.impact if one.stage == "closed" else ""
    told = (who, one.board, plan, one.mark, draft, impact)
    return ImprovementLine(one, one.what, " · ".join(part for part in told if part), right_words(one, today))


def right_words(one: TrackedImprovement, today: date) -> str:
    """Return how an improvement action stands, in little room."""
    if one.is_held:
        return "On hold"
    if one.stage == "closed":
        if one.state == Progress.NOT_NEEDED.value:
            return "Not needed"
        return f"Done {short_day(date.fromisoformat(one.done_on), today)}" if one.done_on else "Done"
    words = due_words(one.due_day, today) or "no date"
    late = one.due_day is not None and one.due_day < today
    started = "started, " if one.state == Progress.STARTED.value else ""
    return f"■ {started}{words}" if late else f"{started}{words}"


def standing_words(standing: ImprovementStanding) -> str:
    """Return what stands under the heading."""
    counts = standing.counts
    told = (counts[ImprovementsShown.OPEN], counts[ImprovementsShown.OVERDUE], counts[ImprovementsShown.CLOSED])
    boards = (
        f" of {counted(len(standing.boards), 'board or meeting', 'boards and meetings')}" if standing.boards else ""
    )
    return "{:,} open, {:,} overdue, {:,} finished{}. Actions of cases stand under “Actions”.".format(*told, boards)
