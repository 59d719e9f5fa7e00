"""Writes tables as files that other programs read, row by row, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.documents.exports.csv_files import CsvFiles
from qa_desktop.documents.exports.json_lines import JsonLines
from qa_desktop.documents.exports.whole import whole_folder
from qa_desktop.domain.exports.wish import ExportFormat

if TYPE_CHECKING:
    from qa_desktop.domain.exports.export_ports import TableSink
    from qa_desktop.domain.exports.wish import ExportWish


@contextmanager
def open_sink(wish: ExportWish, place: Path) -> Iterator[TableSink]:
    """Begin an export: a folder with a file for each table."""
    with whole_folder(place) as folder:
        yield CsvFiles(folder, mark=wish.mark) if wish.format is ExportFormat.CSV else JsonLines(folder)
