"""Finds the headings of a list and which column is which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from qa_desktop.domain.sampling.population import plain
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.book_table import read_book, sheets_of
from qa_desktop.toolkit.population.columns import Known, Wish, columns_of, is_heading_row
from qa_desktop.toolkit.population.table import Row, Table, Told, counted
from qa_desktop.toolkit.population.text_table import read_text

_ROWS_BEFORE = 20
"""Titles of a report stand above its headings, in at most so many rows."""
_BOOKS = (".xlsx", ".xlsm", ".xls", ".xltx")


@dataclass(frozen=True, slots=True)
class Headed:
    """A list below its headings."""

    name: str
    headings: tuple[str, ...]
    columns: dict[str, int]
    """Our columns by their place in the file."""
    rows: Iterator[Row]
    sheet: str = ""
    notices: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """The headings as a sentence lists them."""
        return ", ".join(heading for heading in self.headings if heading)


def filled_sheets(path: Path) -> tuple[str, ...]:
    """Return the sheets of a workbook that hold words; none for text."""
    is_book = path.suffix.lower() in _BOOKS or _begins_like_book(path)
    return sheets_of(path) if is_book else ()


def read_table(path: Path, sheet: str = "") -> Table:
    """Return the rows of a file: a workbook where it is named or made like one, else text."""
    if path.suffix.lower() in _BOOKS or _begins_like_book(path):
        return read_book(path, sheet)
    return read_text(path)


def headings_of(table: Table, known: Known, wish: Wish) -> tuple[str, ...]:
    """Return the headings of a list, or the cells of its first row where none look like headings."""
    first: tuple[str, ...] = ()
    for number, (_, cells) in enumerate(table.rows):
        first = first or tuple(plain(cell) for cell in cells)
        if is_heading_row(cells, known, wish):
            return tuple(plain(cell) for cell in cells)
        if number == _ROWS_BEFORE:
            break
    return first


def headed(table: Table, known: Known, wish: Wish, told: Told) -> Headed:
    """Return a list below its headings; raise InputProblem where a column that must be there is not."""
    rows = counted(table.rows, table.name, told)
    before: list[Row] = []
    for row in rows:
        before.append(row)
        if is_heading_row(row[1], known, wish) or len(before) == _ROWS_BEFORE:
            break
    if not before:
        raise InputProblem(f"{table.name} is empty.")
    at = len(before) - 1 if is_heading_row(before[-1][1], known, wish) else 0
    number, cells = before[at]
    headings = tuple(plain(cell) for cell in cells)
    notices = [f"{at} rows above the headings in row {number} are no cases."] if at else []
    notices += [f"Two columns are headed “{one}”; the first counts." for one in _twice(headings)]
    columns = _columns(table.name, headings, known, wish)
    return Headed(table.name, headings, columns, chain(before[at + 1 :], rows), table.sheet, tuple(notices))


def _columns(name: str, headings: tuple[str, ...], known: Known, wish: Wish) -> dict[str, int]:
    told = ", ".join(heading for heading in headings if heading)
    try:
        columns = columns_of(headings, known, wish)
    except KeyError as missing:
        raise InputProblem(f"{name} has no column “{missing.args[0]}”. Its columns are: {told}.") from missing
    first = next(iter(known))
    if first not in columns:
        raise InputProblem(
            f"No column of {name} is headed as a {first}. Say which it is: --column {first}=HEADING. "
            f"Its columns are: {told}."
        )
    return columns


def _twice(headings: tuple[str, ...]) -> list[str]:
    return sorted({one for one in headings if one and headings.count(one) > 1})


def _begins_like_book(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}
    except OSError:
        return False
