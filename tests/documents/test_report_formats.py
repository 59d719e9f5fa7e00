"""What a report is written as opens elsewhere: LibreOffice reads it without repair, and hostile text stays text."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qa_desktop.bootstrap.reports import ENDINGS, report_file
from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.reports.report import BarsChart, Heading, Paragraph, Points, Quoted, Report
from qa_desktop.domain.scale import ScalePoint, Tone
from tests.desks import MOMENT

OFFICE = shutil.which("soffice")
NEEDS_OFFICE = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: ./test installs it on Debian")
HOSTILE = ("=1+1", "+1", "-1+1", "@SUM(1)", "\tTab", '"Quoted', "'Single", "=HYPERLINK(1)", "＝1+1")
CONTROL = "Nul\x00 bell\x07 half\ud800 none\uffff end"
SCALE = GradeScale(
    "grade",
    (
        ScalePoint("good", "Good", 1, tone=Tone.GOOD),
        ScalePoint("poor", "Inadequate", 2, tone=Tone.INADEQUATE),
    ),
)
REPORT = Report(
    title="Managers' briefing",
    authority="Herefordshire",
    audience="Managers' Meeting",
    period="September 2026",
    counted="Signed audits and records of September 2026, as far as they came to this laptop.",
    made_on="21 November 2026",
    made_by="Oli \x01Officer",
    blocks=(
        Heading("In short"),
        Paragraph("What do families say? They were heard.", lead="What do families say?"),
        *(Paragraph(one) for one in (*HOSTILE, CONTROL)),
        Points(("First point", CONTROL)),
        Heading("Grades"),
        BarsChart(Breakdown("Overall grade", SCALE, (Bar("Sep", "Sep 2026", (7, 5)),)), "Month"),
        Heading("Texts"),
        FigureTable("Texts", ("What", "Number"), tuple((one, 1) for one in (*HOSTILE, CONTROL))),
        Heading("Good practice"),
        Quoted("They listened.", "September 2026"),
    ),
)


def converted(folder: Path, file: str, data: bytes, ending: str) -> Path:
    """Return what LibreOffice makes of a file; it fails on one that it would have to repair."""
    (folder / file).write_bytes(data)
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", ending, "--outdir", str(folder / "made"), str(folder / file)]
    subprocess.run(command, check=True, capture_output=True, timeout=250)
    return folder / "made" / Path(file).with_suffix(f".{ending.partition(':')[0]}").name


@NEEDS_OFFICE
@pytest.mark.timeout(300)
def test_the_document_for_editing_opens_elsewhere_with_its_words_and_tables(tmp_path: Path) -> None:
    made = converted(tmp_path, "report.docx", report_file(REPORT, ".docx", MOMENT), "txt:Text (encoded):UTF8")

    text = made.read_text(encoding="utf-8")
    assert "Managers' briefing" in text
    assert all(one.strip() in text for one in HOSTILE)
    assert "Nul" in text
    assert "They listened." in text
    assert "7 of 12" in text


@NEEDS_OFFICE
@pytest.mark.timeout(300)
def test_the_spreadsheet_opens_elsewhere_and_calculates_nothing(tmp_path: Path) -> None:
    data = report_file(REPORT, ".xlsx", MOMENT)

    made = converted(
        tmp_path, "report.xlsx", data, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3"
    )

    text = next((tmp_path / "made").glob("*.csv")).read_text(encoding="utf-8")
    assert made.parent.is_dir()
    assert all(one.replace('"', '""') in text for one in HOSTILE if one != "\tTab")
    assert "#NAME?" not in text


@NEEDS_OFFICE
@pytest.mark.timeout(300)
def test_the_page_in_large_print_opens_elsewhere(tmp_path: Path) -> None:
    made = converted(tmp_path, "report.html", report_file(REPORT, ".html", MOMENT), "txt:Text (encoded):UTF8")

    assert "They listened." in made.read_text(encoding="utf-8")


def test_hostile_text_stays_text_in_the_spreadsheet() -> None:
    book = load_workbook(io.BytesIO(report_file(REPORT, ".xlsx", MOMENT)))

    cells = [row[0] for row in book["Texts"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells[:-1]] == [(one, "s") for one in HOSTILE]
    assert [one for one, cell in zip(HOSTILE, cells, strict=False) if not cell.quotePrefix] == ['"Quoted']
    assert cells[-1].value == "Nul? bell? half? none? end".replace("?", "\N{REPLACEMENT CHARACTER}")


def test_a_sheet_is_printed_as_wide_as_a_page_with_its_heads_on_each() -> None:
    book = load_workbook(io.BytesIO(report_file(REPORT, ".xlsx", MOMENT)))

    for sheet in book:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet["A1"].font.name == sheet["A2"].font.name
        assert sheet["A2"].alignment.wrap_text
    assert (book["About"].row_dimensions[7].height or 0) == 30


def test_a_question_stands_out_from_its_answer() -> None:
    (line,) = (
        one
        for one in Document(io.BytesIO(report_file(REPORT, ".docx", MOMENT))).paragraphs
        if one.text == "What do families say? They were heard."
    )

    assert [(run.text, bool(run.bold)) for run in line.runs] == [
        ("What do families say?", True),
        (" They were heard.", False),
    ]
    page = report_file(REPORT, ".html", MOMENT).decode()
    assert "<p><strong>What do families say?</strong> They were heard.</p>" in page


def test_the_document_for_editing_has_headings_lists_tables_and_pictures_with_words() -> None:
    data = report_file(REPORT, ".docx", MOMENT)
    book = Document(io.BytesIO(data))

    styles = [(one.style.name if one.style else "", one.text) for one in book.paragraphs]
    assert ("Title", "Managers' briefing") in styles
    assert ("Heading 1", "Grades") in styles
    assert ("List Bullet", "First point") in styles
    assert [cell.text for cell in book.tables[0].rows[1].cells] == ["Sep 2026", "7", "5", "12", "7 of 12 (58%)"]
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "Chart: Overall grade. Sep 2026: Good 7, Inadequate 5" in xml
    assert "w:tblHeader" in xml
    assert book.core_properties.title == "Managers' briefing, September 2026"
    assert [cell.text for cell in book.tables[1].columns[0].cells][1:-1] == list(HOSTILE)


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_character_breaks_any_of_the_formats(ending: str) -> None:
    assert report_file(REPORT, ending, MOMENT)
