"""Measures figures over very many audits: from the filter to the data of each choice of the insight page."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.many_figures import SCALE, TOOL, fill
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, open_again, scratch_folder
from qa_desktop.clock import local_day
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.question import Behind, FigureFilter, QuotationsBehind
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.ui.presenters.insight import InsightQuestion, InsightSources, Shown
from qa_desktop.ui.presenters.insight_charts import answered
from qa_desktop.ui.presenters.themes import themes_view

USUAL = 50_000
SOON, OF_MANY = Limit(absolute=100.0), Limit(absolute=300.0)
"""Up to the usual number of audits, and beyond."""
BARE = (
    "SELECT w.item, w.scale, w.grade, sum(c.number) FROM figure_cell c JOIN figure_place p ON p.id = c.place "
    "JOIN figure_what w ON w.id = c.what WHERE c.theme = 0 AND p.level = 1 GROUP BY c.what"
)
REGISTER = "her-feedback"
EVERYTHING = FigureFilter(tool=TOOL)
FILTERS = {
    "of_a_team_and_category": (Shown.MONTHS, FigureFilter(tool=TOOL, team="team 3", category="category 2")),
    "by_team_of_a_category": (Shown.MAP_TEAMS, FigureFilter(tool=TOOL, category="category 2")),
    "by_category_of_a_team": (Shown.CATEGORIES, FigureFilter(tool=TOOL, team="team 3")),
    "of_a_theme": (Shown.MAP_TEAMS, FigureFilter(tool=TOOL, theme="Theme 3")),
    "of_a_theme_and_category": (Shown.DOMAINS, FigureFilter(tool=TOOL, theme="Theme 3", category="category 2")),
}


def main() -> None:
    """Print a line for each choice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="keep the profile there, and take it next time")
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        place = chosen.kept or folder / "profile"
        profile = open_again(place) if place.exists() else filled(place, chosen.audits)
        measure(profile, chosen)
        profile.desk.close()


def filled(place: Path, audits: int) -> OpenedProfile:
    """Make a profile with so many audits."""
    profile = make_profile(place, role=Role.QA_OFFICER)
    profile.desk.authority_settings.choose("herefordshire")
    with profile.store._write() as run:  # noqa: SLF001 - a whole log of so many would take an hour
        fill(run, audits)
    return profile


def measure(profile: OpenedProfile, chosen: argparse.Namespace) -> None:
    """Measure each choice, of every time and of some filters, against one bare statement over the same counts."""
    figures, limit = profile.desk.figures, SOON if chosen.audits <= USUAL else OF_MANY
    figures.choices()
    desk = profile.desk
    names = {f"auditor {number}": f"Auditor {number}" for number in range(200)}
    today = local_day(desk.clock.now())
    sources = InsightSources(
        figures, desk.planning.quotas, desk.registers, desk.improvements.list, lambda: names, lambda: today
    )
    asked = {shown.value: (shown, EVERYTHING) for shown in Shown} | FILTERS
    for name, (shown, wanted) in asked.items():
        tell(
            f"insight_{name}",
            partial(answered, sources, InsightQuestion(wanted, shown, register=REGISTER)),
            profile,
            chosen.runs,
            limit,
        )
    by_team = Behind(FigureFilter(tool=TOOL, team="team 3"), OVERALL, "good", SCALE.id)
    by_domain = Behind(EVERYTHING, f"{TOOL}.1", "good", SCALE.id)
    for name, behind in (("team", by_team), ("domain", by_domain)):
        tell(f"insight_audits_behind_{name}", partial(figures.behind, behind), profile, chosen.runs, limit)
    tell("insight_choices", figures.choices, profile, chosen.runs, limit)
    measure_themes(profile, chosen.runs, limit)


def measure_themes(profile: OpenedProfile, runs: int, limit: Limit) -> None:
    """Measure the page of themes: of every time, of a month, of a week; and a page of its quotations."""
    desk = profile.desk
    for name, wanted in (
        ("every_time", FigureFilter()),
        *((period, FigureFilter.of(ReportPeriod.parse(period))) for period in ("2026-10", "2026-W41")),
    ):
        tell(f"themes_{name}", partial(themes_view, desk, wanted), profile, runs, limit)
    merged = profile.store.figures.merging({"Theme 3": "Theme 4"})
    tell("themes_of_which_two_are_one", partial(merged.themes, FigureFilter()), profile, runs, limit)
    for name, theme in (("of_all", ""), ("of_one", "Theme 3")):
        waiting = QuotationsBehind(FigureFilter(), None, theme, waiting=True)
        tell(f"themes_waiting_{name}", partial(desk.figures.behind_theme, waiting), profile, runs, limit)


def tell(name: str, ask: Callable[[], object], profile: OpenedProfile, runs: int, limit: Limit) -> None:
    """Measure one beside its floor and print the line."""
    took = side_by_side(runs, lambda _: milliseconds(ask), lambda _: milliseconds(partial(bare_counts, profile)))
    report(name, *took, limit)


def bare_counts(profile: OpenedProfile) -> None:
    """Read every count by team, and nothing around it."""
    with profile.store._read() as run:  # noqa: SLF001 - as above
        list(run(BARE))


if __name__ == "__main__":
    main()
