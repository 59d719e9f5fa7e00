"""Turns figures of agreement into sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.agreement import LEAST_PAIRS, Agreement, Figure
from qa_desktop.services.measure_agreement import AgreementLine, AgreementReport
from qa_desktop.ui.presenters.times import MONTHS

MONTHS_BACK, QUARTERS_BACK = 12, 4


@dataclass(frozen=True, slots=True)
class AgreementCardView:
    """One domain, or the overall grade."""

    label: str
    words: tuple[str, ...]
    grades: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    """Lead in rows, peer in columns; empty where too few pairs are known."""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """A whole period."""

    lead: str
    cards: tuple[AgreementCardView, ...]


def periods(today: date) -> tuple[tuple[str, str], ...]:
    """Return the periods that can be chosen, as (name, words): the last twelve months, four quarters, and two years."""
    months = [(today.year * 12 + today.month - 1 - back) for back in range(MONTHS_BACK)]
    named = [(f"{one // 12}-{one % 12 + 1:02}", f"{MONTHS[one % 12]} {one // 12}") for one in months]
    quarter = today.year * 4 + (today.month - 1) // 3
    quarters = range(quarter, quarter - QUARTERS_BACK, -1)
    named += [(f"{one // 4}-Q{one % 4 + 1}", f"Quarter {one % 4 + 1} of {one // 4}") for one in quarters]
    return (*named, *((str(year), f"Year {year}") for year in (today.year, today.year - 1)))


def agreement_view(report: AgreementReport, *, first_given: bool) -> AgreementView:
    """Return what the page shows: by the grades first given, or by those that were signed."""
    lead = f"{report.pairs} cases were audited by lead and peer. Nothing is told of fewer than {LEAST_PAIRS} pairs."
    return AgreementView(lead, tuple(_card(one, first_given=first_given) for one in report.lines))


def _card(line: AgreementLine, *, first_given: bool) -> AgreementCardView:
    told = line.first_given if first_given else line.submitted
    grades = tuple(point.label for point in line.points)
    if not told.is_told:
        return AgreementCardView(line.label, (f"{told.pairs} pairs, too few to tell anything.",), grades, ())
    return AgreementCardView(line.label, _sentences(told), grades, told.table)


def _sentences(told: Agreement) -> tuple[str, ...]:
    return (
        f"{told.pairs} pairs. The same grade in {_share(told.exact)}, within one grade in {_share(told.within_one)}.",
        f"The lead gave the better grade in {told.first_better}, the peer in {told.second_better}.",
        f"Weighted kappa {_figure(told.kappa)}. AC2 {_figure(told.ac2)}.",
    )


def _share(one: Figure | None) -> str:
    if one is None or one.low is None or one.high is None:
        return "no pair" if one is None else f"{one.value:.0%}"
    return f"{one.value:.0%} ({one.low:.0%} to {one.high:.0%})"


def _figure(one: Figure | None) -> str:
    if one is None:
        return "says nothing, because all grades are the same"
    if one.low is None or one.high is None:
        return f"{one.value:.2f}"
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
