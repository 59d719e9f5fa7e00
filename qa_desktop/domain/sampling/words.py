"""Says in plain words how cases were drawn and which were left out."""

from __future__ import annotations

from qa_desktop.domain.sampling.draw import Drawn, Exclusions, Reason, Scheme, Spread, named
from qa_desktop.domain.sampling.population import TITLES, Why
from qa_desktop.domain.sampling.record import ListFacts


def scheme_words(scheme: Scheme) -> str:
    """Return how the number was spread over the groups."""
    columns = " and ".join(TITLES.get(column, column).lower() for column in scheme.columns)
    match scheme.spread:
        case Spread.WHOLE:
            return f"{scheme.number} of the whole list"
        case Spread.EACH:
            return f"{scheme.number} of each {columns}"
        case Spread.PROPORTIONAL:
            return f"{scheme.number} in all, shared out by {columns} in proportion"
        case Spread.FIXED:
            numbers = ", ".join(f"{number} of {named(group)}" for group, number in scheme.fixed)
            return f"By {columns}: {numbers}"


def rules_words(exclusions: Exclusions) -> str:
    """Return which cases could be drawn."""
    words = []
    statuses = exclusions.open_statuses
    words.append("any status" if statuses is None else f"status {' or '.join(statuses)}")
    if exclusions.without_services:
        words.append(f"not of {' or '.join(exclusions.without_services)}")
    if exclusions.audited_since is not None:
        words.append(f"not audited since {exclusions.audited_since.strftime('%d/%m/%Y')}")
    words.append("no audit under way or allocated")
    return ", ".join(words)


def excluded_words(result: Drawn) -> list[tuple[str, int]]:
    """Return how many cases were left out, by why."""
    return [(reason.title, result.excluded[reason]) for reason in Reason if result.excluded.get(reason)]


def left_out_words(listed: ListFacts) -> list[tuple[str, int]]:
    """Return how many rows of the file were no cases that could be taken, by why."""
    return [(why.title, listed.left_out[why]) for why in Why if why in listed.left_out]
