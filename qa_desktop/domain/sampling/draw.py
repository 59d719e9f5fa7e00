"""Draws cases by chance that can be traced: the same list, seed and rules give the same cases on any computer.

A case’s place is the SHA-256 of the seed, a colon and its reference; the lowest places of each group are drawn.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from qa_desktop.domain.sampling.population import Case, Population
from qa_desktop.errors import InputProblem

RULE = (
    "A case’s place is the SHA-256 (in hex) of the UTF-8 text “seed:reference”. In each group the cases with the "
    "lowest places are drawn."
)
USUALLY_OPEN = ("open", "active", "current")
"""Statuses that count as open where nothing else is said, in small letters."""
LEAST_RESERVE = 5
"""How many further cases of each group a record names at least, should a drawn one not do."""


class Spread(Enum):
    """How the number is spread over the groups."""

    WHOLE = "whole"
    EACH = "each"
    PROPORTIONAL = "proportional"
    FIXED = "fixed"


Group = tuple[str, ...]
"""What the cases of a group have in the columns that make the groups; empty for the whole list."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How many cases are drawn of what.

    `number` counts for each group under EACH, else for all together; FIXED names a number for each group it draws from.
    """

    spread: Spread
    number: int = 0
    columns: tuple[str, ...] = ()
    fixed: tuple[tuple[Group, int], ...] = ()


class Reason(Enum):
    """Why a case of the list cannot be drawn; the first that holds counts."""

    NOT_OPEN = "not_open"
    OWN_SERVICE = "own_service"
    AUDITED_LIST = "audited_list"
    AUDITED_HERE = "audited_here"
    UNDER_WAY = "under_way"

    @property
    def title(self) -> str:
        """The reason as people say it."""
        return {
            "not_open": "Status is not open",
            "own_service": "Of a service that is left out",
            "audited_list": "Audited lately, as the list says",
            "audited_here": "Audited lately, as QA Desktop knows",
            "under_way": "An audit is under way or allocated",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Which cases of the list are not drawn."""

    open_statuses: tuple[str, ...] | None = USUALLY_OPEN
    """Statuses in small letters; None where the status does not matter."""
    without_services: tuple[str, ...] = ()
    audited_since: date | None = None
    """A case that the list says was audited on this day or later is left out."""
    audited_here: frozenset[str] = frozenset()
    """References that QA Desktop knows an audit of since that day."""
    under_way: frozenset[str] = frozenset()

    def reason(self, case: Case) -> Reason | None:
        """Return why a case is not drawn; None where it may be."""
        if self.open_statuses is not None and case.status.casefold() not in self.open_statuses:
            return Reason.NOT_OPEN
        if self.without_services and case.service.casefold() in (one.casefold() for one in self.without_services):
            return Reason.OWN_SERVICE
        if self.audited_since is not None and case.audited is not None and case.audited >= self.audited_since:
            return Reason.AUDITED_LIST
        if case.reference in self.audited_here:
            return Reason.AUDITED_HERE
        return Reason.UNDER_WAY if case.reference in self.under_way else None


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group of the list, and what was drawn of it, in the order of their places."""

    group: Group
    cases: int
    eligible: int
    wanted: int
    drawn: tuple[str, ...]
    reserve: tuple[str, ...]
    """The cases that come next."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The result of a draw."""

    strata: tuple[Stratum, ...]
    excluded: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def references(self) -> tuple[str, ...]:
        """Every case that was drawn."""
        return tuple(reference for stratum in self.strata for reference in stratum.drawn)


def place_of(seed: str, reference: str) -> str:
    """Return the place of a case in the order of a seed."""
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()


def draw(population: Population, scheme: Scheme, exclusions: Exclusions, seed: str) -> Drawn:
    """Draw cases.

    Raises:
        InputProblem: the list has no such column or group, or no case of it may be drawn.
    """
    _demand_columns(population, scheme)
    sizes: Counter[Group] = Counter()
    eligible: defaultdict[Group, list[str]] = defaultdict(list)
    excluded: Counter[Reason] = Counter()
    for case in population.cases:
        group = tuple(population.value(case, column) for column in scheme.columns)
        sizes[group] += 1
        reason = exclusions.reason(case)
        if reason is None:
            eligible[group].append(case.reference)
        else:
            excluded[reason] += 1
    if not eligible:
        raise InputProblem(_nothing_left(population, exclusions, excluded))
    wanted = numbers(scheme, {group: len(eligible[group]) for group in sorted(sizes)})
    strata = [_stratum(group, sizes[group], eligible[group], wanted.get(group, 0), seed) for group in sorted(sizes)]
    return Drawn(tuple(strata), {reason: excluded[reason] for reason in Reason if excluded[reason]})


def numbers(scheme: Scheme, eligible: Mapping[Group, int]) -> dict[Group, int]:
    """Return how many cases are wanted of each group, by how many of it may be drawn."""
    match scheme.spread:
        case Spread.FIXED:
            unknown = [group for group, _ in scheme.fixed if group not in eligible]
            if unknown:
                known = ", ".join(named(group) for group in eligible)
                raise InputProblem(f"The list has no group “{named(unknown[0])}”. Its groups are: {known}.")
            return dict(scheme.fixed)
        case Spread.PROPORTIONAL:
            return _shares(scheme.number, eligible)
        case _:
            return dict.fromkeys(eligible, scheme.number)


def named(group: Group) -> str:
    """Return a group as people read it."""
    return " / ".join(part or "(not given)" for part in group) or "All cases"


def _shares(number: int, eligible: Mapping[Group, int]) -> dict[Group, int]:
    """Share a number out by size; what is left over goes to the largest remainders, and among equals by name."""
    total = sum(eligible.values())
    number = min(number, total)
    shares = {group: number * size // total for group, size in eligible.items()}
    left = number - sum(shares.values())
    by_remainder = sorted(eligible, key=lambda group: (-(number * eligible[group] % total), group))
    for group in by_remainder[:left]:
        shares[group] += 1
    return shares


def _stratum(group: Group, size: int, eligible: Iterable[str], wanted: int, seed: str) -> Stratum:
    ordered = sorted(eligible, key=lambda reference: place_of(seed, reference))
    reserve = ordered[wanted : wanted + max(wanted, LEAST_RESERVE)] if wanted else []
    return Stratum(group, size, len(ordered), wanted, tuple(ordered[:wanted]), tuple(reserve))


def _demand_columns(population: Population, scheme: Scheme) -> None:
    for column in scheme.columns:
        try:
            for case in population.cases[:1]:
                population.value(case, column)
        except KeyError:
            raise InputProblem(f"The list has no column “{column}” to draw by.") from None
        if not any(population.value(case, column) for case in population.cases):
            raise InputProblem(f"The column “{column}” of the list is empty or missing, so nothing can be drawn by it.")


def _nothing_left(population: Population, exclusions: Exclusions, excluded: Mapping[Reason, int]) -> str:
    if not population.cases:
        return "The list holds no case to draw from."
    if exclusions.open_statuses is not None and excluded.get(Reason.NOT_OPEN) == len(population.cases):
        found = Counter(case.status or "(not given)" for case in population.cases).most_common(8)
        statuses = ", ".join(f"{status} ({count})" for status, count in found)
        return f"No case of the list is open. Its statuses are: {statuses}. Say which of them count as open."
    counts = ", ".join(f"{reason.title} ({excluded[reason]})" for reason in Reason if excluded.get(reason))
    return f"Every case of the list is left out: {counts}."
