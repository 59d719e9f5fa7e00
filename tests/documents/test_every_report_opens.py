"""Every report of the five authorities opens in LibreOffice, as a document and as a workbook, with all its headings."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.report import BarsChart, Heading, HeatChart, Report
from qa_desktop.domain.reports.template import PartKind
from qa_desktop.services.make_report import ReportWish
from tests.acceptance.report_seeds import (
    bracknell_responses,
    durham_feedback,
    durham_supervision,
    herefordshire,
    herefordshire_records,
    slough_themes,
)
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import add_record

OFFICE = shutil.which("soffice")
NEEDS_OFFICE = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: ./test installs it on Debian")
SETTINGS = {
    "BRA": "bracknell-forest", "DUR": "durham", "HER": "herefordshire", "ROC": "rochdale", "SLO": "slough",
}  # fmt: skip
MEASURED = (Measured("Supervision", "In time", "2026-08", "78%"), Measured("Supervision", "=1+1", "2026-09", "-3"))

pytestmark = [pytest.mark.slow, NEEDS_OFFICE, pytest.mark.timeout(900)]


Made = dict[str, tuple[Report, dict[str, bytes]]]
"""Reports by the id of their template, with their files by the ending."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return every report of a year in which something was signed."""
    desk = new_desk(tmp_path_factory.mktemp("officer"), "Oli Officer", Role.QA_OFFICER)
    for seed in (herefordshire_records, slough_themes, durham_feedback, durham_supervision, bracknell_responses):
        seed(desk)
    herefordshire(desk, 12)
    add_record(desk, "roc-t1-generic", "R-1", date(2026, 8, 5), {})
    try:
        return dict(_made(desk))
    finally:
        desk.desk.close()


def _made(desk: OpenDesk) -> Iterator[tuple[str, tuple[Report, dict[str, bytes]]]]:
    make, write = desk.desk.reports(), desk.desk.write_report
    for template in make.templates():
        desk.desk.authority_settings.choose(SETTINGS[template.code])
        topic = "Supervision" if any(part.kind is PartKind.BESIDE for part in template.parts) else ""
        report = make(ReportWish(template, ReportPeriod.parse("2026"), topic, MEASURED))
        yield template.id, (report, {ending: write(report, ending) for ending in (".docx", ".xlsx")})


def converted(folder: Path, reports: Made, ending: str, to: str) -> Path:
    """Convert the files of all reports in one go; return where LibreOffice left what it made of them."""
    for name, (_, files) in reports.items():
        (folder / f"{name}{ending}").write_bytes(files[ending])
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", to, "--outdir", str(folder / "made"), *map(str, sorted(folder.glob(f"*{ending}")))]
    subprocess.run(command, check=True, capture_output=True, timeout=800)
    return folder / "made"


def test_every_document_opens_with_its_title_and_all_its_headings(reports: Made, tmp_path: Path) -> None:
    folder = converted(tmp_path, reports, ".docx", "txt:Text (encoded):UTF8")

    assert len(reports) > 70
    for name, (report, _) in reports.items():
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8-sig").splitlines()
        wanted = [report.title, *(one.text for one in report.blocks if isinstance(one, Heading))]
        assert [one for one in wanted if one not in lines] == [], name


def test_every_workbook_opens_with_all_its_sheets_and_calculates_nothing(reports: Made, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

    folder = converted(tmp_path, reports, ".xlsx", every_sheet)

    written = 0
    for name, (report, _) in reports.items():
        tables = [one for one in report.blocks if isinstance(one, BarsChart | HeatChart | FigureTable)]
        sheets = sorted(folder.glob(f"{name}-*.csv"))
        about = [one for one in sheets if one.stem == f"{name}-About"]
        assert len(about) == 1, name
        assert len(list(folder.glob(f"{name}-*.csv"))) >= 1 + len(tables), name
        with about[0].open(encoding="utf-8-sig", newline="") as lines:
            assert ["Report", report.title] in list(csv.reader(lines)), name
        told = "".join(one.read_text(encoding="utf-8") for one in sheets)
        assert not [one for one in ("#NAME?", "#VALUE!", "Err:") if one in told], name
        written += "=1+1" in told
    assert written, "the text that looks like a formula stands in the sheets as it is"
