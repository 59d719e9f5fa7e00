"""What figures are read through: the store, what the authority says of them, and what tools are called."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.figures.graded import Graded, GradeScale
from qa_desktop.domain.figures.question import (
    ActionsBehind,
    AuditorCount,
    Behind,
    Counts,
    Dimension,
    DueCount,
    FigureChoices,
    FiguredAudit,
    FigureFilter,
    OpenAction,
    PairGrades,
    PairsBehind,
    Quotation,
    QuotationsBehind,
    QuotedTheme,
    Submitted,
    ThemeCount,
)
from qa_desktop.domain.tool import Words


class FigureStore(Protocol):
    """Reads figures; `SqlFigureStore` says what each does."""

    def counts(
        self, wanted: FigureFilter, by: Sequence[Dimension] = (), items: Collection[str] | None = None
    ) -> tuple[Counts, ...]:
        """Return how often each grade was given."""
        ...

    def scales(self) -> dict[str, GradeScale]:
        """Return every scale by its id."""
        ...

    def graded(self, tool: str) -> tuple[Graded, ...]:
        """Return what is graded in a tool."""
        ...

    def choices(self) -> FigureChoices:
        """Return what can be chosen."""
        ...

    def practitioners(self) -> tuple[str, ...]:
        """Return of whom there are figures."""
        ...

    def themes(self, wanted: FigureFilter, by: Sequence[Dimension] = ()) -> tuple[ThemeCount, ...]:
        """Return how often each theme was tagged."""
        ...

    def quotations(self, wanted: QuotationsBehind) -> tuple[Quotation, ...]:
        """Return the words on which a theme rests."""
        ...

    def quoted(self, wanted: FigureFilter) -> tuple[QuotedTheme, ...]:
        """Return how many quotations each theme has."""
        ...

    def behind(self, wanted: Behind) -> tuple[FiguredAudit, ...]:
        """Return the audits behind a figure."""
        ...

    def auditors(self, wanted: FigureFilter) -> tuple[AuditorCount, ...]:
        """Return how the grades of each auditor met those of others."""
        ...

    def open_actions(self, wanted: FigureFilter, by: Dimension) -> tuple[DueCount, ...]:
        """Return how many actions are open, by group and day."""
        ...

    def behind_pairs(self, wanted: PairsBehind) -> tuple[FiguredAudit, ...]:
        """Return the audits behind a comparison."""
        ...

    def behind_actions(self, wanted: ActionsBehind) -> tuple[OpenAction, ...]:
        """Return the open actions behind a figure."""
        ...

    def submitted(self, allocations: Collection[str]) -> tuple[Submitted, ...]:
        """Return which allocations came back."""
        ...

    def pair_grades(self, wanted: FigureFilter, seats: tuple[str, str]) -> tuple[PairGrades, ...]:
        """Return the grades of two forms side by side."""
        ...


@dataclass(frozen=True, slots=True)
class FigureReads:
    """What figures are made of."""

    store: Callable[[], FigureStore]
    settings: Callable[[], AuthoritySettings | None]
    titles: Callable[[Collection[str]], Mapping[str, str]]
    """Returns what tools are called, by id."""
    words: Callable[[str], Words]
    """Returns how a tool calls things here; of no tool, how the authority does."""
    authorities: Callable[[], Mapping[str, str]]
    """Returns what authorities are called, by their codes."""
    bring_up_to_date: Callable[[], None]
    """Works out what waits for it, as after an update."""
