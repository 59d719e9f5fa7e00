"""Fetches the actions of all audits page by page, gives them to other people, and drafts messages about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.domain.entries import Progress
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, TrackedAction
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.chase_actions import ChaseActions, Draft
from qa_desktop.services.follow_up_audit import FollowUp
from qa_desktop.services.list_actions import ListActions, Standing
from qa_desktop.ui.background import Job, Worker
from qa_desktop.ui.presenters.due_work import due_words
from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.widgets.two_line_list import TwoLines

PAGE = 100


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One line of the list."""

    action: TrackedAction
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


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given to whom."""

    action: TrackedAction
    who: str
    everything: bool = False
    """Whether everything else that its owner has goes with it."""


class ActionsDesk(Protocol):
    """The services that the list needs."""

    @property
    def actions(self) -> ListActions:
        """Lists actions."""
        ...

    @property
    def follow_up(self) -> FollowUp:
        """Gives them to other people."""
        ...

    @property
    def chase_actions(self) -> ChaseActions:
        """Drafts messages."""
        ...


Show = Callable[[tuple[ActionLine, ...], bool], None]
Problem = Callable[[QaDesktopError], None]


class ActionsPresenter:
    """Reads on one worker, so that a long list keeps nobody from saving; writes on the database's own."""

    def __init__(self, desk: ActionsDesk, reading: Worker, database: Worker, page: QObject) -> None:
        self._desk = desk
        self._reading = reading
        self._database = database
        self._page = page
        self._wanted = ActionQuestion(limit=PAGE)
        self._job: Job[tuple[TrackedAction, ...]] | None = None
        self._show: Show = lambda _rows, _more: None

    def ask(self, question: ActionQuestion, show: Show) -> None:
        """Ask from the beginning."""
        self._wanted, self._show = replace(question, after=None, limit=PAGE), show
        self.more()

    def more(self) -> None:
        """Ask for the page after the last row; an answer to an older question is dropped."""
        if self._job is not None:
            self._job.cancel()
        wanted = self._wanted
        self._job = self._reading.submit(lambda: self._desk.actions(wanted), self._take, page=self._page)

    def load_standing(self, show: Callable[[Standing], None]) -> None:
        """Count what there is of each."""
        self._reading.submit(self._desk.actions.standing, show, page=self._page)

    def give(self, gift: Gift, done: Callable[[str], None], problem: Problem) -> None:
        """Give an action to somebody, or everything that is open with its owner, and say how many."""
        desk, one = self._desk, gift.action

        def work() -> str:
            theirs = desk.actions.all(ActionQuestion(owner=one.owner)) if gift.everything else (one,)
            given = [
                desk.follow_up.reassign(each.audit, each.id, gift.who) for each in tuple(theirs) if not each.is_held
            ]
            return f"{counted(len(given), 'action')} given to {' '.join(gift.who.split())}"

        self._database.submit(work, done, problem, page=self._page)

    def save_messages(self, folder: str, done: Callable[[str], None], problem: Problem, *, printed: bool) -> None:
        """Write a draft, or a letter to print, for each person of whom the list tells."""
        desk, wanted = self._desk, self._wanted

        def work() -> str:
            drafts = desk.chase_actions(desk.actions.all(replace(wanted, after=None)), desk.actions.today)
            return desk.chase_actions.saved_words(drafts, Path(folder), printed=printed)

        self._reading.submit(work, done, problem, page=self._page)

    def message_to(self, owner: str, done: Callable[[Draft], None]) -> None:
        """Word the message to one person about what the list tells of them."""
        desk, wanted = self._desk, replace(self._wanted, after=None, owner=owner)

        def work() -> tuple[Draft, ...]:
            return desk.chase_actions(desk.actions.all(wanted), desk.actions.today)

        self._reading.submit(work, lambda drafts: done(drafts[0]) if drafts else None, page=self._page)

    def _take(self, actions: tuple[TrackedAction, ...]) -> None:
        if actions:
            self._wanted = replace(self._wanted, after=actions[-1])
        today = self._desk.actions.today
        self._show(tuple(line_of(one, today) for one in actions), len(actions) == PAGE)


def line_of(one: TrackedAction, today: date) -> ActionLine:
    """Return an action as the list shows it."""
    who = one.owner if one.owner == one.who else f"{one.who} ({one.owner})"
    named = f"{one.subject} · {one.tool_title}" if one.subject else one.tool_title
    caption = " · ".join(part for part in (who, one.team, named) if part)
    return ActionLine(one, one.what, caption, right_words(one, today))


def right_words(one: TrackedAction, today: date) -> str:
    """Return how an action stands, in little room."""
    if one.is_held:
        return "On hold"
    if one.stage == "check":
        return "To be checked"
    if one.stage == "closed":
        return "Not needed" if one.state == Progress.NOT_NEEDED.value else "Done"
    words = due_words(one.due_day, today) or "no date"
    late = one.due_day is not None and one.due_day < today
    started = "started, " if one.state == Progress.STARTED.value else ""
    return f"■ {started}{words}" if late else f"{started}{words}"


def standing_words(standing: Standing) -> str:
    """Return what stands under the heading."""
    counts = standing.counts
    parts = [f"{counts[ActionsShown.OPEN]:,} open", f"{counts[ActionsShown.OVERDUE]:,} overdue"]
    parts += [f"{counts[ActionsShown.CHECK]:,} to be checked"] if counts[ActionsShown.CHECK] else []
    parts += [f"{counts[ActionsShown.NOBODY]:,} that nobody has"] if counts[ActionsShown.NOBODY] else []
    return ", ".join(parts) + "."
