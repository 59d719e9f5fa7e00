"""Turns figures of agreement into sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain.agreement import LEAST_PAIRS, Agreement, Figure
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.measure_agreement import AgreementLine, AgreementReport, MeasureAgreement
from qa_desktop.ui.presenters.times import MONTHS

MONTHS_BACK, QUARTERS_BACK = 12, 4


class Basis(Enum):
    """Which grades of which two people are compared."""

    FIRST_GIVEN = "first_given"
    SUBMITTED = "submitted"
    SECOND_READING = "second_reading"

    @property
    def title(self) -> str:
        """The choice as people say it."""
        return {
            "first_given": "Lead and peer, first given",
            "submitted": "Lead and peer, as submitted",
            "second_reading": "First and second reader",
        }[self.value]

    @property
    def people(self) -> tuple[str, str]:
        """What the two are called inside a sentence."""
        return ("first reader", "second reader") if self is Basis.SECOND_READING else ("lead", "peer")


@dataclass(frozen=True, slots=True)
class AgreementCardView:
    """One domain, or the overall grade."""

    label: str
    words: tuple[str, ...]
    grades: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    """The first in rows, the second in columns; empty where too few pairs are known."""
    corner: str = ""
    """Who stands in the rows and who in the columns."""


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


def measured(measure: MeasureAgreement, period: ReportPeriod, basis: Basis) -> AgreementView:
    """Return what the page shows of a period."""
    report = measure.second_readings(period) if basis is Basis.SECOND_READING else measure(period)
    return agreement_view(report, basis)


def agreement_view(report: AgreementReport, basis: Basis) -> AgreementView:
    """Return what the page shows of figures that were worked out."""
    who = " and ".join(basis.people)
    lead = f"{report.pairs} cases were audited by {who}. Nothing is told of fewer than {LEAST_PAIRS} pairs."
    return AgreementView(lead, tuple(_card(one, basis) for one in report.lines))


def _card(line: AgreementLine, basis: Basis) -> AgreementCardView:
    told = line.first_given if basis is Basis.FIRST_GIVEN else line.submitted
    grades = tuple(point.label for point in line.points)
    if not told.is_told:
        return AgreementCardView(line.label, (f"{told.pairs} pairs, too few to tell anything.",), grades, ())
    first, second = basis.people
    corner = f"{first.capitalize()} (rows), {second} (columns)"
    return AgreementCardView(line.label, _sentences(told, first, second), grades, told.table, corner)


def _sentences(told: Agreement, first: str, second: str) -> tuple[str, ...]:
    return (
        f"{told.pairs} pairs. The same grade in {_share(told.exact)}, within one grade in {_share(told.within_one)}.",
        f"The {first} gave the better grade in {told.first_better}, the {second} in {told.second_better}.",
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
