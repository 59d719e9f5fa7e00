"""Writes each table as JSON Lines: one object a line, with every column in it, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring
from pathlib import Path

from qa_desktop.domain.exports.columns import Cell, Row, Table


class JsonLines:
    """Writes a file for each table into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, table: Table, rows: Iterable[Row]) -> None:
        """Write a whole table."""
        heads = [f'"{one}": ' for one in table.ids]
        with (self._folder / f"{table.id}.jsonl").open(
            "w", encoding="utf-8", errors="replace", newline="\n", buffering=1 << 18
        ) as file:
            file.writelines(_line(heads, row) for row in rows)


def _line(heads: list[str], row: Row) -> str:
    """Return a line, put together by hand: that is thrice as fast as an encoder that is begun anew for each row."""
    told = [head + _cell(one) for head, one in zip(heads, row, strict=True)]
    return f"{{{', '.join(told)}}}\n"


def _cell(one: Cell) -> str:
    if isinstance(one, str):
        return encode_basestring(one)
    if one is None:
        return "null"
    if isinstance(one, bool):
        return "true" if one else "false"
    return json.dumps(one, allow_nan=False)
