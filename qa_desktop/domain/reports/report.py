"""A report as values: what each page, spreadsheet and text says, whatever it is written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.tables import FigureTable


@dataclass(frozen=True, slots=True)
class Heading:
    """What follows belongs together. Level 1 is a part of the report."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a quiet one is a note."""

    text: str
    is_quiet: bool = False
    lead: str = ""
    """The first words of the text where they stand out: the question that it answers."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of an audit, with where they are from: a day and a kind of audit, never a case or a name."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class BarsChart:
    """A chart of stacked bars with its table; `first` is the head of the table's first column."""

    told: Breakdown
    first: str


@dataclass(frozen=True, slots=True)
class HeatChart:
    """A heat map with its table."""

    told: HeatMap


Block = Heading | Paragraph | Points | Quoted | FigureTable | BarsChart | HeatChart


class BrokenOff(Exception):
    """The report was broken off by whoever began it."""


def _go_on() -> None:
    """Go on in any case."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one period."""

    title: str
    authority: str
    audience: str
    period: str
    """The period as people write it."""
    counted: str
    """What is counted: the filter that holds for all figures, in words."""
    made_on: str
    made_by: str
    blocks: tuple[Block, ...]
    policy: FigurePolicy = field(default_factory=FigurePolicy)
    going_on: Callable[[], None] = field(default=_go_on, compare=False, repr=False)
    """Asked between two parts and charts while it is written; raises BrokenOff where nobody waits any more."""
