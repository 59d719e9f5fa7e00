"""Reports of a week and of six weeks: what lies in their days counts, and each goes on from the last of its length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.cli import run
from qa_desktop.domain import paths
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.question import Dimension, FigureFilter
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import Span
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import Structure
from qa_desktop.domain.reports.measured import Measured, shown_in
from qa_desktop.services.make_report import ReportWish
from qa_desktop.ui.presenters.reports import choices_of
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.figure_seed import add, add_record, made_up

SIX, NEXT_SIX = ReportPeriod.parse("2026-10-05"), ReportPeriod.parse("2026-11-16")
DAYS = (*(date(2026, 12, day) for day in (20, 21, 27, 28, 31)), date(2027, 1, 3), date(2027, 1, 4))
"""About the week 53 of 2026, 28 December to 3 January."""


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def test_a_week_over_the_end_of_the_year_counts_the_audits_of_its_days_alone(officer: OpenDesk) -> None:
    seeds = [replace(one, day=day) for one, day in zip(made_up(len(DAYS)), DAYS, strict=True)]
    for one in seeds:
        add(officer, one)
    within = [one for one in seeds if date(2026, 12, 28) <= one.day <= date(2027, 1, 3)]
    week = replace(FigureFilter.of(ReportPeriod.parse("2026-W53")), tool="her-audit")
    figures = officer.desk.figures

    (by_month,) = figures.by_group(week, Dimension.MONTH, hide_small=False)

    assert figures.audits(week) == {"": 3}
    assert [bar.total for bar in by_month.bars] == [2, 1]
    assert sum(one.cases for one in figures.themes(week)) == sum(len(one.themes) for one in within)
    assert week.period_words == "28 December 2026 to 3 January 2027"


def test_a_register_is_told_week_by_week_up_to_the_week_of_the_report(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("rochdale")
    for day in (*DAYS, *[date(2026, 12, 31)] * 3):
        said: dict[str, Value] = {
            paths.answer("roc-cl.1.received"): day.isoformat(),
            paths.answer("roc-cl.1.route"): "corporate",
        }
        add_record(officer, "roc-complaints-log", "ROC-1", day, said)
    make = officer.desk.reports()

    counts = officer.desk.registers.counts("roc-complaints", Span.WEEK)
    report = make(ReportWish(make.template("rochdale-complaints"), ReportPeriod.parse("2026-W53")))

    table = next(one for one in report.blocks if isinstance(one, FigureTable))
    assert dict(zip(counts.periods, counts.entries, strict=True)) == {
        "2027-W01": 1,
        "2026-W53": 6,
        "2026-W52": 2,
        "2026-W51": 1,
    }
    assert [one.by_period for one in counts.counted] == [(1, 6, 2, 1)]
    assert table.heads == ("What", "W48 2026", "W49 2026", "W50 2026", "W51 2026", "W52 2026", "W53 2026")
    assert table.rows[0] == ("Entries", 0, 0, 0, LEFT_OUT, LEFT_OUT, 6)
    assert report.period == "Week 53, 28 December 2026 to 3 January 2027"


def test_six_weeks_go_on_from_the_six_weeks_before_and_from_no_month(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("slough")
    keep, template = officer.desk.keep_reports, officer.desk.reports().template("slough-scorecard")
    keep.arrange(template, SIX, Structure(("audits",)))
    keep.save(template, SIX, {"summary": "Six good weeks."})
    keep.save(template, ReportPeriod.parse("2026-11"), {"summary": "A month."})

    begun = keep.begun("slough-scorecard", NEXT_SIX)

    assert begun.structure.without == ("audits",)
    assert begun.last is not None
    assert begun.last.words == {"summary": "Six good weeks."}
    assert keep.begun("slough-scorecard", ReportPeriod.parse("2026-W47")).last is None


def test_the_window_offers_the_weeks_that_follow_on_the_last_report(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("slough")
    keep, template = officer.desk.keep_reports, officer.desk.reports().template("slough-scorecard")
    today = date(2027, 1, 6)

    before = next(one for one in choices_of(officer.desk, today) if one.id == "slough-scorecard")
    keep.save(template, SIX, {"summary": "Six good weeks."})
    after = next(one for one in choices_of(officer.desk, today) if one.id == "slough-scorecard")
    weekly = next(one for one in choices_of(officer.desk, today) if one.id == "slough-dashboard")

    assert before.facts.startswith("Every six weeks, for ")
    assert before.usual == "2026-11-23--2027-01-03"
    assert after.usual == NEXT_SIX.name
    assert weekly.facts.startswith("Weekly and monthly and quarterly")
    assert weekly.usual == "2026-W53"
    assert {"2026-12", "2026-Q4", "2027-W01"} <= {name for name, _ in weekly.periods}


def test_figures_kept_by_week_stand_in_a_report_of_weeks() -> None:
    weeks = [f"2026-W{number}" for number in range(41, 54)]
    kept = [Measured("Assessments", "In time", name, "81%") for name in (*weeks, "2027-W01", "2026-12")]

    found = shown_in(kept, ReportPeriod.parse("2026-W53"))

    assert [one.period for one in found] == [*weeks[-6:], "2026-12"]
    assert [one.every for one in found] == [*["week"] * 6, "month"]


def test_the_command_makes_a_report_of_six_weeks_and_says_what_is_wrong(
    officer: OpenDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    officer.desk.authority_settings.choose("slough")
    officer.desk.close()
    out, place = tmp_path / "scorecard.txt", ("--data", str(officer.place.folder))

    code = run(["report", "slough-scorecard", "--period", "2026-10-05/2026-11-15", "--out", str(out), *place])
    wrong = run(["report", "slough-scorecard", "--period", "2026-10-05/2026-11-14", "--out", str(out), *place])

    assert (code, wrong) == (0, 2)
    assert "5 October to 15 November 2026" in out.read_text(encoding="utf-8")
    assert "is not one to six whole weeks. Six weeks from 5 October 2026 on last until 15 November 2026." in (
        capsys.readouterr().err
    )
