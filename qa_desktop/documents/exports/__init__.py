"""Writes tables as files that other programs read, row by row, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.documents.exports.csv_files import CsvFiles
from qa_desktop.documents.exports.json_lines import JsonLines
from qa_desktop.documents.exports.parquet import ParquetFiles
from qa_desktop.documents.exports.whole import whole_file, whole_folder
from qa_desktop.documents.exports.workbook import open_workbook
from qa_desktop.domain.exports.wish import ExportFormat

if TYPE_CHECKING:
    from qa_desktop.domain.exports.export_ports import TableSink
    from qa_desktop.domain.exports.wish import ExportWish


@contextmanager
def open_sink(wish: ExportWish, place: Path) -> Iterator[TableSink]:
    """Begin an export: a workbook is one file, all else a folder with a file for each table."""
    if wish.format.is_one_file:
        with whole_file(place) as passing, open_workbook(passing) as book:
            yield book
    else:
        with whole_folder(place) as folder:
            yield _files(wish, folder)


def _files(wish: ExportWish, folder: Path) -> TableSink:
    match wish.format:
        case ExportFormat.CSV:
            return CsvFiles(folder, mark=wish.mark)
        case ExportFormat.PARQUET:
            return ParquetFiles(folder)
        case _:
            return JsonLines(folder)
