"""Measures reports over very many audits: from asking to the finished file, the first of a program just begun too."""

from __future__ import annotations

import argparse
from functools import partial

from benchmarks.many_figures import fill
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, scratch_folder
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import Report
from qa_desktop.services.make_report import ReportWish

SOON = Limit(absolute=5_000.0, worst=True)
REPORTS = {"briefing": ("managers-briefing", "2026-05"), "quarterly": ("quarterly-qa-report", "2026-Q2")}
FILES = (".pdf", ".docx", ".xlsx")


def main() -> None:
    """Print a line for each report and file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile", role=Role.QA_OFFICER)
        profile.desk.authority_settings.choose("herefordshire")
        with profile.store._write() as run:  # noqa: SLF001 - a whole log of so many would take an hour
            fill(run, chosen.audits)
        for name, (kind, period) in REPORTS.items():
            for ending in FILES:
                measure(f"report_{name}{ending.replace('.', '_')}", profile, (kind, period, ending), chosen.runs)
        profile.desk.close()


def measure(name: str, profile: OpenedProfile, which: tuple[str, str, str], runs: int) -> None:
    """Measure one beside writing the same values to the same file, with nothing read."""
    kind, period, ending = which
    write = profile.desk.write_report
    took = [milliseconds(lambda: write(made(profile, kind, period), ending))]
    values = made(profile, kind, period)
    more, floors = side_by_side(
        runs,
        lambda _: milliseconds(lambda: write(made(profile, kind, period), ending)),
        lambda _: milliseconds(partial(write, values, ending)),
    )
    report(name, [*took, *more], floors, SOON)


def made(profile: OpenedProfile, kind: str, period: str) -> Report:
    """Return the report as values."""
    make = profile.desk.reports()
    return make(ReportWish(make.template(kind), ReportPeriod.parse(period)))


if __name__ == "__main__":
    main()
