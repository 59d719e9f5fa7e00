"""What a report takes over from the insight page, and what it says of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.template import Every, PartKind
from qa_desktop.ui.presenters.carried_filter import CarriedFilter
from qa_desktop.ui.presenters.insight import Shown
from qa_desktop.ui.presenters.reports import ReportChoice, periods_of

TODAY = date(2026, 12, 2)
TITLES = (("her-audit", "Case file audit"), ("her-feedback", "Feedback"))


def choice(name: str, every: Every, tool: str, *kinds: PartKind) -> ReportChoice:
    periods = tuple(periods_of(every, TODAY))
    usual = next(one for one, _ in periods if ReportPeriod.parse(one).last < TODAY)
    return ReportChoice(name, name, "", periods, usual, "HER", (tool,), frozenset(kinds))


BRIEFING = choice("briefing", Every.MONTH, "her-audit", PartKind.GRADES)
QUARTERLY = choice("quarterly", Every.QUARTER, "her-audit", PartKind.GROUPS)
FEEDBACK = choice("feedback", Every.QUARTER, "her-feedback", PartKind.GROUPS)
EVERY = (FEEDBACK, QUARTERLY, BRIEFING)


def carried(period: str, tool: str = "her-audit", shown: Shown = Shown.MONTHS, **narrow: str) -> CarriedFilter:
    whole = FigureFilter.of(ReportPeriod.parse(period)) if period else FigureFilter()
    return CarriedFilter(
        FigureFilter(first=whole.first, last=whole.last, tool=tool, **narrow), period, shown, titles=TITLES
    )


@pytest.mark.parametrize(
    ("wanted", "report"),
    [
        (carried("2026-10"), "briefing"),
        (carried("2026-Q3"), "quarterly"),
        (carried("", shown=Shown.TEAMS), "quarterly"),
        (carried("2026-10", "her-feedback"), "feedback"),
    ],
)
def test_the_report_that_takes_over_most_is_offered(wanted: CarriedFilter, report: str) -> None:
    best = wanted.best_of(EVERY)

    assert best is not None
    assert best.id == report


@pytest.mark.parametrize(
    ("period", "of", "meant"),
    [
        ("2026-10", BRIEFING, "2026-10"),
        ("2026-08", QUARTERLY, "2026-Q3"),
        ("2026-Q3", BRIEFING, "2026-09"),
        ("2026", BRIEFING, "2026-11"),
        ("2026-Q4", BRIEFING, "2026-11"),
        ("", BRIEFING, "2026-11"),
    ],
)
def test_the_period_is_the_same_or_has_it_in_it_or_is_the_latest_in_it(
    period: str, of: ReportChoice, meant: str
) -> None:
    assert carried(period).period_of(of) == meant


def test_what_is_taken_over_and_what_is_not_is_said() -> None:
    wanted = carried("2026-10", team="North", theme="Supervision")

    assert wanted.words(BRIEFING) == (
        "Taken over from the insight page: October 2026, Case file audit. "
        "Not taken over: Theme: Supervision \u00b7 Team: North. A report tells of the whole authority."
    )
    assert wanted.words(FEEDBACK) == (
        "Not taken over: October 2026. This report is of October to December 2026; choose another period above. "
        "This report does not count \u201cCase file audit\u201d. "
        "Not taken over: Theme: Supervision \u00b7 Team: North. A report tells of the whole authority."
    )


def test_of_another_authority_and_of_small_counts_it_is_said_too() -> None:
    wanted = CarriedFilter(FigureFilter(authority="DUR"), hide_small=False)

    assert wanted.words(BRIEFING) == (
        "Not taken over: authority DUR. This report is of another authority. "
        "Small counts are left out, as its readers may not open the audits."
    )
    assert CarriedFilter(FigureFilter()).words(BRIEFING) == ""
