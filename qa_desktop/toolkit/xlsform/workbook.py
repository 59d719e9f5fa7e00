"""Reads the words in the sheets of a workbook: every cell by its column's heading, with the row it stands in.

pyxform's own reader is not used: it stops at twenty empty columns or sixty empty rows and leaves out columns without a
heading, all without a word, and it brings a parser of the old .xls format. openpyxl reads the cells; formulas are never
worked out, the result that Excel kept is taken.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.scalar_kinds import CONTROL
from qa_desktop.toolkit.xlsform.safe_archive import SafeArchive, Stopped, never

MOST_CELLS = 400_000
_MOST_STEPS = 2_500_000
"""Cells walked over, empty ones included: two cells far apart may span a sheet of billions."""
_MOST_SHEETS = 60
_MOST_PEEKED = 500_000
_FORMULA = "f"
_ERROR = "e"

Rows = list[tuple[int, dict[int, Any]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet with words in it."""

    row: int
    cells: dict[str, str]
    """Text by the column's heading as it stands there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, its first row being the headings."""

    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    unheaded: tuple[int, ...] = ()
    """Rows with words under no heading."""
    unworked: tuple[int, ...] = ()
    """Rows with a formula whose result the workbook does not hold."""
    twice: tuple[str, ...] = ()
    """Headings that stand twice; the first column counts."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets by their names in small letters."""

    file: str
    sheets: dict[str, Sheet] = field(default_factory=dict)
    has_macros: bool = False
    others: tuple[str, ...] = ()
    """The names of sheets with words in them that were not asked for."""


def read_book(path: Path, wanted: Collection[str], is_stopped: Stopped = never) -> Book:
    """Return the words in the wanted sheets of a workbook, named in small letters, or in its only sheet.

    Raises:
        InputProblem: it cannot be read, or is larger than any form.
        ReadingStopped: `is_stopped` said so.
    """
    archive = SafeArchive(path, is_stopped)
    results, others = _cells(archive, wanted, results=True)
    formulas = _cells(archive, wanted, results=False)[0] if archive.has_formulas else {}
    sheets = (_sheet(name, rows, dict(formulas.get(name, []))) for name, rows in results.items())
    return Book(path.name, {sheet.name.strip().lower(): sheet for sheet in sheets}, archive.has_macros, others)


def _cells(archive: SafeArchive, wanted: Collection[str], *, results: bool) -> tuple[dict[str, Rows], tuple[str, ...]]:
    """Return the filled cells of the wanted sheets: what formulas came to, or where they are; and name the others."""
    from openpyxl import load_workbook  # noqa: PLC0415  # nobody waits for it at the start

    archive.packed.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles, extensions and the like that are not read
            book = load_workbook(archive.packed, read_only=True, data_only=results, keep_links=False)
            budget = _Budget(archive)
            sheets = _few(book.worksheets, archive.name)
            ours = [one for one in sheets if one.title.strip().lower() in wanted or len(sheets) == 1]
            others = (one for one in sheets if one not in ours)
            told = tuple(one.title for one in others if next(_filled(one, _Budget(archive, _MOST_PEEKED)), None))
            return {sheet.title: list(_filled(sheet, budget)) for sheet in ours}, told
    except InputProblem:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers stumble over
        raise InputProblem(f"{archive.name} is damaged. Save it again as .xlsx and try once more.") from error


def _few(sheets: list[Any], name: str) -> list[Any]:
    if len(sheets) > _MOST_SHEETS:
        raise InputProblem(f"{name} has more than {_MOST_SHEETS} sheets. Keep those of the form.")
    return sheets


class _Budget:
    """What one workbook may cost."""

    def __init__(self, archive: SafeArchive, steps: int = _MOST_STEPS) -> None:
        self._archive = archive
        self._most_steps = steps
        self._cells = 0
        self._steps = 0

    def spend(self, cells: int, steps: int) -> None:
        self._archive.demand_awaited()
        self._cells += cells
        self._steps += steps
        if self._cells > MOST_CELLS or self._steps > self._most_steps:
            raise InputProblem(
                f"{self._archive.name} is larger than any form. Copy what belongs to the form into a new workbook."
            )


def _filled(sheet: Any, budget: _Budget) -> Iterator[tuple[int, dict[int, Any]]]:  # noqa: ANN401  # openpyxl has no types
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = {
            column: "=" if cell.data_type == _FORMULA else cell.value
            for column, cell in enumerate(row)
            if cell.value is not None and cell.data_type != _ERROR and str(cell.value).strip()
        }
        budget.spend(len(cells), len(row) + 1)
        if cells:
            yield number, cells


def _sheet(name: str, rows: Rows, formulas: dict[int, dict[int, Any]]) -> Sheet:
    headings, twice = _headings(rows[0][1] if rows and rows[0][0] == 1 else {})
    lines, unheaded, unworked = [], [], []
    by_row = dict(rows)
    for row in sorted(set(by_row) | set(formulas)):
        if row == 1:
            continue
        cells = by_row.get(row, {})
        if any(column not in headings for column in cells):
            unheaded.append(row)
        if any(value == "=" and column not in cells for column, value in formulas.get(row, {}).items()):
            unworked.append(row)
        named = {headings[column]: words_of(value) for column, value in cells.items() if column in headings}
        if named:
            lines.append(Line(row, named))
    known = tuple(headings.values())
    return Sheet(name, known, tuple(lines), tuple(unheaded), tuple(unworked), twice)


def _headings(row: dict[int, Any]) -> tuple[dict[int, str], tuple[str, ...]]:
    headings: dict[int, str] = {}
    twice = []
    for column, value in row.items():
        heading = " ".join(words_of(value).split())
        if heading in headings.values():
            twice.append(heading)
        else:
            headings[column] = heading
    return headings, tuple(twice)


def words_of(value: object) -> str:
    """Return a cell's value as the words that a person reads there."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  # as far as Excel itself is exact
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return _tidy(str(value))


def _tidy(text: str) -> str:
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
