"""Reports of what audits say: each has the contents that its framework names, and its figures are those counted."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from qa_desktop.bootstrap.reports import report_file
from qa_desktop.cli import run
from qa_desktop.domain.allocation import Allocation, allocate_change
from qa_desktop.domain.figures.tables import FigureTable, bars_table
from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.report import BarsChart, Heading, Report
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.make_report import ReportWish
from tests.acceptance.report_seeds import (
    bracknell_responses,
    durham_feedback,
    durham_supervision,
    herefordshire,
    herefordshire_records,
    slough_themes,
    text_under,
    theme,
)
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.figure_seed import GRADES, add_record


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def made(desk: OpenDesk, kind: str, period: str, **given: object) -> Report:
    make = desk.desk.reports()
    topic, measured, words = given.get("topic", ""), given.get("measured", ()), given.get("words", {})
    assert isinstance(topic, str)
    assert isinstance(measured, tuple)
    assert isinstance(words, Mapping)
    return make(ReportWish(make.template(kind), ReportPeriod.parse(period), topic, measured, words))


def headings(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]


def part(report: Report, title: str) -> str:
    """Return what stands under a heading, as text."""
    return text_under(report_text(report), title)


def tables(report: Report, heading: str) -> list[FigureTable]:
    found: list[FigureTable] = []
    under = ""
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            under = block.text
        elif under == heading and isinstance(block, BarsChart):
            found.append(bars_table(block.told, block.first, report.policy))
        elif under == heading and isinstance(block, FigureTable):
            found.append(block)
    return found


def test_h11_the_managers_briefing_has_compliance_grades_themes_good_practice_and_areas_for_development(
    officer: OpenDesk,
) -> None:
    seeded = [one for one in herefordshire(officer) if one.day.month == 9]
    given = Allocation("a-1", officer.desk.owner.id, ToolId("her-audit"), "HER-late", date(2026, 11, 20))
    officer.store.append([allocate_change(given)])

    report = made(officer, "managers-briefing", "2026-09")
    november = made(officer, "managers-briefing", "2026-11")

    wanted = ["Compliance", "Overview of grades", "Audit themes", "Good practice", "Areas for development"]
    assert [one for one in headings(report) if one in wanted] == wanted
    (overview,) = tables(report, "Overview of grades")
    counted = Counter(one.overall for one in seeded)
    assert overview.rows[-1][:6] == ("Sep 2026", *(counted[code] for code in GRADES), len(seeded))
    strengths = Counter(name for one in seeded for kind, name, _ in one.themes if kind == "strength")
    told = {str(row[0]): row[2] for row in tables(report, "Audit themes")[0].rows if row[1] == "Strength"}
    assert told == dict(strengths)
    assert all(
        quote in part(report, "Good practice") for one in seeded for kind, _, quote in one.themes if kind == "strength"
    )
    (compliance,) = tables(november, "Compliance")
    assert compliance.rows == (("Auditor", 1, 0, 0, 1, 0),)


def test_h11_the_quarterly_report_has_audits_feedback_complaints_and_data_by_service_and_team(
    officer: OpenDesk,
) -> None:
    seeded = herefordshire(officer)
    herefordshire_records(officer)

    report = made(officer, "quarterly-qa-report", "2026-Q3", words={"rapid-reviews": "One review, of neglect."})

    wanted = [
        "Audits of the last three months", "Service areas", "Teams", "Themes", "Learning from complaints",
        "User feedback", "Rapid Reviews", "Multi-agency audit", "Other quality assurance",
    ]  # fmt: skip
    assert [one for one in headings(report) if one in wanted] == wanted
    assert "Letters come too late." in part(report, "Learning from complaints")
    assert "They listened to me." in part(report, "User feedback")
    assert "One review, of neglect." in part(report, "Rapid Reviews")
    assert "Later." not in report_text(report)
    (teams,) = tables(report, "Teams")
    numbers = Counter(one.team for one in seeded)
    told = {str(row[0]): row[5] for row in teams.rows if row[5] != "left out"}
    # The smallest team has fewer than five; the next smallest would give it away.
    assert told == {team: numbers[team] for team in sorted(numbers, key=lambda one: numbers[one])[2:]}
    assert min(numbers.values()) < 5


def test_h10_grades_over_time_at_department_service_team_and_practitioner(officer: OpenDesk) -> None:
    seeded = herefordshire(officer)

    report = made(officer, "grade-trajectory", "2026-Q3")

    def sums(heading: str) -> dict[str, tuple[int, ...]]:
        return {
            table.title: tuple(sum(int(row[column]) for row in table.rows) for column in range(1, 5))
            for table in tables(report, heading)
        }

    def counted(attribute: str) -> dict[str, tuple[int, ...]]:
        groups = {str(getattr(one, attribute)) for one in seeded}
        return {
            name: tuple(
                sum(one.overall == code and getattr(one, attribute) == name for one in seeded) for code in GRADES
            )
            for name in groups
        }

    assert sums("Department")["Overall grade"] == tuple(sum(one.overall == code for one in seeded) for code in GRADES)
    for heading, attribute in (("Services", "service"), ("Teams", "team"), ("Practitioners", "worker")):
        assert sums(heading) == counted(attribute)
    assert len(tables(report, "Department by domain")) == 6
    assert [str(row[0]) for row in tables(report, "Department")[0].rows][-1] == "Q3 2026"


def test_h10_there_are_no_figures_of_practitioners_where_the_authority_has_none(officer: OpenDesk) -> None:
    herefordshire(officer, 2)
    officer.desk.authority_settings.choose("durham")

    with pytest.raises(NotAllowed, match="no figures of single practitioners"):
        made(officer, "grade-trajectory", "2026-Q3")


def test_s5_themes_roll_up_monthly_for_teams_and_quarterly_for_boards(officer: OpenDesk) -> None:
    slough_themes(officer)

    august = made(officer, "themes-for-teams", "2026-08")
    quarter = made(officer, "themes-for-boards", "2026-Q3")

    (by_team,) = tables(august, "Themes by team")
    assert by_team.heads == ("Theme", "What it is", "North", "South")
    assert by_team.rows == (("Life story work", "Strength", 1, 1),)
    (by_month,) = tables(quarter, "Themes by month")
    assert by_month.heads[2:] == ("Jul 2026", "Aug 2026", "Sep 2026")
    assert {str(row[0]).casefold() for row in by_month.rows} == {"life story work", "delay"}
    assert "They know their story." in part(august, "Good practice")
    assert "Sam" not in report_text(august) + report_text(quarter)


def test_s5_a_board_is_told_the_number_of_cases_where_it_is_not_small(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("slough")
    for number in range(5):
        fields = theme(1, "development", "Delay", "It took weeks.")
        add_record(officer, "slo-case-audit", f"SLO-{number}", date(2026, 8, 5), fields)

    (by_month,) = tables(made(officer, "themes-for-boards", "2026-Q3"), "Themes by month")

    assert by_month.rows == (("Delay", "Area for development", 0, 5, 0),)


def test_d9_the_quality_of_practice_report_has_themes_of_audits_and_of_family_feedback(officer: OpenDesk) -> None:
    durham_feedback(officer)

    report = made(officer, "quality-of-practice", "2026-Q2")

    assert "We were asked what we want." in part(report, "Themes of family feedback")
    assert "Phones" not in report_text(report)
    assert [row[0] for row in tables(report, "Themes of audits")[0].rows] == ["Danger statements"]
    assert [row[0] for row in tables(report, "Family feedback by theme")[0].rows] == ["Being asked"]
    assert "The statement is in the child's words." in part(report, "Strengths")
    assert "Kai" not in report_text(report)


def test_d10_quantity_and_quality_stand_side_by_side_for_a_topic(officer: OpenDesk) -> None:
    durham_supervision(officer)
    measured = (
        Measured("Supervision", "Held in time", "2026-05", "78%"),
        Measured("Referrals", "Contacts", "2026-05", "512"),
    )

    report = made(officer, "quantity-and-quality", "2026-Q2", topic="Supervision", measured=measured)

    (table,) = tables(report, "Supervision")
    assert table.heads == ("Quantity", "Quality")
    quantity, quality = ([row[column] for row in table.rows if row[column]] for column in (0, 1))
    assert quantity == ["Held in time, May 2026: 78%", "81 of 90 held in June."]
    assert quality == [
        "Area for improvement: 1 case", "“Supervision is late.”", "Workers say that it helps them think.",
    ]  # fmt: skip


def test_d10_a_topic_has_to_be_named(officer: OpenDesk) -> None:
    with pytest.raises(InputProblem, match="which topic"):
        made(officer, "quantity-and-quality", "2026-Q2")


def test_b9_the_quarterly_report_carries_the_management_response_to_it_and_to_no_other(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")
    before = made(officer, "bracknell-quarterly-report", "2026-Q3")
    bracknell_responses(officer)

    report = made(officer, "bracknell-quarterly-report", "2026-Q3")

    assert "has not come yet" in part(before, "Management response")
    assert headings(report)[-1] == "Management response"
    told = part(report, "Management response")
    assert "Train everybody in chronologies" in told
    assert "Accepted" in told
    assert "We agree." in told
    assert "We do not." not in told


def test_a_report_is_a_tagged_pdf_a_workbook_and_plain_text(officer: OpenDesk) -> None:
    herefordshire(officer, 12)
    report = made(officer, "quarterly-qa-report", "2026-Q3", words={"summary": "=HYPERLINK(1)\n\n- One\n- Two"})

    pdf = pikepdf.open(io.BytesIO(report_file(report, ".pdf", officer.clock.now())))
    book = load_workbook(io.BytesIO(report_file(report, ".xlsx", officer.clock.now())))

    assert bool(pdf.Root.MarkInfo.Marked)
    assert len(pdf.pages) > 2
    assert book["About"]["B5"].value == "July to September 2026"
    teams = book["Teams"]
    assert [cell.value for cell in teams[1]][:2] == ["Team", "Outstanding"]
    assert all(isinstance(cell.value, int | str | None) for row in teams.iter_rows() for cell in row)
    assert "- One" in report_file(report, ".txt", officer.clock.now()).decode()
    with pytest.raises(InputProblem, match=r"not as “\.odt”"):
        report_file(report, ".odt", officer.clock.now())


def test_reports_are_listed_and_made_by_command(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    herefordshire(officer, 4)
    officer.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    out, data = tmp_path / "briefing.txt", ["--data", str(officer.place.folder)]

    listed = run(["report", "list", "--json", *data])
    listed_json = json.loads(capsys.readouterr().out)
    told = {one["report"]: one for one in listed_json["reports"]}
    written = run(["report", "managers-briefing", "--period", "2026-08", "--out", str(out), *data])
    again = run(["report", "managers-briefing", "--period", "2026-08", "--out", str(out), *data])
    unknown = run(["report", "nothing", "--period", "2026-08", "--out", str(tmp_path / "x.pdf"), *data])

    assert (listed, written, again, unknown) == (0, 0, 2, 2)
    assert told["managers-briefing"]["answers_to"] == ["D-H01"]
    states = {one["id"]: one["state"] for one in listed_json["catalogue"]}
    assert (states["D-H01"], states["D-R04"], states["D-R20"]) == ("built", "import", "outside")
    assert out.read_text().startswith("Herefordshire\nManagers' briefing, August 2026\n")
    assert "There is no report “nothing”" in capsys.readouterr().err
