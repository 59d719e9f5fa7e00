"""Writes each table as JSON Lines: one object a line, with every column in it, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from qa_desktop.domain.exports.columns import Row, Table


class JsonLines:
    """Writes a file for each table into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, table: Table, rows: Iterable[Row]) -> None:
        """Write a whole table."""
        encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
        ids = table.ids
        with (self._folder / f"{table.id}.jsonl").open(
            "w", encoding="utf-8", errors="replace", newline="\n", buffering=1 << 18
        ) as file:
            file.writelines(f"{encode(dict(zip(ids, row, strict=True)))}\n" for row in rows)
