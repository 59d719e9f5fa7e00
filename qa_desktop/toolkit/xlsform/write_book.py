"""Writes rows of words as a workbook in which every cell is text, whatever it begins with."""

from __future__ import annotations

import io
from pathlib import Path

from qa_desktop.toolkit.whole_file import refuse_existing, write_whole

Row = dict[str, str]
"""The cells of one row by their columns' headings."""
LONGEST_CELL = 32_000
"""A cell of a workbook holds 32,767 letters."""
_FIRST = ("type", "list_name", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint")


def write_book(sheets: dict[str, list[Row]], path: Path) -> None:
    """Write the sheets that have rows; the file is whole or not there.

    Raises:
        NotAllowed: there is a file of that name.
        DiskProblem: it cannot be written.
    """
    refuse_existing(path)
    from openpyxl import Workbook  # noqa: PLC0415  # nobody waits for it at the start

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        if rows:
            _fill(book.create_sheet(name), rows)
    packed = io.BytesIO()
    book.save(packed)
    write_whole(path, packed.getvalue())


def _fill(sheet, rows: list[Row]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  # openpyxl has no types
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  # as above

    headings = sorted(dict.fromkeys(heading for row in rows for heading in row), key=_place)
    for column, heading in enumerate(headings, start=1):
        _text(sheet, 1, column, heading).font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for column, heading in enumerate(headings, start=1):
            if row.get(heading):
                _text(sheet, number, column, row[heading]).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _text(sheet, row: int, column: int, text: str):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # as above
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"  # a text that begins with "=" is no formula
    return cell


def _place(heading: str) -> tuple[int, int, str]:
    """Order columns: those of XLSForm first, each with its translations, our own last."""
    word = heading.partition("::")[0]
    is_ours = word == "qa" or heading.startswith("qa_")
    return (1 if is_ours else 0, _FIRST.index(word) if word in _FIRST else len(_FIRST), heading)
