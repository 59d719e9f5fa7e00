"""Lists as case systems give them out are read whole, or it is said row by row what is not taken, and why."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from qa_desktop.domain.sampling.population import Case, Why
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.toolkit.population.columns import Wish
from qa_desktop.toolkit.population.read_population import Reading, ReadList, read_population

HEADINGS = ("Case ID", "Team", "Service Area", "Case Status", "Allocated Worker", "Last Audit")
ROW = ("0048-2207", "North", "Family", "Open", "Wendy Worker", "31/01/2026")
CASE = Case("0048-2207", "North", "Family", "Open", "Wendy Worker", date(2026, 1, 31))


def text_file(folder: Path, rows: Iterable[Sequence[str]], *, separator: str = ",", encoding: str = "utf-8") -> Path:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(rows)
    return raw_file(folder, written.getvalue().encode(encoding))


def raw_file(folder: Path, data: bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data)
    return path


def book_file(folder: Path, rows: Iterable[Sequence[object]], **more: Iterable[Sequence[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, lines in {"List": rows, **more}.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    path = folder / "list.xlsx"
    book.save(path)
    return path


def references(found: ReadList) -> list[str]:
    return [case.reference for case in found.population.cases]


def refused(found: ReadList) -> list[tuple[int, Why]]:
    return [(one.row, one.why) for one in found.wrong]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_way_to_write_a_list_says_the_same(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [HEADINGS, (*ROW[:1], "Zoë’s; team, the | “first”", *ROW[2:])]

    found = read_population(text_file(tmp_path, rows, separator=separator, encoding=encoding))

    assert found.population.cases[0].team == "Zoë’s; team, the | “first”"
    assert (found.rows, found.wrong) == (1, ())


def test_a_workbook_and_a_text_of_the_same_list_are_one_list(tmp_path: Path) -> None:
    text = read_population(text_file(tmp_path, [HEADINGS, ROW]))
    book = read_population(book_file(tmp_path, [HEADINGS, (*ROW[:5], datetime(2026, 1, 31))]))  # noqa: DTZ001 - as Excel has it

    assert text.population.cases == book.population.cases == (CASE,)
    assert text.population.sha256 == book.population.sha256


def test_columns_are_guessed_by_their_headings_whatever_their_order(tmp_path: Path) -> None:
    found = read_population(text_file(tmp_path, [HEADINGS[::-1], ROW[::-1]]))

    assert found.population.cases == (CASE,)
    assert found.columns == dict(
        zip(("reference", "team", "service", "status", "worker", "audited"), HEADINGS, strict=True)
    )


def test_a_column_that_was_chosen_comes_before_one_that_was_remembered_and_that_before_a_guess(tmp_path: Path) -> None:
    path = text_file(tmp_path, [("Case ID", "Old ID", "New ID"), ("1-1", "2-2", "3-3")])

    for wish, expected in (
        (Wish({}, {}), "1-1"),
        (Wish({}, {"reference": "Old ID"}), "2-2"),
        (Wish({"reference": "new id"}, {"reference": "Old ID"}), "3-3"),
        (Wish({}, {"reference": "Not there"}), "1-1"),
    ):
        assert references(read_population(path, Reading(wish))) == [expected]


@pytest.mark.parametrize("wish", [Wish({}, {}), Wish({"reference": "Nummer"}, {})])
def test_a_list_without_references_tells_its_columns(tmp_path: Path, wish: Wish) -> None:
    with pytest.raises(InputProblem, match="Number, Team"):
        read_population(text_file(tmp_path, [("Number", "Team"), ("1-1", "North")]), Reading(wish))


def test_titles_above_the_headings_are_no_cases_and_are_told(tmp_path: Path) -> None:
    rows = [
        ("Open cases", "", ""),
        ("Run on", "1/12/2026", ""),
        ("Team", "Case ID", "Status"),
        ("North", "1-1", "Open"),
    ]

    found = read_population(text_file(tmp_path, rows))

    assert references(found) == ["1-1"]
    assert found.notices == ("2 rows above the headings in row 3 are no cases.",)


def test_leading_zeros_stay_however_they_are_written(tmp_path: Path) -> None:
    text = raw_file(tmp_path, b'Case ID,Team\r\n00123,North\r\n"=""00124""",North\r\n="00125",North\r\n')
    book = Workbook()
    book.active.append(("Case ID",))
    for value, shown in (("00126", "@"), (127, "00000"), (128, "General"), (129.0, "General")):
        book.active.append((value,))
        book.active.cell(book.active.max_row, 1).number_format = shown
    book.save(tmp_path / "list.xlsx")

    assert references(read_population(text)) == ["00123", "00124", "00125"]
    assert references(read_population(tmp_path / "list.xlsx")) == ["00126", "00127", "128", "129"]


def test_what_cannot_be_taken_is_listed_with_its_row_and_why(tmp_path: Path) -> None:
    rows = [
        HEADINGS[:2],
        ("1-1", "North"),
        ("", "North"),
        ("Anna Smith", "North"),
        ("Smith", "North"),
        ("Anna Smith 2", "North"),
        ("12/03/2011", "North"),
        ("943 476 5919", "North"),
        ("1.23457E+11", "North"),
        ("=B2", "North"),
        ("1-2", "Nowhere"),
        ("1-1", "North"),
        ("1-3", "North", "more"),
        ("1-4\nfurther", "North"),
        ("1-5", "North"),
    ]

    found = read_population(text_file(tmp_path, rows), Reading(teams=("north", "South")))

    assert references(found) == ["1-1", "1-5"]
    assert refused(found) == [
        (3, Why.NO_REFERENCE),
        (4, Why.NAME),
        (5, Why.NAME),
        (6, Why.LOOKS_ELSE),
        (7, Why.LOOKS_ELSE),
        (8, Why.LOOKS_ELSE),
        (9, Why.SHORTENED),
        (10, Why.FORMULA),
        (11, Why.UNKNOWN_TEAM),
        (12, Why.TWICE),
        (13, Why.BROKEN),
        (14, Why.BROKEN),
    ]
    assert len(found.population.cases) + len(found.wrong) == found.rows == len(rows) - 1
    assert not any("Smith" in one.words for one in found.wrong)


def test_no_row_is_lost_among_empty_ones_and_each_keeps_its_number(tmp_path: Path) -> None:
    rows: list[tuple[str, ...]] = [HEADINGS[:2], ("", ""), ("1-1", "N"), ("", ""), ("", "N"), ("1-2",)]

    for path in (text_file(tmp_path, rows), book_file(tmp_path, rows)):
        found = read_population(path)
        assert references(found) == ["1-1", "1-2"]
        assert (refused(found), found.rows) == ([(5, Why.NO_REFERENCE)], 3)


def test_rows_of_one_case_that_differ_are_both_listed(tmp_path: Path) -> None:
    rows = [HEADINGS[:2], ("a-1", "North"), ("A-1", "South"), ("a-2", "North"), ("a-2 ", "North")]

    found = read_population(text_file(tmp_path, rows))

    assert references(found) == ["a-2"]
    assert refused(found) == [(2, Why.TWICE), (3, Why.TWICE), (5, Why.TWICE)]


def test_codes_in_capital_letters_are_no_names(tmp_path: Path) -> None:
    found = read_population(text_file(tmp_path, [HEADINGS[:1], ("CP-LAC-0012",), ("LCS-9",)]))

    assert references(found) == ["CP-LAC-0012", "LCS-9"]


def test_references_that_somebody_looked_at_are_taken_but_never_a_name(tmp_path: Path) -> None:
    path = text_file(tmp_path, [HEADINGS[:1], ("9434765919",), ("Anna Smith",)])

    found = read_population(path, Reading(looked_at=True))

    assert references(found) == ["9434765919"]
    assert refused(found) == [(3, Why.NAME)]


def test_a_formula_gives_what_excel_kept_of_it_or_is_listed(tmp_path: Path) -> None:
    path = book_file(tmp_path, [HEADINGS[:2], ("=1+1", "North"), ("=2+2", "North")])
    with zipfile.ZipFile(path) as source:
        held = {name: source.read(name) for name in source.namelist()}
    sheet = held["xl/worksheets/sheet1.xml"]
    assert sheet.count(b"<v />") + sheet.count(b"<v></v>") + sheet.count(b"<v/>") == 2
    for empty in (b"<v />", b"<v></v>", b"<v/>"):
        sheet = sheet.replace(empty, b"<v>2</v>", 1)
    with zipfile.ZipFile(path, "w") as target:
        for name, data in held.items():
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else data)

    found = read_population(path)

    assert references(found) == ["2"]
    assert refused(found) == [(3, Why.FORMULA)]


def test_a_day_that_is_none_is_listed_and_the_usual_ways_to_write_one_are_read(tmp_path: Path) -> None:
    days = ("2026-01-31", "31/01/2026", "31/01/26", "31.01.2026", "31 January 2026", "31-Jan-2026", "31/01/2026 09:15")
    rows = [
        ("Case ID", "Last audited"),
        *((f"1-{n}", day) for n, day in enumerate(days)),
        ("1-x1", "lately"),
        ("2-1", ""),
    ]

    found = read_population(text_file(tmp_path, rows))

    assert {case.audited for case in found.population.cases} == {date(2026, 1, 31), None}
    assert refused(found) == [(len(days) + 2, Why.NO_DAY)]


def test_a_quotation_mark_left_open_is_refused_with_its_row(tmp_path: Path) -> None:
    path = raw_file(tmp_path, b'Case ID,Team\n1-1,North\n1-2,"North\n1-3,North\n')

    with pytest.raises(InputProblem, match=r"list\.csv, row 3: a quotation mark"):
        read_population(path)


def test_rows_swallowed_by_a_quotation_mark_are_told(tmp_path: Path) -> None:
    path = raw_file(tmp_path, b'Case ID,Notes\n1-1,"said\n1-2,"\n1-3,\n')

    found = read_population(path)

    assert references(found) == ["1-1", "1-3"]
    assert found.notices == ("1 row holds a line break, the first in row 2: are all its rows there?",)


def test_a_line_that_names_the_separator_is_followed(tmp_path: Path) -> None:
    found = read_population(raw_file(tmp_path, b"sep=;\r\nCase ID;Team, all\r\n1-1;North\r\n"))

    assert references(found) == ["1-1"]


def test_a_team_that_is_written_in_two_ways_is_told(tmp_path: Path) -> None:
    found = read_population(text_file(tmp_path, [HEADINGS[:2], ("1-1", "North"), ("1-2", "NORTH")]))

    assert found.notices == ("Team: written in several ways, each counts as a team of its own: NORTH and North.",)


def test_further_columns_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    path = text_file(tmp_path, [("Case ID", "Child’s name", "Plan"), ("1-1", "Anna Smith", "CP")])

    found = read_population(path, Reading(further=("Plan",)))

    assert (found.population.further, found.population.cases) == (("Plan",), (Case("1-1", further=("CP",)),))
    with pytest.raises(InputProblem, match="no column “plan”"):
        read_population(path, Reading(further=("plan",)))


def test_a_workbook_with_several_sheets_asks_which(tmp_path: Path) -> None:
    path = book_file(tmp_path, [HEADINGS, ROW], Other=[("Case ID",), ("9-9",)])

    with pytest.raises(InputProblem, match="several sheets: List, Other"):
        read_population(path)
    assert references(read_population(path, Reading(sheet="other"))) == ["9-9"]
    with pytest.raises(InputProblem, match="no sheet “Third”"):
        read_population(path, Reading(sheet="Third"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"Case ID\n\x00\x01\n", "no text that can be read"),
        (b"Case ID\n\x81\x8d\n", "no text that can be read"),
        (b"PK\x03\x04nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls format"),
        (b"Case ID" + b"," * 400 + b"\n1-1" + b"," * 400 + b"x\n", "larger than any list"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_population(raw_file(tmp_path, data))


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no file list\.csv"):
        read_population(tmp_path / "list.csv")


def test_who_waits_is_told_how_many_rows_were_read(tmp_path: Path) -> None:
    told: list[int] = []

    read_population(text_file(tmp_path, [HEADINGS[:1], *((f"{n}-1",) for n in range(2500))]), Reading(), told.append)

    assert told == [1000, 2000, 2501]
