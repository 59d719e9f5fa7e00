"""Reads a list from CSV or another divided text, in the encodings and with the separators that systems use."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from qa_desktop.domain.exports.safe_text import QUOTE, as_written
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.table import Row, Table, bytes_of

LARGEST = 60_000_000
SEPARATORS = (",", ";", "\t", "|")
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How some systems keep Excel from taking a number for one: ="00123"."""
_NAMED = re.compile(r'^"?sep=(.)"?\r?\n')
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> Table:
    """Return the rows of a text file.

    Raises:
        NotFound: there is no such file.
        InputProblem: it is no text, or a quotation mark in it is not closed.
    """
    text = decoded(bytes_of(path, LARGEST), path.name)
    named = _NAMED.match(text)
    separator = named.group(1) if named else _separator(text)
    return Table(path.name, _rows(text, separator, path.name, headed=bool(named)))


def decoded(data: bytes, name: str) -> str:
    """Return the text: UTF-8 or UTF-16 by its mark, else UTF-8 where it is that, else Windows-1252."""
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise InputProblem(
        f"{name} is no text that can be read. Save the list as “CSV UTF-8” or as an Excel workbook (.xlsx)."
    )


def _separator(text: str) -> str:
    """Return what divides the first line that is divided at all."""
    for line in text.splitlines()[:20]:
        outside = re.sub(r'"[^"]*"', "", line)
        found = max(SEPARATORS, key=outside.count)
        if found in outside:
            return found
    return ","


def _rows(text: str, separator: str, name: str, *, headed: bool) -> Iterator[Row]:
    """Yield the filled rows by number. `headed` tells that the first line names the separator."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if (headed and number == 1) or not any(map(str.strip, cells)):
                continue
            told = "".join(cells)
            plain = [as_written(cell) for cell in cells] if QUOTE in told else cells
            yield number, [_unwrapped(cell) for cell in plain] if '="' in told else plain
    except csv.Error as error:
        raise InputProblem(
            f"{name}, row {number + 1}: a quotation mark is not closed, or stands where none may. "
            "The rows after it cannot be told apart; put it right and read the file again."
        ) from error


def _unwrapped(cell: str) -> str:
    found = _AS_TEXT.fullmatch(cell.strip())
    return found.group(1) if found else cell
