"""Writes each table as JSON Lines: one object a line, with every column in it, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from json.encoder import encode_basestring
from pathlib import Path

from qa_desktop.documents.exports.written_rows import written
from qa_desktop.domain.exports.columns import Cell, Row, Table


class JsonLines:
    """Writes a file for each table into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, table: Table, rows: Iterable[Row]) -> None:
        """Write a whole table."""
        first, *heads = [f'"{one}": ' for one in table.ids]
        with (self._folder / f"{table.id}.jsonl").open(
            "w", encoding="utf-8", errors="replace", newline="\n", buffering=1 << 18
        ) as file:
            if table.recurs:
                file.writelines(written(rows, lambda cell: f"{{{first}{_cell(cell)}", partial(_rest, heads)))
            else:
                file.writelines(f"{{{first}{_cell(row[0])}{_rest(heads, row[1:])}" for row in rows)


def _rest(heads: list[str], cells: Row) -> str:
    """Return a line behind its first cell, put together by hand: thrice as fast as an encoder begun for each row."""
    told = [f", {head}{_cell(one)}" for head, one in zip(heads, cells, strict=True)]
    return f"{''.join(told)}}}\n"


def _cell(one: Cell) -> str:
    if isinstance(one, str):
        return encode_basestring(one)
    if one is None:
        return "null"
    if isinstance(one, bool):
        return "true" if one else "false"
    return json.dumps(one, allow_nan=False)
