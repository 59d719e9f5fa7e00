"""Performance figures come from a list and are kept; what cannot be taken is told row by row, and none is lost."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from qa_desktop import cli
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.import_entries import rest_of
from qa_desktop.services.keep_measured import KeptMeasured
from qa_desktop.services.make_report import ReportWish
from tests.desks import PASSPHRASE, OpenDesk, new_desk

HEADINGS = ("Topic", "Measure", "Period", "Value", "Service", "Team")
IN_TIME = ("Assessments", "In time", "2026-09", "81%", "", "")
NORTH = ("Assessments", "In time", "2026-09", "77%", "Safeguarding", "North")


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    opened.desk.authority_settings.choose("rochdale")
    yield opened
    opened.desk.close()


def written(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def imported(opened: OpenDesk, path: Path, *rows: Sequence[str]) -> KeptMeasured:
    return opened.desk.measured.keep(opened.desk.measured.look(written(path, *rows), {}).ready)


def shown(opened: OpenDesk, period: str, measured: tuple[Measured, ...] | None = None) -> list[FigureTable]:
    make = opened.desk.reports()
    wish = ReportWish(make.template("rochdale-performance-clinic"), ReportPeriod.parse(period), measured=measured)
    return [one for one in make(wish).blocks if isinstance(one, FigureTable) and one.heads[0] == "Measure"]


def test_a_later_figure_of_the_same_replaces_the_first_and_both_stand_in_the_history(
    officer: OpenDesk, tmp_path: Path
) -> None:
    first = imported(officer, tmp_path / "1.csv", HEADINGS, IN_TIME, NORTH)
    officer.clock.moment += timedelta(days=1)
    second = imported(
        officer, tmp_path / "2.csv", HEADINGS, ("assessments", "IN  TIME", "2026-09", "83%", "", ""), NORTH
    )

    assert (first, second) == (KeptMeasured(2, 0, 0), KeptMeasured(0, 1, 1))
    assert [(one.label, one.value) for one in officer.desk.measured.kept()] == [
        ("IN TIME", "83%"),
        ("IN TIME, Safeguarding, North", "77%"),
    ]
    latest, *earlier = officer.desk.measured.history()
    assert (latest.by, latest.figure.value, latest.at) == ("Oli Officer", "83%", officer.clock.now())
    assert {one.figure.value for one in earlier} == {"81%", "77%"}


def test_every_row_that_cannot_be_taken_is_told_and_saved_to_be_put_right(officer: OpenDesk, tmp_path: Path) -> None:
    rows = (
        IN_TIME,
        ("Assessments", "", "2026-09", "", "", ""),
        ("Assessments", "Late", "autumn", "4", "", ""),
        IN_TIME,
        ("Visits", "In time", "2026-09", "70%", "", ""),
        ("visits", "in time", "2026-09", "71%", "", ""),
        ("Visits", "x" * 201, "2026-q3", "1", "", ""),
        (*NORTH, "more"),
        ("Visits", "Late", "01/10/2026", "3", "", ""),
    )

    found = officer.desk.measured.look(written(tmp_path / "list.csv", HEADINGS, *rows), {})

    assert [(one.measure, one.period) for one in found.ready] == [("In time", "2026-09"), ("Late", "2026-10")]
    assert [(one.row, one.words.partition(".")[0]) for one in found.wrong] == [
        (3, "no measure; no value"),
        (4, "“autumn” is no period"),
        (5, "the same as row 2"),
        (6, "row 7 tells the same figure; the values differ, neither is taken"),
        (7, "row 6 tells the same figure; the values differ, neither is taken"),
        (8, "shorten the measure to 200 characters at most"),
        (9, "more values than headings: is a separator inside a value?"),
    ]
    assert len(found.ready) + len(found.wrong) == len(rows)
    (tmp_path / "rest.csv").write_bytes(rest_of(found.headings, found.wrong))
    again = officer.desk.measured.look(tmp_path / "rest.csv", {})
    assert (again.headings, again.unknown) == (HEADINGS, ())
    assert [one.label for one in again.ready] == ["In time", "In time, Safeguarding, North"], (
        "what stood too far right was cut off"
    )
    assert len(again.wrong) == 5


def test_a_workbook_is_read_as_people_see_it_and_headings_are_remembered(officer: OpenDesk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Indicators of the month"])
    book.active.append(["Was", "Kennzahl", "Wann", "Wert"])
    book.active.append(["Assessments", "In time", date(2026, 9, 1), 0.81])
    book.active.append(["Assessments", "Held", 2026, 12])
    book.active["D3"].number_format = "0%"
    book.save(tmp_path / "list.xlsx")
    columns = {"topic": "Was", "measure": "Kennzahl", "period": "Wann", "value": "Wert"}

    with pytest.raises(InputProblem, match="--column measure=HEADING"):
        officer.desk.measured.look(tmp_path / "list.xlsx", {"topic": "Was"})
    with pytest.raises(InputProblem, match="A figure has no “subject”"):
        officer.desk.measured.look(tmp_path / "list.xlsx", {"subject": "Was"})
    first = officer.desk.measured.look(tmp_path / "list.xlsx", columns)
    second = officer.desk.measured.look(tmp_path / "list.xlsx", {})

    assert first == second
    assert [(one.measure, one.period, one.value) for one in first.ready] == [
        ("In time", "2026-09", "81%"),
        ("Held", "2026", "12"),
    ]


def test_a_report_shows_the_kept_figures_of_the_half_year_to_its_end_where_none_are_brought_in(
    officer: OpenDesk, tmp_path: Path
) -> None:
    months = ("2026-03", "2026-04", "2026-09", "2026-10")
    monthly = (("Assessments", "In time", month, month[-2:] + "%", "", "") for month in months)
    quarter = ("Assessments", "Closed", "2026-Q3", "40", "", "")
    imported(officer, tmp_path / "list.csv", HEADINGS, *monthly, NORTH, quarter)

    by_quarter, table = shown(officer, "2026-09")

    assert table.heads == ("Measure", "Apr 2026", "Sep 2026")
    assert table.rows == (("In time", "04%", "09%"), ("In time, Safeguarding, North", "", "77%"))
    assert shown(officer, "2026-09", (Measured("Visits", "Held", "2026-09", "9"),))[0].title == "Visits"
    assert shown(officer, "2026-09", ()) == []
    assert (by_quarter.title, by_quarter.heads) == ("Assessments by quarter", ("Measure", "Q3 2026"))
    assert table.title == "Assessments by month"
    assert shown(officer, "2026-Q4")[1].heads == ("Measure", "Sep 2026", "Oct 2026")
    assert shown(officer, "2026")[1].heads == ("Measure", "Mar 2026", "Apr 2026", "Sep 2026", "Oct 2026")


def test_kept_figures_stand_beside_what_is_said_of_a_topic(officer: OpenDesk, tmp_path: Path) -> None:
    imported(officer, tmp_path / "list.csv", HEADINGS, NORTH)
    officer.desk.authority_settings.choose("durham")
    make = officer.desk.reports()

    wish = ReportWish(make.template("quantity-and-quality"), ReportPeriod.parse("2026-Q3"), "assessments")

    assert "In time, Safeguarding, North, Sep 2026: 77%" in report_text(make(wish))


def test_only_officers_keep_figures(tmp_path: Path) -> None:
    manager = new_desk(tmp_path / "manager", "Mo Manager", Role.MANAGER)
    with pytest.raises(NotAllowed, match="Only a QA officer"):
        manager.desk.measured.look(written(tmp_path / "list.csv", HEADINGS, IN_TIME), {})
    with pytest.raises(NotAllowed, match="Only a QA officer"):
        manager.desk.measured.keep((Measured(*IN_TIME),))
    assert manager.desk.measured.kept() == ()
    assert manager.desk.measured.history() == ()
    manager.desk.close()


def test_all_of_it_works_by_command(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer.desk.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    wrong = ("Visits", "Held", "2026-13", "1", "", "")
    file = str(written(tmp_path / "list.csv", ("Theme of it", *HEADINGS[1:], "Note"), IN_TIME, NORTH, wrong))
    rest, out, place = tmp_path / "rest.csv", tmp_path / "report.txt", ["--data", str(officer.place.folder)]
    importing = ["measured", "import", file, "--column", "topic=Theme of it", *place]

    def said(*arguments: str) -> str:
        assert cli.run(list(arguments)) == 0
        return capsys.readouterr().out

    looked = said(*importing, "--look")
    nothing = said("measured", "list", *place)
    kept = json.loads(said(*importing, "--rest", str(rest), "--json"))
    listed = json.loads(said("measured", "list", "--topic", "assessments", "--json", *place))
    history = json.loads(said("measured", "history", "--json", *place))
    again = said(*importing)
    said("report", "rochdale-performance-clinic", "--period", "2026-09", "--out", str(out), *place)

    assert looked.startswith("2 figures can be taken.\nRow 4 is not taken: “2026-13” is no period")
    assert nothing.startswith("No performance figures are kept.")
    assert [kept[name] for name in ("ready", "new", "replaced", "same")] == [2, 2, 0, 0]
    assert ([one["row"] for one in kept["not_taken"]], kept["unknown"]) == ([4], ["Note"])
    assert "2026-13" in rest.read_text(encoding="utf-8-sig")
    assert [(one["value"], one["team"]) for one in listed] == [("81%", ""), ("77%", "North")]
    assert sorted((one["by"], one["value"]) for one in history) == [("Oli Officer", "77%"), ("Oli Officer", "81%")]
    assert again.startswith("0 figures are new, 0 replaced others, 2 stood there already.")
    assert "In time, Safeguarding, North" in out.read_text(encoding="utf-8")
    assert "77%" in said("measured", "list", *place)
    assert "Oli Officer  Assessments: In time" in said("measured", "history", *place)
    assert said("measured", "history", "--topic", "Visits", *place) == "Nobody has kept performance figures.\n"
