"""Makes lists of cases for the tests of draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from qa_desktop.domain.sampling.draw import Exclusions, Scheme, draw
from qa_desktop.domain.sampling.population import Case, Population, population_of
from qa_desktop.domain.sampling.record import DrawRecord, ListFacts, Seed, Who

TEAMS = ("North", "South", "West")
ANY = Exclusions(open_statuses=None)
AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def cases(count: int, teams: Sequence[str] = TEAMS) -> list[Case]:
    """Return cases over teams in turn, all of them open."""
    return [
        Case(f"C-{number:05}", teams[number % len(teams)], f"Service {number % 2}", "Open", f"Worker {number % 7}")
        for number in range(count)
    ]


def population(count: int = 60) -> Population:
    return population_of(cases(count))


def audited(reference: str, day: date | None) -> Case:
    return Case(reference, "North", "Service 0", "Open", audited=day)


def recorded(listed: Population, scheme: Scheme, exclusions: Exclusions = ANY, seed: str = "seed") -> DrawRecord:
    facts = ListFacts(
        listed.sha256,
        len(listed.cases),
        len(listed.cases),
        (("reference", "Case ID"), ("team", "Team")),
        listed.further,
    )
    result = draw(listed, scheme, exclusions, seed)
    return DrawRecord(Seed(seed, was_given=True), Who("Oli Officer", AT), facts, scheme, exclusions, result)
