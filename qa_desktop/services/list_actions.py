"""List the actions of all signed audits: whose they are, what is overdue, what waits for a check (R-101, P-23)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, Leavers, TrackedAction
from qa_desktop.services.every_row import every_row


class ActionStore(Protocol):
    """Reads the rows."""

    def page(self, question: ActionQuestion, leavers: Leavers, today: date) -> tuple[TrackedAction, ...]:
        """Return the next page."""
        ...

    def one(self, audit: AuditId, action: str) -> TrackedAction | None:
        """Return one action, or None."""
        ...

    def counts(self, leavers: Leavers, today: date) -> dict[ActionsShown, int]:
        """Return how many there are of each."""
        ...

    def teams(self) -> tuple[str, ...]:
        """Return the teams that have actions."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands over the list."""

    counts: dict[ActionsShown, int]
    teams: tuple[str, ...]


class ListActions:
    """Reads on any thread; what a changed tool or an update left to be worked out comes first, once."""

    def __init__(
        self,
        store: Callable[[], ActionStore],
        directory: Callable[[], Directory],
        beforehand: Callable[[], None],
        clock: Clock,
    ) -> None:
        self._store = store
        self._directory = directory
        self._beforehand: Callable[[], None] | None = beforehand
        self._clock = clock

    @property
    def today(self) -> date:
        """Today."""
        return local_day(self._clock.now())

    def __call__(self, question: ActionQuestion) -> tuple[TrackedAction, ...]:
        """Return a page, soonest due first."""
        self._bring_up_to_date()
        return self._store().page(question, self.leavers(), self.today)

    def all(self, question: ActionQuestion) -> Iterator[TrackedAction]:
        """Return every action that is asked for, page by page."""
        return every_row(lambda after, most: self(replace(question, after=after, limit=most)))

    def standing(self) -> Standing:
        """Return how many there are of each, and the teams."""
        self._bring_up_to_date()
        return Standing(self._store().counts(self.leavers(), self.today), self._store().teams())

    def leavers(self) -> Leavers:
        """Return who is in the directory no more. A name that somebody of today has too is no leaver's."""
        directory = self._directory()
        now = {one.id for one in directory.present}
        names = {_compared(one.name) for one in directory.present}
        gone = [one for one in directory.people if one.id not in now]
        return Leavers(frozenset(one.id for one in gone), frozenset(_compared(one.name) for one in gone) - names)

    def _bring_up_to_date(self) -> None:
        if self._beforehand is not None:
            self._beforehand()
            self._beforehand = None


def _compared(name: str) -> str:
    return " ".join(name.split()).casefold()
