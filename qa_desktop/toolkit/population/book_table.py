"""Reads a list from an Excel workbook: what a person sees in each cell; formulas are never worked out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.table import FORMULA, Row, Table
from qa_desktop.toolkit.xlsform.safe_archive import Bounds, SafeArchive, never
from qa_desktop.toolkit.xlsform.workbook import words_of

LIST = Bounds("list of cases", packed=30_000_000, unpacked=150_000_000, elements=4_000_000)
_ERROR, _FORMULA_TYPE = "e", "f"
_ZEROS = re.compile(r"0{2,30}")
_MOST_ROWS, _MOST_CELLS = 1_048_576, 8_000_000
"""What is walked over, empty ones included: two cells far apart may span a sheet of billions."""


def read_book(path: Path, sheet: str = "") -> Table:
    """Return the rows of a workbook's sheet: the one that is named, else the only one with words in it.

    Raises:
        NotFound: there is no such file or sheet.
        InputProblem: it cannot be read, is larger than any list, or has several sheets and none is named.
    """
    archive = SafeArchive(path, never, LIST)
    values = _sheets(archive, results=True)
    name = _chosen(values, sheet, path.name)
    if not archive.has_formulas:
        return Table(path.name, _rows(values[name], path.name), name)
    formulas = _sheets(archive, results=False)[name]
    return Table(path.name, _with_formulas(values[name], formulas, path.name), name)


def _sheets(archive: SafeArchive, *, results: bool) -> dict[str, Any]:
    from openpyxl import load_workbook  # noqa: PLC0415  # nobody waits for it at the start

    archive.packed.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles, extensions and the like that are not read
            book = load_workbook(archive.packed, read_only=True, data_only=results, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers stumble over
        raise InputProblem(f"{archive.name} is damaged. Save it again as .xlsx and try once more.") from error
    return {one.title: one for one in book.worksheets}


def _chosen(sheets: dict[str, Any], wanted: str, name: str) -> str:
    if wanted:
        found = [title for title in sheets if title.strip().casefold() == wanted.strip().casefold()]
        if not found:
            raise InputProblem(f"{name} has no sheet “{wanted}”. Its sheets are: {', '.join(sheets)}.")
        return found[0]
    filled = [title for title in sheets if next(_rows(sheets[title], name), None)]
    if len(filled) > 1:
        raise InputProblem(f"{name} has several sheets: {', '.join(filled)}. Say which of them is the list.")
    if not filled:
        raise InputProblem(f"{name} holds no words. Save the list into it and try again.")
    return filled[0]


def _rows(sheet: Any, name: str) -> Iterator[Row]:  # noqa: ANN401  # openpyxl has no types
    for number, cells in _cells(sheet, name):
        words = [_words(cell) for cell in cells]
        if any(words):
            yield number, words


def _with_formulas(values: Any, formulas: Any, name: str) -> Iterator[Row]:  # noqa: ANN401  # as above
    """Yield the rows with a sign where a formula has no result in the file."""
    for (number, cells), (_, written) in zip(_cells(values, name), _cells(formulas, name), strict=False):
        words = [_words(cell) for cell in cells]
        for column, cell in enumerate(written[: len(words)]):
            if cell.data_type == _FORMULA_TYPE and not words[column]:
                words[column] = FORMULA
        if any(words):
            yield number, words


def _cells(sheet: Any, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:  # noqa: ANN401  # as above
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    walked = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            walked += len(cells)
            _demand_room(number, walked, name)
            yield number, cells
    except InputProblem:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers stumble over
        raise InputProblem(f"{name} is damaged. Save it again as .xlsx and try once more.") from error


def _demand_room(rows: int, cells: int, name: str) -> None:
    if rows > _MOST_ROWS or cells > _MOST_CELLS:
        raise InputProblem(f"{name} is larger than any list of cases. Copy the list into a new workbook.")


def _words(cell: Any) -> str:  # noqa: ANN401  # as above
    """Return what a person reads in a cell: 00123 where a number is shown so."""
    value = cell.value
    if value is None or cell.data_type == _ERROR:
        return ""
    if isinstance(value, str):
        return value
    words = words_of(value)
    if isinstance(value, int | float) and words.isdecimal():
        shown = str(cell.number_format)
        return words.zfill(len(shown)) if _ZEROS.fullmatch(shown) else words
    return words
