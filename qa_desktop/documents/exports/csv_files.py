"""Writes each table as CSV for spreadsheets: UTF-8, and no text that one would take for a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from operator import call
from pathlib import Path

from qa_desktop.documents.exports.written_rows import Manner, written
from qa_desktop.domain.exports.columns import Care, Cell, Group, Kind, Row, Table
from qa_desktop.domain.exports.remembered import Remembered, is_short
from qa_desktop.domain.exports.safe_text import safe, unprintable

PARTED, END = ",", "\r\n"
_QUOTED = re.compile('[",\r\n]').search


class CsvFiles:
    """Writes a file for each table into a folder; `mark` says whether each begins with the mark of UTF-8."""

    def __init__(self, folder: Path, *, mark: bool) -> None:
        self._folder = folder
        self._encoding = "utf-8-sig" if mark else "utf-8"

    def write(self, table: Table, groups: Iterable[Group]) -> None:
        """Write a whole table under its column ids; lines end as the standard of CSV has it."""
        with (self._folder / f"{table.id}.csv").open(
            "w", encoding=self._encoding, errors="replace", newline="", buffering=1 << 18
        ) as file:
            file.writelines((PARTED.join(table.ids), END))
            file.writelines(written(table, groups, _manner(table)))


def _manner(table: Table) -> Manner:
    known = Remembered(_text, is_short).__getitem__
    told = [_PLAIN.get(one.kind) or (_text if one.care is Care.WORDS else known) for one in table.columns]

    def cells(row: Row, at: int) -> str:
        return PARTED + PARTED.join(map(call, told[at:], row))

    return Manner(_text, cells, END)


def _text(one: Cell) -> str:
    """Return a text as the standard of CSV has it: the library looks at each character, and takes six times as long."""
    if one is None:
        return ""
    text = safe(unprintable(str(one)))
    return '"' + text.replace('"', '""') + '"' if _QUOTED(text) else text


def _truth(one: Cell) -> str:
    return "" if one is None else "true" if one else "false"


def _number(one: Cell) -> str:
    return "" if one is None else str(one)


_PLAIN: Mapping[Kind, Callable[[Cell], str]] = {Kind.NUMBER: _number, Kind.TRUTH: _truth}
