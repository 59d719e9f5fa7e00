"""Writes each table as CSV for spreadsheets: UTF-8, and no text that one would take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

from qa_desktop.documents.exports.written_rows import written
from qa_desktop.domain.exports.columns import Cell, Row, Table
from qa_desktop.domain.exports.safe_text import KNOWN, SHORT, safe, unprintable

END = "\r\n"


class CsvFiles:
    """Writes a file for each table into a folder; `mark` says whether each begins with the mark of UTF-8."""

    def __init__(self, folder: Path, *, mark: bool) -> None:
        self._folder = folder
        self._encoding = "utf-8-sig" if mark else "utf-8"

    def write(self, table: Table, rows: Iterable[Row]) -> None:
        """Write a whole table under its column ids; lines end as the standard of CSV has it."""
        with (self._folder / f"{table.id}.csv").open(
            "w", encoding=self._encoding, errors="replace", newline="", buffering=1 << 18
        ) as file:
            writer = csv.writer(file)
            writer.writerow(table.ids)
            if table.recurs:
                line = _Line()
                file.writelines(written(rows, lambda cell: line((cell,)).rstrip(END) + ",", line))
            else:
                writer.writerows(_told(rows))


class _Line:
    """Writes one line after the other as text."""

    def __init__(self) -> None:
        self._text = StringIO(newline="")
        self._writer = csv.writer(self._text)

    def __call__(self, row: Row) -> str:
        """Return the line of a row, with its end."""
        self._text.seek(0)
        self._text.truncate()
        self._writer.writerow([_cell(one) for one in row])
        return self._text.getvalue()


def _told(rows: Iterable[Row]) -> Iterator[list[Cell]]:
    for row in rows:
        yield [_cell(one) for one in row]


def _cell(one: Cell) -> Cell:
    if isinstance(one, str):
        return _known(one) if len(one) <= SHORT else _safe(one)
    if isinstance(one, bool):
        return "true" if one else "false"
    return one


def _safe(text: str) -> str:
    return safe(unprintable(text))


_known = lru_cache(KNOWN)(_safe)
