"""The record of a draw: all that is needed to draw the same cases again. Of cases it holds references only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qa_desktop.domain.sampling.draw import Drawn, Exclusions, Scheme
from qa_desktop.domain.sampling.population import Why
from qa_desktop.domain.sampling.share_out import Auditor, Given, Part
from qa_desktop.errors import InputProblem, NotFound


@dataclass(frozen=True, slots=True)
class Seed:
    """What the order of the cases comes from."""

    text: str
    was_given: bool
    """Whether somebody gave it beforehand; else it was made at the moment of the draw."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who did something, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is said of the list that was drawn from."""

    sha256: str
    cases: int
    rows: int
    """Rows of the file below its headings, empty ones not counted."""
    columns: tuple[tuple[str, str], ...]
    """(our column, the heading in the file)."""
    further: tuple[str, ...] = ()
    sheet: str = ""
    left_out: Mapping[Why, int] = field(default_factory=dict)
    """How many rows were left out for being wrong, by why."""
    teams: tuple[str, ...] | None = None
    """The teams that a case could be of; None where any was taken."""
    looked_at: bool = False
    """Whether somebody said that references which look like something else are none."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A drawn case that another one replaced."""

    case: str
    by: str
    reason: str
    who: Who


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is to audit what: with the people as they were, so that it can be worked out again."""

    people: tuple[Auditor, ...]
    parts: tuple[Part, ...]
    given: tuple[Given, ...]
    left: tuple[tuple[str, str], ...] = ()
    earlier: tuple[Given, ...] = ()
    """Those of them that stood before this proposal was worked out."""


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """One draw."""

    seed: Seed
    who: Who
    listed: ListFacts
    scheme: Scheme
    exclusions: Exclusions
    result: Drawn
    selection: str = ""
    """Which of the authority's ways to choose cases was followed, in its words."""
    substitutions: tuple[Substitution, ...] = ()
    proposal: Proposal | None = None

    @property
    def standing(self) -> tuple[str, ...]:
        """The cases to audit: those drawn, each that was replaced by the one that took its place."""
        now = list(self.result.references)
        for one in self.substitutions:
            now[now.index(one.case)] = one.by
        return tuple(now)

    def next_for(self, case: str) -> str:
        """Return which case takes the place of one that stands: the next of its group by the same order.

        Raises:
            NotFound: it does not stand.
            InputProblem: no further case of its group is in the record.
        """
        if case not in self.standing:
            raise NotFound(f"{case} is none of the {len(self.standing)} cases to audit in this record.")
        first = case
        for one in reversed(self.substitutions):
            first = one.case if one.by == first else first
        stratum = next(one for one in self.result.strata if first in one.drawn)
        used = {one.by for one in self.substitutions}
        left = [one for one in stratum.reserve if one not in used]
        if not left:
            raise InputProblem("This record names no further case of that group. Draw anew, with another seed.")
        return left[0]


def without(proposal: Proposal | None, case: str) -> Proposal | None:
    """Return a proposal without a case that was replaced; the one in its place is yet to be given to somebody."""
    if proposal is None:
        return None
    given = tuple(one for one in proposal.given if one.case != case)
    left = tuple(one for one in proposal.left if one[0] != case)
    return Proposal(proposal.people, proposal.parts, given, left, given)
