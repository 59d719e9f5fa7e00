"""Reads a list from an Excel workbook: what a person sees in each cell; formulas are never worked out."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.sheet_rows import CellBook
from qa_desktop.toolkit.population.table import Table
from qa_desktop.toolkit.xlsform.safe_archive import Bounds, SafeArchive, never

LIST = Bounds("list of cases", packed=30_000_000, unpacked=150_000_000, elements=4_000_000)


def read_book(path: Path, sheet: str = "") -> Table:
    """Return the rows of a workbook's sheet: the one that is named, else the only one with words in it.

    Raises:
        NotFound: there is no such file.
        InputProblem: it cannot be read, is larger than any list, has no such sheet, or several and none is named.
    """
    book = CellBook(SafeArchive(path, never, LIST))
    title = _chosen(book, sheet, path.name)
    return Table(path.name, book.rows(title), title)


def sheets_of(path: Path) -> tuple[str, ...]:
    """Return the sheets of a workbook that hold words; raise as above where it cannot be read."""
    return _filled(CellBook(SafeArchive(path, never, LIST)))


def _chosen(book: CellBook, wanted: str, name: str) -> str:
    if wanted:
        found = [title for title in book.titles if title.strip().casefold() == wanted.strip().casefold()]
        if not found:
            raise InputProblem(f"{name} has no sheet “{wanted}”. Its sheets are: {', '.join(book.titles)}.")
        return found[0]
    filled = _filled(book)
    if len(filled) > 1:
        raise InputProblem(f"{name} has several sheets: {', '.join(filled)}. Say which of them is the list.")
    if not filled:
        raise InputProblem(f"{name} holds no words. Save the list into it and try again.")
    return filled[0]


def _filled(book: CellBook) -> tuple[str, ...]:
    return tuple(title for title in book.titles if next(book.rows(title), None))
