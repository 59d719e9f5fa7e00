"""Measures figures over very many audits: from the filter to the data of each choice of the insight page."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, scratch_folder
from qa_desktop.domain.figures.graded import OVERALL, GradeScale
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.record import Role
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.models.statement import Run
from qa_desktop.ui.presenters.insight import InsightQuestion, Shown, answered, behind_of

SOON = Limit(absolute=100.0)
DOMAINS = 7
SCALE = GradeScale.of(
    ScalePoint(code, code.capitalize(), rank)
    for rank, code in enumerate(("outstanding", "good", "requires", "inadequate"), start=1)
)
NUMBERS = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ?1)"
DAY = "date('2024-01-01', (value % 1000) || ' days')"
AUDITS = (
    f"INSERT INTO figure_audit {NUMBERS} SELECT value, 'copy-' || value, {DAY}, substr({DAY}, 1, 7), 'her-audit', "  # noqa: S608 - constants of ours
    # Brackets: what joins words binds more tightly.
    "'HER', 'service ' || (value % 7), 'team ' || (value % 40), 'worker ' || (value % 400), "
    "'category ' || (value % 4), '', '', '', 0, 1 FROM n"
)
GRADES = (
    f"INSERT INTO figure_grade {NUMBERS} SELECT value, ?2, '', '', ?3, "  # noqa: S608 - as above
    "CASE (value * 7 + ?4) % 4 WHEN 0 THEN 'outstanding' WHEN 1 THEN 'good' WHEN 2 THEN 'requires' "
    "ELSE 'inadequate' END, 1 FROM n"
)
LISTED = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, search, "
    "place, place_title, changed_at, unsent, team, service, meeting) SELECT audit, tool, '1', '', 'signed', day, "
    "'me', day, '', 'Audit', 'HER', audit, practitioner, 'good', 1, 1, '', '', '', day, 0, team, service, "
    "day FROM figure_audit"
)
TALLIES = (("figure_tally", "team"), ("figure_category_tally", "category"))
COUNTED = (
    "INSERT INTO {0} SELECT g.item, a.tool, a.month, a.service, a.{1}, g.scale, g.grade, a.authority, count(*) "
    "FROM figure_audit a CROSS JOIN figure_grade g ON g.number = a.number GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
)
EVERY = (
    "INSERT INTO {0} SELECT '', tool, month, service, {1}, '', '', authority, count(*) FROM figure_audit "
    "GROUP BY 1, 2, 3, 4, 5, 8"
)
BARE = "SELECT {}, item, scale, grade, sum(number) FROM figure_tally WHERE item <> '' GROUP BY 1, 2, 3, 4"
COLUMNS = {Shown.TEAMS: "team", Shown.MAP_TEAMS: "team", Shown.SERVICES: "service", Shown.MAP_SERVICES: "service"}


def main() -> None:
    """Print a line for each choice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=15)
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile", role=Role.QA_OFFICER)
        with profile.store._write() as run:  # noqa: SLF001 - a whole log of so many would take an hour
            fill(run, chosen.audits)
        measure(profile, chosen.runs)
        profile.desk.close()


def fill(run: Run, audits: int) -> None:
    """Add so many audits with eight grades each, and their counts."""
    run(AUDITS, (audits,))
    for number in range(DOMAINS + 1):
        item = f"her-audit.{number}" if number else OVERALL
        run(GRADES, (audits, item, SCALE.id, number))
        run("INSERT INTO figure_key VALUES ('her-audit', ?, ?, 'Domain', ?)", (item, f"Domain {number}", number))
    run("INSERT INTO figure_scale VALUES (?, ?)", (SCALE.id, SCALE.packed))
    run(LISTED)
    for table, narrowest in TALLIES:
        for statement in (COUNTED, EVERY):
            run(statement.format(table, narrowest))


def measure(profile: OpenedProfile, runs: int) -> None:
    """Measure each choice, of every time, against the bare statement over the same counts."""
    figures = profile.desk.figures
    figures.choices()
    everything = FigureFilter(tool="her-audit")
    for shown in (one for one in Shown if one not in (Shown.THEMES, Shown.DIFFERENCES)):
        ask = partial(answered, figures, InsightQuestion(everything, shown))
        tell(f"insight_{shown.value}", ask, partial(bare_counts, profile, COLUMNS.get(shown, "month")), runs)
    by_team = behind_of(InsightQuestion(everything, Shown.TEAMS), SCALE.id, "team 3", "good")
    by_domain = behind_of(InsightQuestion(everything, Shown.DOMAINS), SCALE.id, "her-audit.1", "good")
    for name, behind in (("team", by_team), ("domain", by_domain)):
        tell(
            f"insight_audits_behind_{name}",
            partial(figures.behind, behind),
            partial(bare_counts, profile, "team"),
            runs,
        )


def tell(name: str, ask: Callable[[], object], bare: Callable[[], object], runs: int) -> None:
    """Measure one beside its floor and print the line."""
    took = side_by_side(runs, lambda _: milliseconds(ask), lambda _: milliseconds(bare))
    report(name, *took, SOON)


def bare_counts(profile: OpenedProfile, column: str) -> None:
    """Read every count by one column, and nothing around it."""
    with profile.store._read() as run:  # noqa: SLF001 - as above
        list(run(BARE.format(column)))


if __name__ == "__main__":
    main()
