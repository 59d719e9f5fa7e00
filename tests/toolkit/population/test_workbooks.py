"""Cells are read as openpyxl reads them, and a workbook that means harm is refused in a sentence."""

from __future__ import annotations

import io
import string
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.book_table import read_book
from qa_desktop.toolkit.xlsform.workbook import words_of
from tests.toolkit.cost import least_seconds

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"

words = st.text(string.ascii_letters + " éŵ北&<>\"'0", max_size=12)
days = st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(lambda day: datetime(day.year, day.month, day.day))  # noqa: DTZ001 - as Excel has it
values = st.one_of(st.none(), words, st.integers(-(10**14), 10**14), st.booleans(), days, st.floats(-1e6, 1e6))


def written(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                book.active.cell(number, column).value = value
    path = folder / "list.xlsx"
    book.save(path)
    return path


def rewritten(path: Path, part: str, data: bytes) -> Path:
    with zipfile.ZipFile(path) as source:
        held = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {**held, part: data}.items():
            target.writestr(name, content)
    return path


def theirs_of(path: Path) -> Iterator[tuple[object, ...]]:
    """Return the rows as openpyxl reads them."""
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    rows: Iterator[tuple[object, ...]] = book.active.iter_rows(values_only=True)
    return rows


def with_cells(folder: Path, cells: str) -> Path:
    sheet = f'<worksheet xmlns="{SPACE}"><sheetData>{cells}</sheetData></worksheet>'
    return rewritten(written(folder, [["Case ID"]]), SHEET, sheet.encode())


@settings(max_examples=40)
@given(st.lists(st.lists(values, min_size=1, max_size=4), min_size=1, max_size=4))
def test_cells_are_read_as_openpyxl_reads_them(rows: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), [["Heading"], *rows])
        theirs = [
            (number, ["" if value is None else words_of(value).strip() for value in row])
            for number, row in enumerate(theirs_of(path), start=1)
        ]

        ours = [(number, [" ".join(one.split()) for one in row]) for number, row in read_book(path).rows]

    expected = [(number, [" ".join(one.split()) for one in row]) for number, row in theirs if any(row)]
    assert [(number, row + [""] * (4 - len(row))) for number, row in ours] == [
        (number, row + [""] * (4 - len(row))) for number, row in expected
    ]


def test_strings_in_pieces_are_whole_and_how_they_sound_is_left_out(tmp_path: Path) -> None:
    cell = "<is><r><t>48</t></r><r><t>-2207</t></r><rPh sb='0' eb='1'><t>sound</t></rPh></is>"

    rows = list(read_book(with_cells(tmp_path, f"<row r='3'><c r='B3' t='inlineStr'>{cell}</c></row>")).rows)

    assert rows == [(3, ["", "48-2207"])]


def test_signs_that_excel_escapes_are_read_and_halves_of_characters_left_alone(tmp_path: Path) -> None:
    cells = "<row r='1'><c r='A1' t='inlineStr'><is><t>a_x005F_x0041_b_x0020_c_xD800_</t></is></c></row>"

    assert list(read_book(with_cells(tmp_path, cells)).rows) == [(1, ["a_x0041_b c_xD800_"])]


def test_cells_and_rows_without_places_follow_one_another(tmp_path: Path) -> None:
    cells = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"

    assert list(read_book(with_cells(tmp_path, cells)).rows) == [(1, ["1", "", "3"]), (2, ["4"])]


def test_a_day_in_a_style_that_the_book_counts_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - as openpyxl has it
    book.active.append([datetime(2026, 1, 31)])  # noqa: DTZ001 - as Excel has it
    book.save(tmp_path / "list.xlsx")

    assert list(read_book(tmp_path / "list.xlsx").rows) == [(1, ["2026-01-31"])]


def test_a_number_that_is_no_day_stays_what_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, [[datetime.now(UTC).replace(tzinfo=None)]])
    with zipfile.ZipFile(path) as source:
        sheet = source.read(SHEET)
    start, end = sheet.index(b"<v>"), sheet.index(b"</v>")

    rows = list(read_book(rewritten(path, SHEET, sheet[:start] + b"<v>99999999999" + sheet[end:])).rows)

    assert rows == [(1, ["99999999999"])]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("<row r='99999999999'><c r='A1'><v>1</v></c></row>", "larger than any list"),
        ("<row r='1'><c r='ZZZZZZ1'><v>1</v></c></row>", "larger than any list"),
        ("<row r='1'><c r='A1' t='s'><v>77</v></c></row>", "damaged"),
        ("<row r='one'><c r='A1'><v>1</v></c></row>", "damaged"),
        ("<row r='1'><c r='A1'><v>1</v></c>", "damaged"),
    ],
)
def test_a_sheet_that_means_harm_is_refused(tmp_path: Path, cells: str, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        list(read_book(with_cells(tmp_path, cells)).rows)


def test_entities_and_sheets_outside_the_workbook_are_refused(tmp_path: Path) -> None:
    entity = f'<!DOCTYPE x [<!ENTITY e "x">]><worksheet xmlns="{SPACE}"><sheetData/></worksheet>'
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    outside = (
        f'<Relationships xmlns="{links}"><Relationship Id="rId1" Type="{kind}" Target="../../secret"/></Relationships>'
    )

    with pytest.raises(InputProblem, match="declares entities"):
        read_book(rewritten(written(tmp_path, [["Case ID"]]), SHEET, entity.encode()))
    with pytest.raises(InputProblem, match="damaged"):
        read_book(rewritten(written(tmp_path, [["Case ID"]]), "xl/_rels/workbook.xml.rels", outside.encode()))


def test_a_list_takes_no_longer_than_openpyxl_alone(tmp_path: Path) -> None:
    path = written(tmp_path, [[f"{row}-{column}" for column in range(8)] for row in range(600)])

    def bare() -> None:
        for _ in theirs_of(path):
            pass

    assert least_seconds(lambda: list(read_book(path).rows)) < least_seconds(bare)  # it is about a third
