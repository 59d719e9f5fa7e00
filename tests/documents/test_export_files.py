"""Files of an export: every text is what it was, no text is a formula, and a stream of rows takes no more memory."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from pyarrow import parquet

from qa_desktop.documents.exports import open_sink, workbook
from qa_desktop.documents.exports import parquet as parquet_files
from qa_desktop.domain.exports import remembered
from qa_desktop.domain.exports.columns import AUDITS, Column, Kind, Row, Table, each
from qa_desktop.domain.exports.safe_text import BEGINNINGS
from qa_desktop.domain.exports.wish import ExportFormat, ExportWish
from qa_desktop.errors import EnvironmentProblem

HOSTILE = (
    "=1+1", "+44 20", "-5", "@SUM(A1)", "\ttab", '"quoted"', "'quoted", "=cmd|' /C calc'!A0", "＝1+1", "plain",
    "<b>&amp;</b>", "two\nlines", "_x0041_", "  spaces  ", "Żółć 漢字 🙂",
)  # fmt: skip
CONTROL = "nul\x00bell\x07end"
TABLE = Table(
    "things",
    "One row for each thing",
    (
        Column("text", "Text"),
        Column("number", "Number", Kind.NUMBER),
        Column("truth", "Truth", Kind.TRUTH),
        Column("day", "Day", Kind.DAY),
        Column("moment", "Moment", Kind.MOMENT),
        Column("again", "The text again, behind the first column"),
    ),
)
MOMENT = "2026-11-21T14:32:05.000+00:00"


def row(text: str | None, number: float | None = 3) -> Row:
    return (text, number, True, "2026-11-21", MOMENT, text)


def texts_of(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [one["again"] for one in rows] == [one["text"] for one in rows]
    return [one["text"] for one in rows]


def written(form: ExportFormat, place: Path, texts: tuple[str, ...] = (*HOSTILE, CONTROL)) -> Path:
    with open_sink(ExportWish(format=form), place) as sink:
        sink.write(TABLE, each(row(one) for one in texts))
        sink.write(AUDITS, ())
    return place


def test_in_a_workbook_every_text_is_text_and_every_cell_has_its_kind(tmp_path: Path) -> None:
    book = load_workbook(written(ExportFormat.XLSX, tmp_path / "things.xlsx"))

    rows = list(book["things"].iter_rows(min_row=2))
    assert [unescape(str(one[0].value)) for one in rows] == [*HOSTILE, "nul�bell�end"]
    assert [str(one[5].value) for one in rows] == [*HOSTILE, "nul�bell�end"]  # unescaped where it stands once
    for column in (0, 5):
        assert {one[column].data_type for one in rows} == {"s"}
        assert all(one[column].quotePrefix for one in rows if str(one[column].value).startswith(BEGINNINGS))
    at = datetime.fromisoformat(MOMENT).replace(tzinfo=None)
    assert [cell.value for cell in rows[0][1:5]] == [3, True, at.replace(hour=0, minute=0, second=0), at]
    assert [cell.value for cell in book["audits"][1]] == list(AUDITS.ids)
    assert book["things"].freeze_panes == "A2"


def test_a_text_that_comes_again_stands_in_a_workbook_once_as_far_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_SHARED", 2)
    texts = ("=1+1", "<b>", "more", "=1+1", "more", "  spaces  ")

    place = written(ExportFormat.XLSX, tmp_path / "things.xlsx", texts)

    with ZipFile(place) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    assert shared.count("<si>") == 2
    assert [one.value for one in load_workbook(place)["things"]["F"][1:]] == list(texts)


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(tmp_path: Path) -> None:
    book = load_workbook(written(ExportFormat.XLSX, tmp_path / "things.xlsx", ("a" * 40_000,)))

    told = str(book["things"]["A2"].value)
    assert len(told) == workbook.LONGEST
    assert told.endswith(workbook.CUT)


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)

    book = load_workbook(written(ExportFormat.XLSX, tmp_path / "things.xlsx", tuple("abcdefg")))

    sheets = [one for one in book.sheetnames if one.startswith("things")]
    assert sheets == ["things", "things 2", "things 3"]
    assert [one.value for name in sheets for (one, *_) in book[name].iter_rows(min_row=2)] == list("abcdefg")


def test_in_csv_a_quote_keeps_formulas_from_being_one_and_comes_off_again(tmp_path: Path) -> None:
    place = written(ExportFormat.CSV, tmp_path / "things")

    told = texts_of(place / "things.csv")
    assert not [one for one in told if one.startswith(("=", "+", "-", "@", "\t", "＝"))]
    assert [one.removeprefix("'") for one in told] == [*HOSTILE, "nul�bell�end"]


def test_json_lines_hold_every_text_as_it_is(tmp_path: Path) -> None:
    place = written(ExportFormat.JSONL, tmp_path / "things")

    told = [json.loads(line) for line in (place / "things.jsonl").read_text(encoding="utf-8").split("\n") if line]
    assert [one["text"] for one in told] == [*HOSTILE, CONTROL]
    assert told[0] == dict(zip(TABLE.ids, row(HOSTILE[0]), strict=True))


def test_parquet_has_typed_columns(tmp_path: Path) -> None:
    place = written(ExportFormat.PARQUET, tmp_path / "things")

    (first, *_) = told = parquet.read_table(place / "things.parquet").to_pylist()
    assert [one["text"] for one in told] == [*HOSTILE, CONTROL]
    assert (first["number"], first["truth"], first["day"]) == (3.0, True, date(2026, 11, 21))
    assert first["moment"] == datetime.fromisoformat(MOMENT)


def test_without_pyarrow_it_is_said_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_files, "find_spec", lambda _: None)

    with pytest.raises(EnvironmentProblem, match="Install it with"):
        written(ExportFormat.PARQUET, tmp_path / "things")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", list(ExportFormat), ids=lambda one: one.value)
def test_four_times_the_rows_take_no_more_memory(
    form: ExportFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_files, "ROWS_AT_ONCE", 500)
    monkeypatch.setattr(remembered, "KNOWN", 500)
    monkeypatch.setattr(workbook, "MOST_SHARED", 500)

    def peak(rows: int) -> int:
        def told() -> Iterator[Row]:
            return (row(f"text {number}") for number in range(rows))

        tracemalloc.start()
        with open_sink(ExportWish(format=form), tmp_path / f"{rows}") as sink:
            sink.write(TABLE, each(told()))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1_000)  # what is kept of texts that come again, and what is loaded at the first writing
    assert peak(8_000) < 1.5 * peak(2_000)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", [ExportFormat.XLSX, ExportFormat.CSV], ids=lambda one: one.value)
def test_libreoffice_reads_every_text_as_text(form: ExportFormat, tmp_path: Path) -> None:
    place = written(form, tmp_path / "things.xlsx")
    file = place / "things.csv" if form is ExportFormat.CSV else place
    reading = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if form is ExportFormat.CSV else []
    convert = ["soffice", *reading, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]

    subprocess.run(
        [*convert, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", "--outdir", tmp_path / "out", file],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip

    told = texts_of(tmp_path / "out" / "things.csv")
    shown = [one.removeprefix("'") for one in told] if form is ExportFormat.CSV else told
    assert shown == [*HOSTILE, "nul�bell�end"]
