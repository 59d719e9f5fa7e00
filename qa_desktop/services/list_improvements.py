"""List the improvement actions of all plans of the service, whose they are and what became of them (PRACTICE P-42)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown, TrackedImprovement
from qa_desktop.services.every_row import every_row


class ImprovementStore(Protocol):
    """Reads the rows."""

    def page(self, question: ImprovementQuestion, today: date) -> tuple[TrackedImprovement, ...]:
        """Return the next page."""
        ...

    def one(self, audit: AuditId, line: str) -> TrackedImprovement | None:
        """Return one line, or None."""
        ...

    def counts(self, today: date) -> dict[ImprovementsShown, int]:
        """Return how many there are of each."""
        ...

    def boards(self) -> tuple[str, ...]:
        """Return the boards that have plans."""
        ...

    def services(self) -> tuple[str, ...]:
        """Return the services that plans are about."""
        ...


@dataclass(frozen=True, slots=True)
class ImprovementStanding:
    """What stands over the list."""

    counts: dict[ImprovementsShown, int]
    boards: tuple[str, ...]
    services: tuple[str, ...]


class ListImprovements:
    """Reads on any thread; what a changed tool or an update left to be worked out comes first, once."""

    def __init__(self, store: Callable[[], ImprovementStore], beforehand: Callable[[], None], clock: Clock) -> None:
        self._store = store
        self._beforehand: Callable[[], None] | None = beforehand
        self._clock = clock

    @property
    def today(self) -> date:
        """Today."""
        return local_day(self._clock.now())

    def __call__(self, question: ImprovementQuestion) -> tuple[TrackedImprovement, ...]:
        """Return a page, soonest due first."""
        self._bring_up_to_date()
        return self._store().page(question, self.today)

    def all(self, question: ImprovementQuestion) -> Iterator[TrackedImprovement]:
        """Return every line that is asked for, page by page."""
        return every_row(lambda after, most: self(replace(question, after=after, limit=most)))

    def one(self, audit: AuditId, line: str) -> TrackedImprovement | None:
        """Return one line, or None where it is not here."""
        self._bring_up_to_date()
        return self._store().one(audit, line)

    def standing(self) -> ImprovementStanding:
        """Return how many there are of each, the boards and the services."""
        self._bring_up_to_date()
        store = self._store()
        return ImprovementStanding(store.counts(self.today), store.boards(), store.services())

    def _bring_up_to_date(self) -> None:
        if self._beforehand is not None:
            self._beforehand()
            self._beforehand = None
